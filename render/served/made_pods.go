package served

import (
	"slices"

	"render/render/objects"
)

// MadeTemplate is what a ConfigMap says of the pods of a gateway that istiod makes; nil
// for nothing.
func (s *Side) MadeTemplate(e *Entrance) any {
	ref := objects.KubernetesGateway{Resource: e.Object.Resource()}.Infrastructure().ParametersRef()
	if ref.Kind().Value() != "ConfigMap" {
		return nil
	}
	patch, ok := s.World.DeploymentPatch(e.Object.ID().Namespace, ref.Name().Value())
	if !ok {
		return nil
	}
	return patch.Template().Raw()
}

// RevisionOf is the revision of the istiod that makes the pods of a Gateway, or a tag of it, as
// the Gateway says it or else its namespace; "" for the default one (istio, pkg/revisions,
// tagWatcher.IsMine).
func (s *Side) RevisionOf(e *Entrance) string {
	const label = "istio.io/rev"
	if own := e.Object.Resource().Metadata().Labels().Text(label); own.Present() {
		return own.Value()
	}
	if n, ok := s.World.Namespace(e.Object.ID().Namespace); ok {
		return n.Metadata().Labels().Text(label).Value()
	}
	return ""
}

// notPods are annotations of a Gateway that its pods do not get.
var notPods = []string{"kubectl.kubernetes.io/last-applied-configuration", "gateway.istio.io/name-override", "gateway.istio.io/service-account", "gateway.istio.io/controller-version"}

// MadeMetadata are the labels and annotations that a Gateway gives its pods, in order.
func MadeMetadata(e *Entrance) []string {
	g := objects.KubernetesGateway{Resource: e.Object.Resource()}
	labels, notes := g.Metadata().Labels(), g.Metadata().Annotations()
	if own := g.Infrastructure().Labels(); own.Present() {
		labels = own
	}
	if own := g.Infrastructure().Annotations(); own.Present() {
		notes = own
	}
	var out []string
	for key, text := range labels.All() {
		out = append(out, "label "+key+"="+text.Value())
	}
	for key, text := range notes.All() {
		if !slices.Contains(notPods, key) {
			out = append(out, "annotation "+key+"="+text.Value())
		}
	}
	slices.Sort(out)
	return out
}
