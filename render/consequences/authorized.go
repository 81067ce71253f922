package consequences

import (
	"iter"

	"render/render/access"
	"render/render/objects"
	"render/render/served"
)

// targetsOf are the pods of a side that a policy by Istio is for.
func (s *side) targetsOf(o *objects.Object) iter.Seq[objects.PolicyTarget] {
	root, p := s.World.RootNamespace(), objects.AuthorizationPolicy{Resource: o.Resource()}
	return func(yield func(objects.PolicyTarget) bool) {
		for w := range s.World.Workloads() {
			if _, has := s.World.InjectedBy(w); has && p.Chooses(access.TargetOf(w), p.Selector().Labels(), root) && !yield(access.TargetOf(w)) {
				return
			}
		}
		for _, e := range s.Entrances {
			if e.Maker != served.Itself && p.Chooses(e.Target(), p.Selector().Labels(), root) && !yield(e.Target()) {
				return
			}
		}
	}
}

// chooses reports whether a policy by Istio is for pods of a side.
func (s *side) chooses(o *objects.Object) bool {
	for range s.targetsOf(o) {
		return true
	}
	return false
}
