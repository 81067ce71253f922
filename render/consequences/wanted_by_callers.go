package consequences

import (
	"fmt"
	"slices"

	"render/render/needs"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// wantedByCallers are Services that fell out, with their pods, and that variables of pods of the new side name; but
// for those that routes go to.
func (c *change) wantedByCallers(routed []objects.RoutedService) (out []wanted) {
	callers := c.new.callers()
	for _, one := range c.fallenInner() {
		name, ports := one.ID().Name+"."+one.ID().Namespace, portsOf(one)
		w := wanted{objects: append([]*objects.Object{one.Object()}, c.behindFallen(one)...), need: forItself}
		var variables []string
		for _, by := range callers[name] {
			listens := slices.ContainsFunc(ports, func(p served.Port) bool { return p.Number == int64(by.at.Port) })
			if !by.at.Certain && !listens {
				continue
			}
			if !slices.Contains(variables, by.at.Variable) {
				variables = append(variables, by.at.Variable)
			}
			if !slices.Contains(w.by, by.pods) {
				w.by, w.titles = append(w.by, by.pods), append(w.titles, titled(by.pods))
			}
		}
		w.without = fmt.Sprintf("nobody answers at %s, which env names in %s", wording.Quote(name), quoted(variables))
		w.instead = ", or name another in env first"
		for _, m := range slices.Concat(c.movedApps(), c.renamedApps()) {
			if m.from.Object() == one.Object() {
				w.instead = ", or name " + wording.Quote(m.to.ID().Name+"."+m.to.ID().Namespace) + " in env first"
			}
		}
		if len(w.by) > 0 && !slices.ContainsFunc(routed, func(r objects.RoutedService) bool {
			return r.Namespace == one.ID().Namespace && r.Name == one.ID().Name
		}) {
			out = append(out, w)
		}
	}
	return out
}

// caller is a workload of which a variable names an address.
type caller struct {
	pods *objects.Object
	at   needs.Call
}

// callers are those of a side, by the Service as "name.namespace".
func (s *side) callers() map[string][]caller {
	out := map[string][]caller{}
	for w := range s.World.Workloads() {
		for _, at := range needs.Called(w) {
			to := at.Service(w.ID().Namespace)
			out[to] = append(out[to], caller{w.Object(), at})
		}
	}
	return out
}
