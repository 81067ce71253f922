package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
)

// checkSubsetsGoing tells of subsets that a DestinationRule has no more, and that a route lets go of
// with the same change. Whoever applies it brings the rule first, and gateways hear of subsets before
// they hear of routes
// (https://istio.io/latest/docs/ops/best-practices/traffic-management/#avoid-503-errors-while-reconfiguring-service-routes).
// Of rules that go whole, checkPrunedFirst tells.
func checkSubsetsGoing(c *change) {
	for o := range c.old.World.Routings() {
		is := c.nowadays(o)
		if is == nil {
			continue
		}
		now, seen := served.SubsetsIn(is), map[served.Part]bool{}
		for _, p := range served.SubsetsIn(o) {
			if seen[p] || slices.Contains(now, p) || len(c.old.PodsOfPart(p)) == 0 {
				continue
			}
			seen[p] = true
			for _, rule := range c.old.RulesOf(p) {
				next := c.New.Find(rule.ID())
				if _, there := c.new.Subset(p); there || next == nil || c.by == ArgoCD && waveOf(next) > waveOf(is) {
					continue
				}
				title := partTitle(p)
				c.tell("subset-goes-first", Warning, fmt.Sprintf("%s: %s has it no more before %s sends no requests there: they fail with 503 meanwhile", title, titled(next), titled(is)),
					"take it out in a step of its own, once no route leads there: until then as a version with weight: 0", rule, o)
				c.keepFirst(title, c.lettingGo(is))
			}
		}
	}
}

// lettingGo is what a script does to have a route let go of a subset before its rule does; nil where
// the route names a subset that comes.
func (c *change) lettingGo(route *objects.Object) scripts.Deed {
	for _, p := range served.SubsetsIn(route) {
		if _, there := c.old.Subset(p); !there {
			return nil
		}
	}
	return scripts.RoutesFirst{Routes: []manifest.ID{route.ID()}}
}
