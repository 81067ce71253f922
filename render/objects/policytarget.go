package objects

import "slices"

// PolicyTarget is pods that Istio's policies may be for.
type PolicyTarget struct {
	Namespace string
	Labels    Labels
	Gateway   string // of the Gateway API, that they are made for: "namespace/name"
}

// Chooses reports whether what is for pods by a selector, or for Gateways by references,
// is for some pods; root is the namespace whose policies are for the whole mesh (istio,
// pilot/pkg/model/policyattachment.go, ShouldAttachPolicy).
func (r Resource) Chooses(t PolicyTarget, selector Labels, root string) bool {
	own, refs := r.ID().Namespace, r.targets()
	if len(refs) == 0 {
		return (own == t.Namespace || own == root) && t.Labels.Match(selector)
	}
	return slices.ContainsFunc(refs, func(ref ObjectRef) bool {
		switch ref.Kind().Value() {
		case "Gateway":
			return t.Gateway == own+"/"+ref.Name().Value()
		case "GatewayClass":
			return t.Gateway != "" && own == root && ref.Name().Value() == "istio"
		}
		return false
	})
}

// targets are the references by which something is for Gateways; none of what goes by labels.
func (r Resource) targets() (out []ObjectRef) {
	for _, f := range r.Spec().member("targetRefs", Sequence).Items().All() {
		out = append(out, ObjectRef{f})
	}
	if one := r.Spec().At("targetRef"); len(out) == 0 && one.Present() {
		out = []ObjectRef{{one}}
	}
	return out
}

// PolicyIndex finds what is for some pods, as Chooses has it, among many.
type PolicyIndex struct {
	root      string
	count     int
	selectors SelectorIndex
	numbers   []int            // of those whose selectors these are
	gateways  map[string][]int // by the Gateway that they are for
	classes   []int            // those that are for all Gateways
}

// NewPolicyIndex is one of nothing yet, by the namespace whose policies are for the whole mesh.
func NewPolicyIndex(root string) *PolicyIndex {
	return &PolicyIndex{root: root, gateways: map[string][]int{}}
}

// Add takes in what is for pods by a selector, or for Gateways by references; its number is how many were
// added before.
func (x *PolicyIndex) Add(r Resource, selector Labels) {
	own, refs := r.ID().Namespace, r.targets()
	for _, ref := range refs {
		switch name := ref.Name().Value(); {
		case ref.Kind().Value() == "Gateway":
			x.gateways[own+"/"+name] = append(x.gateways[own+"/"+name], x.count)
		case ref.Kind().Value() == "GatewayClass" && own == x.root && name == "istio":
			x.classes = append(x.classes, x.count)
		}
	}
	if len(refs) == 0 {
		x.selectors.Add(own, selector)
		x.numbers = append(x.numbers, x.count)
	}
	x.count++
}

// Match gives the numbers of those that are for some pods, in their order.
func (x *PolicyIndex) Match(t PolicyTarget) (out []int) {
	namespaces := []string{t.Namespace, x.root}
	for _, own := range slices.Compact(namespaces) {
		for _, n := range x.selectors.Match(own, t.Labels) {
			out = append(out, x.numbers[n])
		}
	}
	if t.Gateway != "" {
		out = append(append(out, x.gateways[t.Gateway]...), x.classes...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
