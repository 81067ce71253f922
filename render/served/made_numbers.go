package served

import "render/render/objects"

// ParametersOf is the ConfigMap of a gateway that istiod makes; "" for none.
func ParametersOf(e *Entrance) string {
	ref := objects.KubernetesGateway{Resource: e.Object.Resource()}.Infrastructure().ParametersRef()
	if ref.Kind().Value() != "ConfigMap" {
		return ""
	}
	return ref.Name().Value()
}

// MadeBounds are the fewest and the most pods that the autoscaler lets there be which istiod makes
// for a gateway; ok is false where it makes none.
func (s *Side) MadeBounds(e *Entrance) (out [2]int64, ok bool) {
	patch, ok := s.World.AutoscalerPatch(e.Object.ID().Namespace, ParametersOf(e))
	if !ok {
		return out, false
	}
	out[0] = 1
	for i, key := range [...]string{"minReplicas", "maxReplicas"} {
		if n, ok := (objects.Number{Field: patch.Spec().At(key)}).Value(); ok {
			out[i] = n
		}
	}
	return out, true
}
