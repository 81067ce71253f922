package align

import (
	"encoding/base64"
	"slices"

	"render/render/compare"
	"render/render/manifest"
)

// serverSet are members of metadata that an API server writes.
var serverSet = []string{"uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink"}

// trackers are labels and annotations by which Argo CD and Flux know what they applied
// (argo-cd, common/common.go; kustomize-controller, SetOwnerLabels with its group).
var trackers = [...][2]string{
	{"labels", "app.kubernetes.io/instance"}, {"labels", "argocd.argoproj.io/instance"},
	{"labels", "kustomize.toolkit.fluxcd.io/name"}, {"labels", "kustomize.toolkit.fluxcd.io/namespace"},
	{"annotations", "argocd.argoproj.io/tracking-id"}, {"annotations", "argocd.argoproj.io/installation-id"},
}

// withoutTrackers is an object of a cluster without those that nobody wants.
func withoutTrackers(live, want manifest.Object) manifest.Object {
	for _, t := range trackers {
		if want.Object("metadata").Object(t[0]).Get(t[1]) == nil {
			live = live.Without("metadata", t[0], t[1])
		}
		if inner, ok := live.Object("metadata").Get(t[0]).(manifest.Object); ok && len(inner) == 0 {
			live = live.Without("metadata", t[0])
		}
	}
	return live
}

// withoutServer is an object without what its server says of it.
func withoutServer(object manifest.Object) manifest.Object {
	object = object.Without("status")
	for _, key := range serverSet {
		object = object.Without("metadata", key)
	}
	object = object.Without("metadata", "annotations", compare.LastApplied)
	if annotations, ok := object.Object("metadata").Get("annotations").(manifest.Object); ok && len(annotations) == 0 {
		object = object.Without("metadata", "annotations")
	}
	return object
}

// wanted are objects as a cluster holds them: what a Secret says in stringData is in
// its data, and what kubectl does not read is not there.
func wanted(list []manifest.Manifest) []manifest.Manifest {
	out := slices.DeleteFunc(slices.Clone(list), func(m manifest.Manifest) bool { return m.Reader != manifest.Kubectl })
	for i := range out {
		if id := out[i].ID(); !id.IsSecret() {
			continue
		}
		object := out[i].Object
		for _, m := range object.Object("stringData") {
			if text, ok := m.Value.(string); ok {
				object = object.With(base64.StdEncoding.EncodeToString([]byte(text)), "data", m.Key)
			}
		}
		out[i].Object = object.Without("stringData")
	}
	return out
}
