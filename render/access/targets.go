package access

import (
	"iter"

	"render/render/objects"
	"render/render/served"
)

// TargetsOf are the pods that a policy by Istio is for.
func (g *Gates) TargetsOf(o *objects.Object) iter.Seq[objects.PolicyTarget] {
	root, p := g.World.RootNamespace(), objects.AuthorizationPolicy{Resource: o.Resource()}
	return func(yield func(objects.PolicyTarget) bool) {
		for w := range g.World.Workloads() {
			if _, has := g.World.InjectedBy(w); has && p.Chooses(TargetOf(w), p.Selector().Labels(), root) && !yield(TargetOf(w)) {
				return
			}
		}
		for _, e := range g.Entrances {
			if e.Maker != served.Itself && p.Chooses(e.Target(), p.Selector().Labels(), root) && !yield(e.Target()) {
				return
			}
		}
	}
}

// Chooses reports whether a policy by Istio is for some pods.
func (g *Gates) Chooses(o *objects.Object) bool {
	for range g.TargetsOf(o) {
		return true
	}
	return false
}
