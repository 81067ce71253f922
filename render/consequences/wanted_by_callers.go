package consequences

import (
	"fmt"
	"slices"
	"sync"

	"render/render/needs"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// wantedByCallers are Services that fell out, with their pods, and that variables of pods of the new side name; but
// for those that routes go to.
func (c *change) wantedByCallers(routed []objects.RoutedService) (out []wanted) {
	callers := needs.Callers(c.new.World)
	successors := sync.OnceValue(func() []moved { return slices.Concat(c.movedApps(), c.renamedApps()) })
	for _, one := range c.fallenInner() {
		name, ports := one.ID().Name+"."+one.ID().Namespace, served.PortsOfService(one)
		w := wanted{need: forItself}
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
		if len(w.by) == 0 || slices.ContainsFunc(routed, func(r objects.RoutedService) bool {
			return r.Namespace == one.ID().Namespace && r.Name == one.ID().Name
		}) {
			continue
		}
		w.objects = append([]*objects.Object{one.Object()}, c.behindFallen(one)...)
		w.without = fmt.Sprintf("nobody answers at %s, which env names in %s", wording.Quote(name), quoted(variables))
		w.instead = "name another in env"
		for _, m := range successors() {
			if m.from.Object() == one.Object() {
				w.instead = "name " + wording.Quote(m.to.ID().Name+"."+m.to.ID().Namespace) + " in env"
			}
		}
		out = append(out, w)
	}
	return out
}
