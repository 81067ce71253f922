package consequences

import (
	"strings"

	"render/render/objects"
)

// Annotations by which an object says that who applies it never deletes it.
const (
	argoOptions = "argocd.argoproj.io/sync-options"
	fluxPrune   = "kustomize.toolkit.fluxcd.io/prune"
)

// argoWave is the annotation by which Argo CD applies some objects before others, and
// waits until those are healthy.
const argoWave = "argocd.argoproj.io/sync-wave"

// argoCompare is the annotation by which an Application says how it is compared.
const argoCompare = "argocd.argoproj.io/compare-options"

// says reports whether an annotation of an object has an option among others.
func says(o *objects.Object, annotation, option string) bool {
	for text := range strings.SplitSeq(o.Resource().Metadata().Annotations().Text(annotation).Value(), ",") {
		if strings.TrimSpace(text) == option {
			return true
		}
	}
	return false
}
