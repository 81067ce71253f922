package access

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// LetsMoreIn reports whether the Service of a gateway lets in by its address whom another one's did not.
func LetsMoreIn(old, e *served.Entrance) bool {
	was, is := old.Sources(), e.Sources()
	return e.LoadBalancer && (!served.IsOpen(old.Kind()) || len(was) > 0 && (len(is) == 0 || len(policies.NotWithin(is, was)) > 0))
}

// Opens are those whom a gateway lets in by its address and did not on other gates, as its Service and its
// policies have it together.
func (g *Gates) Opens(e *served.Entrance, before *Gates) []policies.Rule {
	now, old := g.byAddress(e), before.ByService[e.Service]
	if old == nil || !g.comparable(e) || !before.comparable(old) {
		return now
	}
	if g.knowsRoutes() && !g.holds(e, g, func(host, port string) bool { return letsInMore(g.on(e, host, port), before.on(old, host, port)) }) {
		return nil
	}
	_, denied := g.deny(g.target(e))
	return policies.Uncovered(policies.Uncovered(now, before.byAddress(old)), denied)
}

// letsInMore reports whether of two gates one lets in whom the other does not.
func letsInMore(one, other Callers) bool {
	return len(policies.Uncovered(policies.Uncovered(one.Allowed, other.Allowed), one.Denied)) > 0
}

// OpensNone reports whether gateways of some pods let in nobody by their addresses whom they did not on other gates.
func (g *Gates) OpensNone(t objects.PolicyTarget, before *Gates) bool {
	return g.everyBehind(t, func(e *served.Entrance) bool { return e.LoadBalancer && len(g.Opens(e, before)) == 0 })
}

// KeepsEach reports whether gateways of some pods let in all by their addresses whom they did on other gates.
func (g *Gates) KeepsEach(t objects.PolicyTarget, before *Gates) bool {
	return g.everyBehind(t, func(e *served.Entrance) bool { return g.Keeps(e, before) })
}

// SourcesOf are who may come in by the addresses of gateways of some pods; none where these are not the same for each.
func (g *Gates) SourcesOf(t objects.PolicyTarget) (out []string) {
	for i, e := range g.Behind(t) {
		if from := e.Sources(); i == 0 {
			out = from
		} else if !slices.Equal(out, from) {
			return nil
		}
	}
	return out
}

func (g *Gates) everyBehind(t objects.PolicyTarget, is func(*served.Entrance) bool) bool {
	of := g.Behind(t)
	return len(of) > 0 && !slices.ContainsFunc(of, func(e *served.Entrance) bool { return !is(e) })
}

// LetsInAs reports whether other gates let in by their addresses all whom a rule of some pods lets in by
// the addresses of their gateways: of what it is for, these leave out what comes by others.
func (g *Gates) LetsInAs(r *policies.Rule, t objects.PolicyTarget, other *Gates) bool {
	return g.everyBehind(t, func(e *served.Entrance) bool {
		there := other.ByService[e.Service]
		return there != nil && e.LoadBalancer && there.LoadBalancer && g.comparable(e) && other.comparable(there) &&
			len(policies.Uncovered(within(e, []policies.Rule{*r}), other.byAddress(there))) == 0
	})
}

// Keeps reports whether a gateway lets in by its address all who were let in there on other gates: to each
// host that both answer, and to whole connections.
func (g *Gates) Keeps(e *served.Entrance, before *Gates) bool {
	old := before.ByService[e.Service]
	if old == nil || !e.LoadBalancer || !old.LoadBalancer || !g.comparable(e) || !before.comparable(old) || !g.knowsRoutes() || !before.knowsRoutes() {
		return false
	}
	known := false
	return !before.holds(old, g, func(host, port string) bool {
		known = true
		return letsInMore(before.on(old, host, port), g.on(e, host, port))
	}) && known
}

// holds reports whether something is so for one of the hosts and ports by which a gateway answers on these gates
// and on others, or for whole connections that it passes on.
func (g *Gates) holds(e *served.Entrance, other *Gates, is func(host, port string) bool) bool {
	there := other.ByService[e.Service]
	for host := range g.Routed(e).Hosts {
		own := other.Ports(there, host)
		if slices.ContainsFunc(g.Ports(e, host), func(port string) bool { return slices.Contains(own, port) && is(host, port) }) {
			return true
		}
	}
	return slices.ContainsFunc(g.passages.Order, func(at served.Passage) bool {
		return at.Host == "" && slices.Contains(e.Gateways(), g.passages.Of[at]) && is("", e.PodPort(at.Port))
	})
}

// byAddress is whom the Service of a gateway and its policies together let in by its address.
func (g *Gates) byAddress(e *served.Entrance) []policies.Rule {
	allowing, allowed := g.allow(g.target(e))
	if len(allowing) == 0 {
		allowed = []policies.Rule{{}}
	}
	return within(e, allowed)
}

// comparable reports whether the policies of a gateway go by the addresses by which its Service does: where
// nodes pass connections on in their own name, policies see those of nodes.
func (g *Gates) comparable(e *served.Entrance) bool {
	_, rules := g.allow(g.target(e))
	return e.Local() || !slices.ContainsFunc(rules, func(r policies.Rule) bool { return r.Asks([]string{"ipBlocks", "source.ip"}) })
}
