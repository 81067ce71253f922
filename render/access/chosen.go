package access

import (
	"cmp"
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// Chosen finds the policies of a side that choose some pods, and their rules.
type Chosen func(objects.PolicyTarget) (policies []*objects.Object, rules []policies.Rule)

// Authorized finds the AuthorizationPolicies of an action, of a side and of what is beside it.
func Authorized(w *objects.World, action string, beside []*objects.Object) Chosen {
	root := w.RootNamespace()
	var all []objects.AuthorizationPolicy
	for _, o := range OfKind(w, beside, objects.IstioSecurity, "AuthorizationPolicy") {
		p := objects.AuthorizationPolicy{Resource: o.Resource()}
		if cmp.Or(p.Action().Value(), "ALLOW") == action && !p.DryRun() {
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

// Connected finds the NetworkPolicies about one way.
func Connected(w *objects.World, way string, beside []*objects.Object) Chosen {
	var all []objects.NetworkPolicy
	for _, o := range OfKind(w, beside, objects.KubernetesNetwork, "NetworkPolicy") {
		if p := (objects.NetworkPolicy{Resource: o.Resource()}); about(p, way) {
			all = append(all, p)
		}
	}
	return func(t objects.PolicyTarget) (chosen []*objects.Object, rules []policies.Rule) {
		for _, p := range all {
			if p.ID().Namespace == t.Namespace && p.PodSelector().Match(t.Labels) {
				chosen, rules = append(chosen, p.Object()), append(rules, policies.OfNetwork(p, way)...)
			}
		}
		return chosen, rules
	}
}

// about reports whether a policy is about a way of connections; without types it is about
// what comes in, and about what goes out where it has rules for that
// (https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/).
func about(p objects.NetworkPolicy, way string) bool {
	for _, text := range p.PolicyTypes().All() {
		if text.Value() == way {
			return true
		}
	}
	return p.PolicyTypes().Len() == 0 && (way == policies.Ingress || p.Egress().Len() > 0)
}

// OfKind are the objects of a kind of a side, and of those that are beside it.
func OfKind(w *objects.World, beside []*objects.Object, group, kind string) []*objects.Object {
	return slices.Concat(w.OfKind(group, kind), served.OfKind(beside, group, kind))
}

// TargetOf are the pods of a workload as policies see them.
func TargetOf(w objects.Workload) objects.PolicyTarget {
	return objects.PolicyTarget{Namespace: w.ID().Namespace, Labels: w.Template().Metadata().Labels().Labels()}
}
