package access

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/routing"
	"render/render/served"
)

// AnsweredOf are those of some rules that are for more than requests for whose hosts some gateways
// have no route: whoever the others name gets no answer there.
func (g *Gates) AnsweredOf(rules []policies.Rule, of []*served.Entrance) []policies.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool { return !g.answered(&r, of) })
}

// Unanswered are the others.
func (g *Gates) Unanswered(rules []policies.Rule, of []*served.Entrance) []policies.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool { return g.answered(&r, of) })
}

// answered reports whether a rule is for some requests that one of some gateways may answer.
func (g *Gates) answered(r *policies.Rule, of []*served.Entrance) bool {
	hosts, ok := r.Hosts()
	if !ok || !g.knowsRoutes() {
		return true
	}
	return slices.ContainsFunc(hosts, func(host string) bool {
		return slices.ContainsFunc(of, func(e *served.Entrance) bool { return g.Routed(e).Meets(host) })
	})
}

// knowsRoutes reports whether the objects tell which hosts gateways answer: not where all routes are
// elsewhere, nor beside an Ingress, which is not followed.
func (g *Gates) knowsRoutes() bool {
	return len(g.World.OfKind("networking.k8s.io", "Ingress")) == 0 && slices.ContainsFunc(g.Entrances, func(e *served.Entrance) bool { return len(g.Routed(e).Hosts) > 0 })
}

// OfRequestsIn leaves out rules that are for nothing but requests at some gateways, and that others have
// for these: of what is passed on as it is these have none there.
func (g *Gates) OfRequestsIn(rules, others []policies.Rule, of []*served.Entrance) []policies.Rule {
	known := policies.SetOf(others)
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool {
		return !g.passesOn(&r, of) && len(known.Lacked([]policies.Rule{r.OfRequests()})) == 0
	})
}

// passesOn reports whether a rule is for connections that some gateways pass on.
func (g *Gates) passesOn(r *policies.Rule, of []*served.Entrance) bool {
	return slices.ContainsFunc(g.passages.Order, func(at served.Passage) bool {
		return slices.ContainsFunc(of, func(e *served.Entrance) bool {
			_, is := r.At(at.Host, e.PodPort(at.Port))
			return is && slices.Contains(e.Gateways(), g.passages.Of[at])
		})
	})
}

// KeepsAll reports whether pods are gateways' whose policies let in on this side all that is asked of
// them on both.
func (g *Gates) KeepsAll(t objects.PolicyTarget, other *Gates) bool {
	of := g.Behind(t)
	return len(of) > 0 && !slices.ContainsFunc(of, func(e *served.Entrance) bool { return !g.unrefused(e, other) })
}

// unrefused reports whether all that is asked of a gateway on both sides is let in by its
// policies on this one.
func (g *Gates) unrefused(e *served.Entrance, other *Gates) bool {
	there := other.ByService[e.Service]
	if there == nil || !g.knowsRoutes() || !other.knowsRoutes() {
		return false
	}
	_, rules := g.allow(g.target(e))
	all := func(host, port string) bool {
		return len(policies.Uncovered([]policies.Rule{{}}, policies.Restricted(rules, host, port))) == 0
	}
	for host := range g.Routed(e).Hosts {
		if other.Answers(there, host) && slices.ContainsFunc(g.Ports(e, host), func(port string) bool { return !all(host, port) }) {
			return false
		}
	}
	for _, at := range g.passages.Order {
		if at.Host == "" && slices.Contains(e.Gateways(), g.passages.Of[at]) && !all("", e.PodPort(at.Port)) {
			return false
		}
	}
	return true
}

// RefusesAll reports whether policies refuse every request that a route would answer for a host; not where
// it is at no gateway.
func (g *Gates) RefusesAll(route *objects.Object, host string) bool {
	tried := false
	for _, e := range g.Entrances {
		for _, one := range g.openingsOf(e).doors {
			if !slices.ContainsFunc(one.door.Tried(host), func(r served.Route) bool { return r.From == route }) {
				continue
			}
			if tried = true; !g.refuses(e, host, one.port) {
				return false
			}
		}
	}
	return tried
}

// RefusesOn reports whether policies refuse every request for a path of a host, be there a route for it or none,
// at each gateway that listens for it on some ports.
func (g *Gates) RefusesOn(host, path string, ports []int64) bool {
	listens := false
	for _, e := range g.Entrances {
		for one := range g.openingsOf(e).serving(host) {
			if !slices.Contains(ports, one.port) {
				continue
			}
			if listens = true; !g.refusesPath(e, host, path, one.port) {
				return false
			}
		}
	}
	return listens
}

func (g *Gates) refuses(e *served.Entrance, host string, port int64) bool {
	if routing.IsWild(host) { // below which some names may have rules of their own
		return false
	}
	one := g.on(e, host, e.PodPort(port))
	return len(policies.Uncovered(one.Allowed, one.Denied)) == 0
}

// refusesPath is refuses of one path; below a wildcard where no rule that lets in is for any name.
func (g *Gates) refusesPath(e *served.Entrance, host, path string, port int64) bool {
	if !routing.IsWild(host) {
		one := g.on(e, host, e.PodPort(port))
		return len(policies.Uncovered(policies.OnPath(one.Allowed, path), policies.OnPath(one.Denied, path))) == 0
	}
	allowing, rules := g.allow(g.target(e))
	return len(allowing) > 0 && !slices.ContainsFunc(policies.OnPath(rules, path), func(r policies.Rule) bool { return r.IsOf(host, e.PodPort(port)) })
}

// ReadsRequests reports whether what comes by a port of a Service has to be read as requests: since a
// route sends requests there, or a policy for its pods goes by what they say.
func (g *Gates) ReadsRequests(s objects.Service, port *served.SpokenPort) bool {
	id := s.ID()
	if g.SendsRequests(served.Service{Namespace: id.Namespace, Name: id.Name}, port) {
		return true
	}
	for w := range g.World.PodsOf(id.Namespace, s.Selector().Labels()) {
		for _, choose := range [...]Chosen{g.allow, g.deny, g.custom} {
			_, rules := choose(TargetOf(w))
			if slices.ContainsFunc(rules, func(r policies.Rule) bool { return r.NeedsRequest(fmt.Sprint(port.Target)) }) {
				return true
			}
		}
	}
	return false
}

// SendsRequests reports whether a route of a gateway sends requests to a port of a Service, or of a host outside.
func (g *Gates) SendsRequests(s served.Service, port *served.SpokenPort) bool {
	own := []string{"", port.Name, fmt.Sprint(port.Number)} // "" where there is but one
	return slices.ContainsFunc(g.Ways(), func(l served.Lead) bool {
		return l.Ask != nil && l.To.Service == s && slices.Contains(own, l.To.Port)
	})
}
