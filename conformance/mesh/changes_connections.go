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
			one := called{dial: d}
			for _, top := range []*topology{c.old.top, c.new.top, c.between} {
				if top != nil {
					one.want = append(one.want, top.due(&top.Tiers[tier], d))
				}
			}
			out = append(out, one)
		}
	}
	return out
}

// connection judges what becomes of one connection.
func (c *crossing) connection(s *state, tier *tier, d *called, g *gateway) {
	got := g.connect(d.dial)
	where := fmt.Sprintf("tier %s: %v", tier.Name, d.dial)
	ends := slices.IndexFunc(d.want, func(w end) bool { return w.met(got.end) })
	if ends < 0 && c.halfConnected(s, tier.Name, d.dial, got.end) {
		ends = 2
	}
	c.settle(where, s, g, d.want, got.end, ends)
	by := ""
	if one := tier.ending(d.dial); one != nil {
		by = c.new.top.certificate(one)
	}
	if got.err == nil && got.certificate != by {
		c.fail("%s: the certificate is %q, want %q; in the state %s", where, got.certificate, by, s.name)
	}
}

// halfConnected reports whether a connection took another route that is for it, of an app
// of which only some objects are as they will be.
func (c *crossing) halfConnected(s *state, name string, d dial, got end) bool {
	for _, top := range []*topology{c.old.top, c.new.top} {
		for i := range top.Tiers {
			tier := &top.Tiers[i]
			for _, r := range tier.rules() {
				if tier.Name == name && r.app != nil && s.torn[r.app.Name] && r.dialled(tier, d) && (end{clusters: top.clusters(tier, r.app, r.route)}).met(got) {
					return true
				}
			}
		}
	}
	return false
}

// dialled reports whether a rule is for a connection, were there no more specific one.
func (r rule) dialled(t *tier, d dial) bool {
	if d.host == "" {
		return r.TCP == d.port
	}
	return (r.TLS == d.port || r.passed() && d.port == 443) && best(r.hosts(t), d.host) != ""
}
