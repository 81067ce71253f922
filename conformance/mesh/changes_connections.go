package mesh

import (
	"fmt"
	"slices"
)

// called is a whole connection and all that may become of it.
type called struct {
	dial
	want []end
}

// calls are the connections of a tier's routes, old and new.
func (c *crossing) calls(tier int) (out []called) {
	for _, top := range []*topology{c.old.top, c.new.top} {
		for _, d := range top.Tiers[tier].dials() {
			if slices.ContainsFunc(out, func(one called) bool { return one.dial == d }) {
				continue
			}
			out = append(out, called{d, c.wanted(func(top *topology) end { return top.due(&top.Tiers[tier], d) })})
		}
	}
	return out
}

// connection judges what becomes of one connection, and by which certificate its TLS is
// ended.
func (c *crossing) connection(s *state, tier *tier, d *called, g *gateway) {
	got := g.connect(d.dial)
	where := fmt.Sprintf("tier %s: %v", tier.Name, d.dial)
	half := c.halfConnected(s, tier.Name, d.dial, got)
	ends := slices.IndexFunc(d.want, func(w end) bool { return w.met(got.end) })
	if ends < 0 && half {
		ends = 2
	}
	c.settle(where, s, g, d.want, got.end, ends)
	if want := c.new.top.ends(tier, d.dial); ends >= 0 && !half && got.err == nil && got.certificate != want {
		c.fail("%s: the certificate is %q, want %q; in the state %s", where, got.certificate, want, s.name)
	}
}

// ends is the certificate by which TLS of a connection is ended; "" for none.
func (t *topology) ends(tier *tier, d dial) string {
	if s := tier.ending(d); s != nil {
		return t.certificate(s)
	}
	return ""
}

// halfConnected reports whether a connection took another route that is for it, of an app
// of which only some objects are as they will be, and was ended as for that route's host.
func (c *crossing) halfConnected(s *state, name string, d dial, got answer) bool {
	for _, top := range []*topology{c.old.top, c.new.top} {
		tier := top.tier(name)
		for _, r := range tier.rules() {
			took := r.app != nil && s.torn[r.app.Name] && end{clusters: top.clusters(tier, r.app, r.route)}.met(got.end)
			if took && slices.ContainsFunc(r.dialled(tier, d), func(one dial) bool { return top.ends(tier, one) == got.certificate }) {
				return true
			}
		}
	}
	return false
}

// dialled are the connections that a rule is for which stand for one, were there none
// more specific.
func (r rule) dialled(t *tier, d dial) (out []dial) {
	if d.host == "" && r.TCP == d.port {
		return []dial{d}
	}
	if r.TLS == d.port || r.passed() && d.port == 443 {
		for _, h := range r.hosts(t) {
			if covers(h, d.host) {
				out = append(out, dial{d.port, concrete(h)})
			}
		}
	}
	return out
}
