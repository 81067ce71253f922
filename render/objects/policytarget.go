package objects

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
	own := r.ID().Namespace
	refs := r.Spec().member("targetRefs", Sequence).Items()
	if one := r.Spec().At("targetRef"); refs.Len() == 0 && one.Present() {
		return refersTo(one, own, root, t)
	}
	if refs.Len() == 0 {
		return (own == t.Namespace || own == root) && t.Labels.Match(selector)
	}
	for _, ref := range refs.All() {
		if refersTo(ref, own, root, t) {
			return true
		}
	}
	return false
}

func refersTo(f Field, own, root string, t PolicyTarget) bool {
	ref := ObjectRef{f}
	switch ref.Kind().Value() {
	case "Gateway":
		return t.Gateway == own+"/"+ref.Name().Value()
	case "GatewayClass":
		return t.Gateway != "" && own == root && ref.Name().Value() == "istio"
	}
	return false
}
