package consequences

import "render/render/objects"

// The groups of what has Argo CD and Flux apply a folder.
const (
	argoGroup = "argoproj.io"
	fluxGroup = "kustomize.toolkit.fluxcd.io"
)

// ofApplier reports whether an object is for who applies the stages, and in none.
func ofApplier(o *objects.Object) bool {
	id := o.ID()
	return id.Group == fluxGroup || id.Group == argoGroup || id.Kind == "ConfigMap" && id.Name == "argocd-cm"
}

// isApplication reports whether an object has Argo CD apply a folder.
func isApplication(o *objects.Object) bool {
	return o.ID().Group == argoGroup && o.ID().Kind == "Application"
}

// isByHand reports whether an object is for Argo CD and in no folder that it applies: an
// Application that is no stage's, and the settings of Argo CD itself. Somebody applied it
// by hand.
func isByHand(o *objects.Object) bool {
	id := o.ID()
	return ofApplier(o) && (id.Kind == "ConfigMap" || id.Group == argoGroup && o.Resource().Metadata().Annotations().Text(argoWave).Value() == "")
}
