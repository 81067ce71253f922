package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// checkEmptied tells of Services whose pods all go, since what has them is scaled to
// none. An autoscaler does not look at what is asked to have none
// (kubernetes, pkg/controller/podautoscaler, reconcileAutoscaler).
func checkEmptied(c *change) {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok {
			continue
		}
		pods := podsOf(c.new, one)
		if len(pods) == 0 || slices.ContainsFunc(pods, func(o *objects.Object) bool { return !scaledToNone(o) }) || c.answered(old) {
			continue
		}
		if !slices.ContainsFunc(pods, func(o *objects.Object) bool { return c.changes[o] != nil && c.changes[o].Kind == compare.Changed }) {
			continue
		}
		var titles []string
		for _, o := range pods {
			titles = append(titles, titled(o))
		}
		c.tell("pods-none", Danger, fmt.Sprintf("%s: has no pods from now on, since 0 are asked for by %s: requests for it fail, at a gateway with 503", titled(one.Object()), wording.Listed(titles)),
			"take its routes away first, or leave it a pod", pods...)
	}
}

// answered reports whether something of a Service of the old side answers still: none
// of it did before, or an object with pods of it stays.
func (c *change) answered(old objects.Service) bool {
	pods := podsOf(c.old, old)
	had := slices.ContainsFunc(pods, func(o *objects.Object) bool { return !scaledToNone(o) })
	return !had || slices.ContainsFunc(pods, func(o *objects.Object) bool { return c.left(o) && !scaledToNone(o) })
}

// scaledToNone reports whether a workload is asked to have no pods.
func scaledToNone(o *objects.Object) bool {
	n, said := o.Workload().Replicas().Value()
	return said && n == 0
}
