package consequences

import (
	"cmp"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// tellsOf reports whether something of a code is told of an object.
func (c *change) tellsOf(code string, o *objects.Object) bool {
	return slices.ContainsFunc(c.found, func(one Consequence) bool { return one.Code == code && slices.Contains(one.Changes, c.changes[o]) })
}

// waits reports whether the applier has the pods of Services ready before it applies
// a route in place of another: Argo CD, where they are in an earlier wave. What falls
// out of a late wave it deletes in an early one, so that an old route that goes is
// gone by then: where the other takes its requests checkPrunedFirst tells of that.
func (c *change) waits(list []served.Service, now, was *objects.Object) bool {
	if c.by != ArgoCD || c.goes(was) && c.deletes(was) && !(c.habits().deletesFirst && c.takesOver(was, now)) {
		return false
	}
	for _, s := range list {
		there, ok := c.new.World.Service(s.Namespace, s.Name)
		if !ok || slices.ContainsFunc(podsOf(c.new, there), func(p *objects.Object) bool { return waveOf(p) >= waveOf(now) }) {
			return false
		}
	}
	return true
}

// takesOver reports whether a route takes requests of one of the old side, of which no Gateway goes: of
// those that do checkGaps tells, and pods that are there before make its gap short.
func (c *change) takesOver(was, now *objects.Object) bool {
	if slices.ContainsFunc(c.gone, func(o *objects.Object) bool {
		id := o.ID()
		return id.Kind == "Gateway" && (id.Group != objects.IstioNetworking || served.NamesGateway(was.VirtualService(), id))
	}) {
		return false
	}
	if c.asked == nil {
		c.asked = map[*objects.Object]map[string]bool{}
		for _, a := range slices.Concat(c.old.Answers(), c.new.Answers()) {
			if c.asked[a.Object] == nil {
				c.asked[a.Object] = map[string]bool{}
			}
			c.asked[a.Object][a.Key] = true
		}
	}
	for key := range c.asked[was] {
		if c.asked[now][key] {
			return true
		}
	}
	return false
}

// compareAges orders objects as istiod does: what was there is older than what comes,
// and of one time the first by name (istio, pilot/pkg/model, sortConfigByCreationTime).
func (c *change) compareAges(a, b *objects.Object) int {
	age := func(o *objects.Object) int {
		if c.comes(o) {
			return 1
		}
		return 0
	}
	return cmp.Or(age(a)-age(b), served.CompareNames(a, b))
}
