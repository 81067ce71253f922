package consequences

import (
	"fmt"
	"slices"

	"render/render/certs"
	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// checkCovered looks at hosts that a Secret's certificate is shown for, and was not.
func (c *change) checkCovered(one, before *credential, is making) {
	var come []string
	for _, host := range one.hosts {
		if before == nil || !slices.ContainsFunc(before.hosts, func(had string) bool { return routing.Covers(had, host) }) {
			come = append(come, host)
		}
	}
	if is.form == certManager {
		c.checkAwaited(one, before, is)
		return // of more hosts checkOrdered tells
	}
	if len(come) == 0 {
		return
	}
	of := append([]*objects.Object{}, one.from...)
	title := "Secret " + wording.Quote(one.id.Name)
	if served, ok := is.served(); ok {
		lacks := slices.DeleteFunc(come, served.Covers)
		if len(lacks) > 0 {
			c.tell("cert-lacks-host", Danger, fmt.Sprintf("%s: its certificate is not for %s, which the gateway answers with it: clients refuse it", title, quoted(lacks)),
				"make a certificate that is for all its hosts", append(of, is.o)...)
		}
		return
	}
	if before == nil {
		return // a new Secret for a new tier: nobody is surprised
	}
	c.tell("cert-needs-host", Warning, fmt.Sprintf("%s: the gateway shows its certificate for %s too, and what it is for is not to be seen here", title, quoted(come)),
		"see that the certificate is for it", of...)
}

// checkAwaited tells of hosts that are shown one certificate, and another one from now on that
// cert-manager has first to issue: a gateway whose Secret is not there has none to show.
func (c *change) checkAwaited(one, before *credential, is making) {
	if before != nil || !c.comes(is.o) {
		return
	}
	var hosts []string
	for _, host := range one.hosts {
		if slices.ContainsFunc(c.old.credentials, func(had *credential) bool {
			return had.id.Namespace == one.id.Namespace && slices.Contains(had.hosts, host)
		}) {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) == 0 {
		return
	}
	title := titled(is.o)
	c.tell("cert-awaited", Danger, fmt.Sprintf("%s: cert-manager has first to issue it, and until then the gateway has no certificate to show for %s: connections are closed", title, quoted(hosts)),
		"apply the Certificate alone first, and the rest once it is ready", append([]*objects.Object{is.o}, one.from...)...)
	c.steps.need(beforehand, "apply "+title+" alone, and wait until it is ready")
}

// checkClients looks at who has to show a certificate, and by which authorities it
// is checked.
func (c *change) checkClients(one, before *credential) {
	if before == nil {
		return
	}
	title := fmt.Sprintf("Secret %s: clients of %s", wording.Quote(one.id.Name), quoted(one.hosts))
	switch {
	case one.asks && !before.asks:
		c.tell("clients-shut-out", Danger, title+" have to show a certificate of their own from now on: without one they are refused", "give them certificates first", one.from...)
		return
	case before.asks && !one.asks:
		c.tell("clients-let-in", Danger, title+" need no certificate of their own any more: all are let in", helpMeant, one.from...)
		return
	case !one.asks:
		return
	}
	a, x := c.old.clientAuthorities(one.id)
	b, y := c.new.clientAuthorities(one.id)
	if len(a) == 0 || len(b) == 0 {
		return
	}
	if gone := lackedBy(a, b); len(gone) > 0 {
		c.tell("clients-shut-out", Danger, fmt.Sprintf("%s with certificates of %s are refused from now on", title, quoted(gone)), "let both authorities be trusted until all clients have new certificates", y, x)
	}
	if come := lackedBy(b, a); len(come) > 0 {
		c.tell("clients-let-in", Danger, fmt.Sprintf("%s with certificates of %s are let in from now on", title, quoted(come)), helpMeant, y, x)
	}
}

// clientAuthorities are those by which a gateway checks clients' certificates: in a
// Secret of their own, or beside the pair.
func (s *side) clientAuthorities(id manifest.ID) ([]certs.Authority, *objects.Object) {
	own := id
	own.Name += authoritySuffix
	m := s.making(own)
	if m.o == nil {
		m = s.making(id)
	}
	return certs.Authorities(m.text("ca.crt", "cacert")), m.o
}

// lackedBy are the names of authorities of a list that another lacks.
func lackedBy(list, other []certs.Authority) []string {
	var out []string
	for _, one := range list {
		if !slices.Contains(other, one) && !slices.Contains(out, one.Name) {
			out = append(out, one.Name)
		}
	}
	return out
}
