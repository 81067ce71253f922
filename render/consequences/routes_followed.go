package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// followsRoutes reports whether a rule lets in, or out, what a gateway's new routes need and no more: to
// what they lead, or the gateway to the pods that they lead to. Whom that lets in is told of these
// (checkReached).
func (c *change) followsRoutes(r *policies.Rule, p *podsOfBoth) bool {
	if r.Outward {
		return slices.ContainsFunc(c.gatesAfter().behind(p.new), func(e *served.Entrance) bool {
			return slices.ContainsFunc(c.newlyLed(e), func(s served.Service) bool { return c.isTo(r, s) })
		})
	}
	var parties []policies.Party
	for _, e := range c.new.Entrances {
		if slices.ContainsFunc(c.newlyLed(e), func(s served.Service) bool { return c.hasPods(s, p.new) }) {
			parties = append(parties, c.new.party(e))
		}
	}
	return len(parties) > 0 && r.By(parties)
}

// newlyLed are the Services to which a gateway leads from now on, and did not.
func (c *change) newlyLed(e *served.Entrance) (out []served.Service) {
	was := map[served.Service]bool{}
	for _, list := range c.gatesBefore().sentBy(e.Service).to {
		for _, s := range list {
			was[s] = true
		}
	}
	for _, list := range c.gatesAfter().sentBy(e.Service).to {
		for _, s := range list {
			if !was[s] {
				out = append(out, s)
			}
		}
	}
	return out
}

// isTo reports whether a rule is of connections to a Service's pods, or to those of a namespace where which
// they are is not known; of what is outside the cluster to addresses.
func (c *change) isTo(r *policies.Rule, s served.Service) bool {
	if s.Namespace == "" {
		return r.Asks([]string{"addresses"})
	}
	pods := policies.Everyone
	if one, ok := c.new.World.Service(s.Namespace, s.Name); ok {
		pods = one.Selector().Labels().String()
	}
	return r.By([]policies.Party{{Namespace: s.Namespace, Pods: pods}})
}

func (c *change) hasPods(s served.Service, t objects.PolicyTarget) bool {
	one, ok := c.new.World.Service(s.Namespace, s.Name)
	labels := one.Selector().Labels()
	return ok && s.Namespace == t.Namespace && len(labels) > 0 && t.Labels.Match(labels)
}
