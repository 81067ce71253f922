package consequences

import (
	"fmt"
	"slices"

	"render/render/making"
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkCovered looks at hosts that a Secret's certificate is shown for, and was not.
func (c *change) checkCovered(one, before *served.Credential, is making.Secret) {
	var come []string
	for _, host := range one.Hosts {
		if before == nil || !slices.ContainsFunc(before.Hosts, func(had string) bool { return routing.Covers(had, host) }) {
			come = append(come, host)
		}
	}
	if is.Form == making.CertManager {
		c.checkAwaited(one, before, is)
		return // of more hosts checkOrdered tells
	}
	if len(come) == 0 {
		return
	}
	of := append([]*objects.Object{}, one.From...)
	title := "Secret " + wording.Quote(one.ID.Name)
	if shown, ok := is.Served(); ok {
		lacks := slices.DeleteFunc(come, shown.Covers)
		if len(lacks) > 0 {
			c.tell("cert-lacks-host", Danger, fmt.Sprintf("%s: its certificate is not for %s, which the gateway answers with it: clients refuse it", title, quoted(lacks)),
				"make a certificate that is for all its hosts", append(of, is.Object)...)
		}
		return
	}
	if before == nil {
		return // a new Secret for a new tier: nobody is surprised
	}
	help := "see that the certificate is for it"
	switch see := fmt.Sprintf("see that the certificate of %s is for %s too", title, allQuoted(come)); {
	case is.Form == making.Unmade && c.old.making(one.ID).Object == nil: // gateways take another pair at once, which is for the old hosts as well
		anew := fmt.Sprintf("kubectl create secret tls %s -n %s --cert FILE --key FILE --dry-run=client -o yaml | kubectl apply -f -", one.ID.Name, one.ID.Namespace)
		help += ", or make the Secret anew before, as it was made, with one for all its hosts: by hand that is " + anew
		c.steps.Does(beforehand, see+", or make it anew with one for all its hosts", scripts.SeeCertificate{Provide: scripts.Provide{Namespace: one.ID.Namespace, Things: []manifest.ID{{Kind: "Secret", Name: one.ID.Name}}}})
	case c.isRenamed(come):
		c.steps.Need(beforehand, see)
	}
	c.tell("cert-needs-host", Warning, fmt.Sprintf("%s: the gateway shows its certificate for %s too, and what it is for is not to be seen here", title, quoted(come)), help, of...)
}

// checkAwaited tells of hosts that are shown one certificate, and another one from now on that
// cert-manager has first to issue: a gateway whose Secret is not there has none to show.
func (c *change) checkAwaited(one, before *served.Credential, is making.Secret) {
	if before != nil || !c.comes(is.Object) {
		return
	}
	hosts := c.shownOtherwise(one)
	if len(hosts) == 0 {
		return
	}
	if late := c.provedLate(is, making.OrderedNames(is.Maker)); len(late) > 0 {
		c.tellProvedLate(one, is, hosts, late)
		return
	}
	title := titled(is.Object)
	c.tell("cert-awaited", Danger, fmt.Sprintf("%s: cert-manager has first to issue it, and until then the gateway has no certificate to show for %s: connections are closed", title, quoted(hosts)),
		c.helpAwaited(is.Object), append([]*objects.Object{is.Object}, one.From...)...)
	c.needNamespace(is.Object.ID().Namespace)
	c.issueAlone(is.Object)
}

// checkOtherIssuer tells of hosts that another Secret's certificate was shown for, by an authority that
// has nothing to do with the one from now on.
func (c *change) checkOtherIssuer(one *served.Credential, is making.Secret) {
	shown := c.shownOtherwise(one)
	if len(shown) == 0 {
		return
	}
	now, ok := is.Served()
	before := c.shownBefore()
	hosts, from := map[manifest.ID][]string{}, []*served.Credential{}
	for _, host := range shown {
		had, _ := routing.MostSpecific(before, host)
		first := before[had][0]
		if a, known := c.old.making(first.ID).Served(); !known || !ok || a.SharesAuthority(now) {
			continue
		}
		if hosts[first.ID] == nil {
			from = append(from, first)
		}
		hosts[first.ID] = append(hosts[first.ID], host)
	}
	for _, had := range from {
		was := c.old.making(had.ID)
		a, _ := was.Served()
		c.tell("cert-issuer-changes", Danger, fmt.Sprintf("Secret %s: its certificate, which is shown for %s from now on, is issued by %s in place of %s: who trusts the old authority alone refuses it",
			wording.Quote(one.ID.Name), quoted(hosts[had.ID]), successor(a.Issuer(), now.Issuer()), wording.Quote(a.Issuer())), helpIssuer, is.Object, was.Object)
	}
}
