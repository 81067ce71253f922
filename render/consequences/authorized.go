package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// bothAsked are those of the old side and the new one.
type bothAsked struct{ old, new asked }

// authorized finds the AuthorizationPolicies of an action.
func (c *change) authorized(action string) bothAsked {
	return bothAsked{c.old.authorized(action, nil), c.new.authorized(action, c.staying)}
}

// authorized finds those of a side, and of what stays beside it.
func (s *side) authorized(action string, staying []*objects.Object) asked {
	root := s.World.RootNamespace()
	var all []objects.AuthorizationPolicy
	for _, o := range s.withStaying(staying, objects.IstioSecurity, "AuthorizationPolicy") {
		p := objects.AuthorizationPolicy{Resource: o.Resource()}
		own := p.Action().Value()
		if own == "" {
			own = "ALLOW"
		}
		if own == action && !p.DryRun() {
			all = append(all, p)
		}
	}
	return func(t objects.PolicyTarget) (chosen []*objects.Object, rules []policies.Rule) {
		for _, p := range all {
			if p.Chooses(t, p.Selector().Labels(), root) {
				chosen, rules = append(chosen, p.Object()), append(rules, policies.OfAuthorization(p)...)
			}
		}
		return chosen, rules
	}
}

// chooses reports whether a policy by Istio is for pods of a side.
func (s *side) chooses(o *objects.Object) bool {
	root, p := s.World.RootNamespace(), objects.AuthorizationPolicy{Resource: o.Resource()}
	for w := range s.World.Workloads() {
		if _, has := s.injected(w); has && p.Chooses(targetOf(w), p.Selector().Labels(), root) {
			return true
		}
	}
	return slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool {
		return e.Maker != served.Itself && p.Chooses(e.Target(), p.Selector().Labels(), root)
	})
}

// withStaying are the objects of a kind of a side, and of those that stay beside it.
func (s *side) withStaying(staying []*objects.Object, group, kind string) []*objects.Object {
	return slices.Concat(s.World.OfKind(group, kind), served.OfKind(staying, group, kind))
}

func targetOf(w objects.Workload) objects.PolicyTarget {
	return objects.PolicyTarget{Namespace: w.ID().Namespace, Labels: w.Template().Metadata().Labels().Labels()}
}
