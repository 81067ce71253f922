package needs

import (
	"render/render/manifest"
	"render/render/objects"
)

// Named are what the objects of a side cannot do without, by its name, and that is not among them:
// somebody else applies it, or an older topology did.
func Named(world *objects.World) []manifest.ID {
	there := map[manifest.ID]bool{}
	for o := range world.All() {
		there[o.ID()] = true
	}
	var out []manifest.ID
	for o := range world.All() {
		Each(o, func(to manifest.ID, _ string) {
			if !there[to] {
				there[to] = true
				out = append(out, to)
			}
		})
	}
	return out
}

// Caller is a workload of which a variable names an address.
type Caller struct {
	Pods *objects.Object
	Call
}

// Callers are those of a side, by the Service as "name.namespace".
func Callers(side *objects.World) map[string][]Caller {
	out := map[string][]Caller{}
	for w := range side.Workloads() {
		for _, at := range Called(w) {
			to := at.Service(w.ID().Namespace)
			out[to] = append(out[to], Caller{w.Object(), at})
		}
	}
	return out
}
