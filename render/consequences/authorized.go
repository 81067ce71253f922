package consequences

import (
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/served"
)

// chooses reports whether a policy by Istio is for pods of a side.
func (s *side) chooses(o *objects.Object) bool {
	root, p := s.World.RootNamespace(), objects.AuthorizationPolicy{Resource: o.Resource()}
	for w := range s.World.Workloads() {
		if _, has := s.World.InjectedBy(w); has && p.Chooses(access.TargetOf(w), p.Selector().Labels(), root) {
			return true
		}
	}
	return slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool {
		return e.Maker != served.Itself && p.Chooses(e.Target(), p.Selector().Labels(), root)
	})
}
