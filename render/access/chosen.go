package access

import (
	"cmp"
	"slices"
	"sync"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// Chosen finds the policies of a side that choose some pods, and their rules.
type Chosen func(objects.PolicyTarget) (policies []*objects.Object, rules []policies.Rule)

// chosen is a policy with its rules, which are read once it chooses any.
type chosen struct {
	*objects.Object
	rules func() []policies.Rule
}

// Authorized finds the AuthorizationPolicies of an action, of a side and of what is beside it.
func Authorized(w *objects.World, action string, beside []*objects.Object) Chosen {
	index := objects.NewPolicyIndex(w.RootNamespace())
	var all []chosen
	for _, o := range OfKind(w, beside, objects.IstioSecurity, "AuthorizationPolicy") {
		p := objects.AuthorizationPolicy{Resource: o.Resource()}
		if cmp.Or(p.Action().Value(), "ALLOW") == action && !p.DryRun() {
			index.Add(p.Resource, p.Selector().Labels())
			all = append(all, chosen{o, sync.OnceValue(func() []policies.Rule { return policies.OfAuthorization(p) })})
		}
	}
	return func(t objects.PolicyTarget) (list []*objects.Object, rules []policies.Rule) {
		for _, n := range index.Match(t) {
			list, rules = append(list, all[n].Object), append(rules, all[n].rules()...)
		}
		return list, rules
	}
}

// Connected finds the NetworkPolicies about one way.
func Connected(w *objects.World, way string, beside []*objects.Object) Chosen {
	var index objects.SelectorIndex
	var all []chosen
	for _, o := range OfKind(w, beside, objects.KubernetesNetwork, "NetworkPolicy") {
		if p := (objects.NetworkPolicy{Resource: o.Resource()}); about(p, way) {
			index.Add(p.ID().Namespace, p.PodSelector().MatchLabels().Labels())
			all = append(all, chosen{o, sync.OnceValue(func() []policies.Rule { return policies.OfNetwork(p, way) })})
		}
	}
	return func(t objects.PolicyTarget) (list []*objects.Object, rules []policies.Rule) {
		for _, n := range index.Match(t.Namespace, t.Labels) {
			if o := all[n].Object; (objects.NetworkPolicy{Resource: o.Resource()}).PodSelector().Match(t.Labels) {
				list, rules = append(list, o), append(rules, all[n].rules()...)
			}
		}
		return list, rules
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
