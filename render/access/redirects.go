package access

import (
	"slices"

	"render/render/policies"
	"render/render/served"
)

// BeyondRedirects leaves out rules by which some gateways answer nothing but a redirect to https of the
// same host and path, whoever asks: they let in to nothing.
func (g *Gates) BeyondRedirects(rules []policies.Rule, of []*served.Entrance) []policies.Rule {
	if len(rules) == 0 || !g.knowsRoutes() {
		return rules
	}
	known := map[*served.Door]map[string][]served.Ask{} // what is answered otherwise, by host
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool {
		redirected := false
		for _, e := range of {
			for _, one := range g.openingsOf(e).doors {
				port := e.PodPort(one.port)
				if !r.IsAt(port) {
					continue
				}
				if known[one.door] == nil {
					known[one.door] = answeredInPlace(one.door)
				}
				for host, asks := range known[one.door] {
					if r.IsOf(host, port) && slices.ContainsFunc(asks, func(a served.Ask) bool { return lets(&r, &a) }) {
						return false
					}
				}
				redirected = true
			}
			if slices.ContainsFunc(g.passages.Order, func(at served.Passage) bool {
				return slices.Contains(e.Gateways(), g.passages.Of[at]) && r.IsAt(e.PodPort(at.Port))
			}) {
				return false
			}
		}
		return redirected
	})
}

// answeredInPlace are by host the requests that a door answers otherwise than by such a redirect.
func answeredInPlace(d *served.Door) map[string][]served.Ask {
	out := map[string][]served.Ask{}
	for host := range d.Routes {
		if asks := d.AnsweredInPlace(host); len(asks) > 0 {
			out[host] = asks
		}
	}
	return out
}

// lets reports whether a rule lets in some of the requests that an ask stands for.
func lets(r *policies.Rule, a *served.Ask) bool {
	path, known := a.PolicyPath()
	below := (&policies.Rule{}).Below(path)
	return !known || r.Meets(&below)
}

// RefusesBehind reports whether whoever some rules let in to a redirect to https alone is let in there by this
// side no more than where it was asked in clear: for each host, on the ports by which routes answer it.
func (g *Gates) RefusesBehind(rules []policies.Rule, of []*served.Entrance) bool {
	for _, e := range of {
		for host := range g.Routed(e).Hosts {
			for one := range g.openingsOf(e).serving(host) {
				port := e.PodPort(one.port)
				if !slices.ContainsFunc(rules, func(r policies.Rule) bool { return r.IsAt(port) && r.IsOf(host, port) }) {
					continue
				}
				in := g.on(e, host, port).Allowed
				if slices.ContainsFunc(g.Ports(e, host), func(other string) bool { return len(policies.Uncovered(g.on(e, host, other).Allowed, in)) > 0 }) {
					return false
				}
			}
		}
	}
	return len(of) > 0 && g.knowsRoutes()
}
