package consequences

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"render/render/certs"
	"render/render/compare"
	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// certificateSum is the annotation by which a Secret that is encrypted tells that
// its certificate is another one.
const certificateSum = "render/certificate-sha256"

// checkCertificates tells of certificates that clients do not trust any more, or that
// are not for all hosts; and of clients whose own are refused. Gateways take a Secret
// that changes without a restart; connections that are open keep what they have.
func checkCertificates(c *change) {
	old := map[manifest.ID]*served.Credential{}
	for _, one := range c.old.credentials {
		old[one.ID] = one
	}
	var moved []issuance
	for _, one := range c.new.credentials {
		was, is := c.old.making(one.ID), c.new.making(one.ID)
		before := old[one.ID]
		if before != nil && was.Object != nil && is.Object != nil && !issuedBy(&moved, one, was, is) {
			c.checkCertificate(one, before, was, is)
		}
		c.checkCovered(one, before, is)
		c.checkOtherIssuer(one, is)
	}
	c.tellIssuances(moved)
	c.checkClients()
}

// checkCertificate looks at the certificate of a Secret that both sides make.
func (c *change) checkCertificate(one, before *served.Credential, was, is making.Secret) {
	title := "Secret " + wording.Quote(one.ID.Name)
	of := []*objects.Object{is.Object, was.Object}
	a, known := was.Served()
	b, ok := is.Served()
	switch {
	case known && ok && !a.Same(b):
		c.tellRenewed(one, before, title, a, b, of)
	case known && ok: // others by the way to the root alone
	case was.Form == making.CertManager && is.Form == making.CertManager:
		c.checkOrdered(one, was, is)
	case is.Form == making.CertManager:
		c.tell("cert-issuer-changes", Danger, fmt.Sprintf("%s: cert-manager issues it anew, by %s: who trusts its old authority alone refuses %s", title, making.Issuer(is.Maker), quoted(one.Hosts)),
			helpIssuer, of...)
	case was.Form == making.ByStore && is.Form == making.ByStore:
		x, y := making.RemoteKeys(was.Maker), making.RemoteKeys(is.Maker)
		if from, to := making.Store(was.Maker), making.Store(is.Maker); from != to {
			x, y = x+" of "+from, y+" of "+to
		}
		if x != y {
			c.tell("cert-from-elsewhere", Warning, fmt.Sprintf("%s: is read from %s in place of %s", title, y, x), "see that a certificate for all its hosts, and its key, are there", of...)
		} else if !slices.Equal(making.PairTaken(was.Maker), making.PairTaken(is.Maker)) {
			c.tell("cert-from-elsewhere", Warning, fmt.Sprintf("%s: is made otherwise of %s: if that fails, the Secret stays as it is, and no renewed certificate comes", title, y),
				"see that the ExternalSecret is ready after it", of...)
		}
	case note(was) != "" && note(is) != "" && note(was) != note(is):
		c.tell("cert-unseen", Note, fmt.Sprintf("%s: its certificate is another one, and encrypted, so that nobody can see here whether clients trust it", title), "", of...)
	}
}

const helpIssuer = "have clients trust both authorities before"

// note is the annotation of a maker's Secret that tells of its certificate.
func note(m making.Secret) string {
	text := m.Maker.Metadata().Annotations().Text(certificateSum).Value()
	if text == "" {
		text, _ = m.Maker.Spec().At("template", "metadata", "annotations", certificateSum).Raw().(string)
	}
	return text
}

// successor is an authority as a message names it in place of an old one, which may
// have its name.
func successor(old, now string) string {
	if old == now {
		return wording.Quote(now) + ", of another key or full name,"
	}
	return wording.Quote(now)
}

