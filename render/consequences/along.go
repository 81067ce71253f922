package consequences

import (
	"path"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// takesAlong is what is deleted with an object of the old side; "" where that is the
// object alone.
func (c *change) takesAlong(o *objects.Object) string {
	id := o.ID()
	switch {
	case id.Group == objects.Core && id.Kind == "Namespace":
		return "all that is in it"
	case id.Kind == "CustomResourceDefinition":
		return "all objects of its kind"
	case isVolume(o):
		return "its data, where the volume is not retained"
	case id.Group == fluxGroup && id.Kind == "Kustomization":
		if fluxDeletes(o.Resource().Spec()) && !c.keepsAll(o, "path", keptByFlux) {
			return "all that it applied"
		}
	case id.Group == argoGroup && id.Kind == "Application":
		if argoDeletes(o) && !c.keepsAll(o, "source.path", keptByArgo) {
			return "all that it applied"
		}
	case id.Group == objects.IstioInstall && id.Kind == "IstioOperator":
		return "istiod and every gateway, while its operator runs"
	case id.Group == objects.SailOperator:
		return "what it installed"
	}
	return ""
}

// fluxDeletes reports whether a Kustomization that goes deletes what it applied
// (kustomize-controller, internal/controller, finalizerShouldDeleteResources).
func fluxDeletes(spec objects.Field) bool {
	if suspended, _ := spec.At("suspend").Raw().(bool); suspended {
		return false
	}
	switch spec.At("deletionPolicy").Raw() {
	case "Orphan":
		return false
	case "Delete", "WaitForTermination":
		return true
	}
	prunes, _ := spec.At("prune").Raw().(bool)
	return prunes
}

// argoDeletes reports whether an Application that goes deletes what it applied.
func argoDeletes(o *objects.Object) bool {
	for _, f := range o.Resource().Metadata().At("finalizers").Items().All() {
		if text, _ := f.Raw().(string); strings.HasPrefix(text, "resources-finalizer.argocd.argoproj.io") {
			return true
		}
	}
	return false
}

// Objects that stay where what applied them goes.
func keptByFlux(o *objects.Object) bool {
	return o.Resource().Metadata().Annotations().Text(fluxPrune).Value() == "disabled"
}

func keptByArgo(o *objects.Object) bool { return says(o, argoOptions, "Delete=false") }

// keepsAll reports whether what applies a stage's folder, at the path in a field of it,
// leaves all of the stage's objects where it goes. Objects of which nobody knows the
// stage, as those of a cluster, tell nothing.
func (c *change) keepsAll(applies *objects.Object, field string, kept func(*objects.Object) bool) bool {
	folder, _ := applies.Resource().Spec().At(strings.Split(field, ".")...).Raw().(string)
	_, name, _ := strings.Cut(path.Base(folder), "-")
	stage, ok := manifest.ParseStage(name)
	if !ok {
		return false
	}
	found := false
	for o := range c.Old.All() {
		m := o.Rendered()
		if m == nil || m.Stage != stage || m.Reader != manifest.Kubectl || ofApplier(o) {
			continue
		}
		if found = true; !kept(o) {
			return false
		}
	}
	return found
}

// isVolume reports whether an object is what holds data.
func isVolume(o *objects.Object) bool {
	id := o.ID()
	return id.Group == objects.Core && (id.Kind == "PersistentVolumeClaim" || id.Kind == "PersistentVolume")
}
