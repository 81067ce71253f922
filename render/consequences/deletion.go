package consequences

import (
	"strings"

	"render/render/objects"
	"render/render/scripts"
)

// deletes reports whether the applier deletes an object that is no more on the new
// side.
func (c *change) deletes(o *objects.Object) bool {
	return c.triesToDelete(o) && !isImmortal(o)
}

// isImmortal reports whether an object is a namespace that the API server lets nobody delete
// (apiserver, pkg/admission/plugin/namespace/lifecycle).
func isImmortal(o *objects.Object) bool {
	id := o.ID()
	return id.Group == objects.Core && id.Kind == "Namespace" && (id.Name == "default" || id.Name == "kube-system" || id.Name == "kube-public")
}

// triesToDelete reports whether the applier would delete an object that is no more on the
// new side, and does if it may.
func (c *change) triesToDelete(o *objects.Object) bool {
	if isByHand(o) || !c.isTracked(o) {
		return false
	}
	notes := o.Resource().Metadata().Annotations()
	switch c.by {
	case ArgoCD:
		return !says(o, argoOptions, "Prune=false")
	case Flux:
		return notes.Text(fluxPrune).Value() != "disabled"
	}
	return false
}

// deletion is the command that deletes an object.
func deletion(o *objects.Object) string { return deleting(o).String() }

func deleting(o *objects.Object) command {
	return command{"delete " + resource(o), o.ID().Name, o.ID().Namespace, ""}
}

// run is that commands of kubectl are run when their time has come.
func run(once scripts.Once, commands ...string) scripts.Deed {
	return scripts.Commands{Once: once, Run: commands}
}

// dismiss notes a step that deletes an object by name, which no other one then does.
func (c *change) dismiss(when phase, what string, deed scripts.Deed, o *objects.Object) {
	c.steps.Does(when, what, deed)
	c.dismissed[o] = true
}

// resource is what kubectl calls objects of a kind, with their group where another
// has the kind too.
func resource(o *objects.Object) string {
	id := o.ID()
	kind := strings.ToLower(id.Kind)
	if id.Kind == "Gateway" || id.Kind == "Service" && id.Group != "" {
		return kind + "." + id.Group
	}
	return kind
}
