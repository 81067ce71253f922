package trace

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/wording"
)

// alsoServed tells which other entrances serve the host of a request by the same name, on addresses of
// their own, as tiers do that are for clients of different networks, and how each is followed. Which
// of them a client asks is for its DNS to say.
func (m *Mesh) alsoServed(t *Trace, r *Request, found *entrance, as served) {
	name := strings.ToLower(r.Host)
	for _, e := range m.mayServe(name) {
		if e == found || slices.ContainsFunc(e.addresses, func(a netip.Addr) bool { return slices.Contains(found.addresses, a) }) {
			continue
		}
		one, ok := m.servesBy(e, name, r.Port)
		if !ok || one.host != as.host || len(e.addresses) == 0 || e.port(r.Port) == nil {
			continue
		}
		serves, write := "Service "+wording.Quote(e.name)+" in namespace "+wording.Quote(e.namespace), r.at(e.addresses[0])
		if tier := m.known.Tiers[e.key()]; tier != "" {
			serves, write = "tier "+wording.Quote(tier), "--tier "+tier
		}
		t.hop(StepHost, one.field, serves+" serves it too; to follow that way write: "+write)
	}
}

// at are the words of the command line by which a request goes to an address.
func (r *Request) at(a netip.Addr) string {
	to := *r
	to.Host, to.Dot = a.String(), false
	out := ""
	if !r.Raw {
		out = "--header Host:" + r.Host + " "
	}
	if r.Secure {
		out += "--sni " + r.sni() + " "
	}
	return out + to.URL()
}