func (c *change) tellRenewed(one, before *served.Credential, title string, a, b certs.Served, of []*objects.Object) {
	var lost []string
	for _, host := range one.Hosts {
		if a.Covers(host) && !b.Covers(host) {
			lost = append(lost, host)
		}
	}
	for _, at := range c.new.AddressesOf(one) {
		if len(before.Any) > 0 && a.CoversAddress(at) && !b.CoversAddress(at) {
			lost = append(lost, at.String())
		}
	}
	quiet := true
	if len(lost) > 0 {
		quiet = false
		c.tell("cert-host-lost", Danger, fmt.Sprintf("%s: its new certificate is not for %s: clients refuse it there", title, quoted(lost)), "make a certificate that is for all that the old one was for", of...)
	}
	if !a.SharesAuthority(b) {
		quiet = false
		c.tell("cert-issuer-changes", Danger, fmt.Sprintf("%s: its certificate is issued by %s in place of %s: who trusts the old authority alone refuses %s",
			title, successor(a.Issuer(), b.Issuer()), wording.Quote(a.Issuer()), quoted(one.Hosts)), helpIssuer, of...)
	}
	if was, is := a.NotAfter().UTC().Format(time.DateOnly), b.NotAfter().UTC().Format(time.DateOnly); is < was {
		quiet = false
		c.tell("cert-ends-earlier", Warning, fmt.Sprintf("%s: its new certificate ends earlier, %s in place of %s", title, is, was),
			"see that the two are not mixed up", of...)
	}
	if quiet {
		c.tell("cert-renewed", Note, fmt.Sprintf("%s: its certificate is renewed, without a restart; connections that are open keep the old one", title), "", of...)
	}
}

// checkOrdered looks at a Certificate of cert-manager's, which issues it anew where
// what is asked for changes; the old one is shown meanwhile.
func (c *change) checkOrdered(one *served.Credential, was, is making.Secret) {
	title := "Certificate " + wording.Quote(is.Object.ID().Name)
	of := []*objects.Object{is.Object}
	a, b := making.OrderedNames(was.Maker), making.OrderedNames(is.Maker)
	more := slices.DeleteFunc(slices.Clone(b), func(name string) bool { return slices.Contains(a, name) })
	less := slices.DeleteFunc(slices.Clone(a), func(name string) bool { return slices.Contains(b, name) })
	switch {
	case len(c.provedLate(is, more)) > 0:
		c.tellReissuedLate(one, is.Object, more, c.provedLate(is, more))
	case len(more) > 0:
		c.tell("cert-reissued", Warning, fmt.Sprintf("%s: is issued anew, for %s too: until then the gateway shows the old one, which is not for it", title, quoted(more)),
			"wait until the Certificate is ready before clients come"+c.awaitReissued(one, is, more), of...)
	case len(less) > 0:
		c.tell("cert-reissued", Note, fmt.Sprintf("%s: is issued anew, without %s; until then the gateway shows the old one", title, quoted(less)), "", of...)
	default:
		if fields := making.OrderedAnew(was.Maker, is.Maker); len(fields) > 0 {
			c.tell("cert-reissued", Note, fmt.Sprintf("%s: is issued anew, since %s changed; until then the gateway shows the old one", title, quoted(fields)), "", of...)
		}
	}
}

// checkIssuers tells of issuers that issue by another authority. What they have issued stays
// until it is renewed (cert-manager, internal/controller/certificates/policies, which look at
// the Certificate alone).
func checkIssuers(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Old == nil || one.New == nil || one.New.ID().Group != objects.CertManager || !strings.HasSuffix(one.New.ID().Kind, "Issuer") {
			continue
		}
		for _, path := range [...]string{"ca", "selfSigned", "vault", "venafi", "acme.server"} {
			at := strings.Split(path, ".")
			if !compare.Equal(one.Old.Resource().Spec().At(at...).Raw(), one.New.Resource().Spec().At(at...).Raw()) {
				c.tell("cert-issuer-changes", Warning, titled(one.New)+": its certificates are issued by another authority, each from the time that it is renewed: who trusts the old one alone refuses them then", helpIssuer, one.New)
				break
			}
		}
	}
}
