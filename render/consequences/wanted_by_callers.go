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
	callers := needs.Callers(c.new.World)
	for _, one := range c.fallenInner() {
		name, ports := one.ID().Name+"."+one.ID().Namespace, served.PortsOfService(one)
		w := wanted{objects: append([]*objects.Object{one.Object()}, c.behindFallen(one)...), need: forItself}
		var variables []string
		for _, by := range callers[name] {
			listens := slices.ContainsFunc(ports, func(p served.Port) bool { return p.Number == int64(by.Port) })
			if !by.Certain && !listens {
				continue
			}
			if !slices.Contains(variables, by.Variable) {
				variables = append(variables, by.Variable)
			}
			if !slices.Contains(w.by, by.Pods) {
				w.by, w.titles = append(w.by, by.Pods), append(w.titles, titled(by.Pods))
			}
		}
		w.without = fmt.Sprintf("nobody answers at %s, which env names in %s", wording.Quote(name), quoted(variables))
		w.instead = "name another in env"
		for _, m := range slices.Concat(c.movedApps(), c.renamedApps()) {
			if m.from.Object() == one.Object() {
				w.instead = "name " + wording.Quote(m.to.ID().Name+"."+m.to.ID().Namespace) + " in env"
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
