package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// behind are the gateways of some pods, which answer for no host without a route.
func (g *gates) behind(t objects.PolicyTarget) []*served.Entrance {
	return slices.DeleteFunc(slices.Clone(g.Entrances), func(e *served.Entrance) bool {
		return e.Namespace != t.Namespace || len(e.Pods) == 0 || len(e.From) == 0 && e.Maker != served.ControlPlane || !t.Labels.Match(e.Pods)
	})
}

// unanswered are rules for requests alone for whose hosts some gateways have no route: whoever
// they name gets no answer there.
func (g *gates) unanswered(rules []policies.Rule, of []*served.Entrance) []policies.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool { return g.answered(&r, of) })
}

// answeredOf are the others.
func (g *gates) answeredOf(rules []policies.Rule, of []*served.Entrance) []policies.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool { return !g.answered(&r, of) })
}

// knowsRoutes reports whether the objects tell which hosts gateways answer: not where all routes are
// elsewhere, nor beside an Ingress, which is not followed.
func (g *gates) knowsRoutes() bool {
	return len(g.World.OfKind("networking.k8s.io", "Ingress")) == 0 && slices.ContainsFunc(g.Entrances, func(e *served.Entrance) bool { return len(g.routed(e).Hosts) > 0 })
}

// answered reports whether a rule is for some requests that one of some gateways may answer.
func (g *gates) answered(r *policies.Rule, of []*served.Entrance) bool {
	hosts, ok := r.Hosts()
	if !ok || !g.knowsRoutes() {
		return true
	}
	return slices.ContainsFunc(hosts, func(host string) bool {
		return slices.ContainsFunc(of, func(e *served.Entrance) bool { return g.routed(e).Meets(host) })
	})
}

// ofRequestsIn leaves out rules that are for nothing but requests at some gateways, and that others have
// for these: of what is passed on as it is these have none there.
func (g *gates) ofRequestsIn(rules, others []policies.Rule, of []*served.Entrance) []policies.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r policies.Rule) bool {
		return !g.passesOn(&r, of) && len(policies.Uncovered([]policies.Rule{r.OfRequests()}, others)) == 0
	})
}

// passesOn reports whether a rule is for connections that some gateways pass on.
func (g *gates) passesOn(r *policies.Rule, of []*served.Entrance) bool {
	return slices.ContainsFunc(g.passages.Order, func(at served.Passage) bool {
		return slices.ContainsFunc(of, func(e *served.Entrance) bool {
			_, is := r.At(at.Host, e.PodPort(at.Port))
			return is && slices.Contains(e.Gateways(), g.passages.Of[at])
		})
	})
}

// ofHostsMoved reports whether a rule of gateways is for requests alone whose hosts another has from
// now on, though a route for them stays here.
func (c *change) ofHostsMoved(r *policies.Rule, of []*served.Entrance) bool {
	hosts, ok := r.Hosts()
	return ok && !slices.ContainsFunc(hosts, func(host string) bool {
		return !slices.ContainsFunc(of, func(e *served.Entrance) bool {
			return slices.ContainsFunc(e.Objects(), func(o *objects.Object) bool { return c.away[o.ID()][host] })
		})
	})
}

// unrefused reports whether all that is asked of a gateway on both sides is let in by its
// policies on this one.
func (g *gates) unrefused(e *served.Entrance, other *gates) bool {
	there := other.ByService[e.Service]
	if there == nil || !g.knowsRoutes() || !other.knowsRoutes() {
		return false
	}
	_, rules := g.allow(g.target(e))
	all := func(host, port string) bool {
		return len(policies.Uncovered([]policies.Rule{{}}, policies.Restricted(rules, host, port))) == 0
	}
	for host := range g.routed(e).Hosts {
		if other.answers(there, host) && slices.ContainsFunc(g.ports(e, host), func(port string) bool { return !all(host, port) }) {
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
