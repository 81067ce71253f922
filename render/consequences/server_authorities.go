package consequences

import (
	"fmt"
	"slices"

	"render/render/certs"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkServerAuthorities tells of servers that gateways check by another authority from now on: these
// take a Secret that changes at once. That a rule names another Secret checkBackends tells.
func checkServerAuthorities(c *change) {
	for _, one := range c.new.authorities {
		if !slices.ContainsFunc(c.old.authorities, func(a *served.Authority) bool { return a.ID == one.ID }) {
			continue
		}
		a, was := c.old.serverAuthorities(one)
		b, is := c.new.serverAuthorities(one)
		gone, come := lackedBy(a, b), lackedBy(b, a)
		if len(a) == 0 || len(b) == 0 || len(gone) == 0 {
			continue
		}
		until := "requests fail with 503 where it shows such a one"
		if len(come) > 0 {
			until = "requests fail with 503 until it shows one of the new authority, " + quoted(come)
		}
		c.tell("backend-refused", Danger, fmt.Sprintf("Secret %s: gateways take no certificate of authority %s from %s any more: %s", wording.Quote(is.ID().Name), quoted(gone), quoted(one.Hosts), until),
			"have both authorities in the Secret until the server shows a certificate of the new one", append([]*objects.Object{is, was}, one.From...)...)
	}
}

// serverAuthorities are those by which gateways check servers, and the object that has them.
func (s *side) serverAuthorities(one *served.Authority) ([]certs.Authority, *objects.Object) {
	for _, id := range one.Secrets() {
		if m := s.making(id); m.Object != nil {
			return certs.Authorities(m.Text("ca.crt", "cacert")), m.Object
		}
	}
	return nil, nil
}
