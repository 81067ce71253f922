package consequences

import (
	"fmt"
	"strings"

	"render/render/objects"
)

// checkPruning tells of what Argo CD or Flux delete since it fell out: a gateway
// with its address, and what takes more along than itself.
func checkPruning(c *change) {
	if !c.prunes() {
		return
	}
	var rest []string
	var of []*objects.Object
	for _, o := range c.gone {
		if !c.deletes(o) || c.repeated(o) {
			continue
		}
		if along := takesAlong(o); along != "" {
			c.tell("pruned-with-more", Danger, fmt.Sprintf("%s: is deleted, and with it %s", titled(o), along), c.helpKept(o), o)
			continue
		}
		if e := c.entranceOf(o); e != nil && e.loadBalancer && !c.waitedFor(e) && !c.madeAnew(o) {
			c.tell("gateway-pruned", Note, fmt.Sprintf("%s: is deleted, and %s is free", e.title(), c.addressOf(e)), "", o)
			continue
		}
		rest = append(rest, o.ID().Kind+" "+o.ID().Name)
		of = append(of, o)
	}
	switch {
	case len(c.pools.denied) > 0: // it never comes to that
	case len(rest) == 1:
		c.tell("pruned", Note, quoted(rest)+" is deleted, since it fell out", "", of...)
	case len(rest) > 1:
		c.tell("pruned", Note, quoted(rest)+" are deleted, since they fell out", "", of...)
	}
}

// takesAlong is what is deleted with an object; "" where that is the object alone.
func takesAlong(o *objects.Object) string {
	id := o.ID()
	switch {
	case id.Group == objects.Core && id.Kind == "Namespace":
		return "all that is in it"
	case id.Kind == "CustomResourceDefinition":
		return "all objects of its kind"
	case id.Group == objects.Core && (id.Kind == "PersistentVolumeClaim" || id.Kind == "PersistentVolume"):
		return "its data, where the volume is not retained"
	case id.Group == "kustomize.toolkit.fluxcd.io" && id.Kind == "Kustomization":
		if prunes, _ := o.Resource().Spec().At("prune").Raw().(bool); prunes && o.Resource().Spec().At("deletionPolicy").Raw() != "Orphan" {
			return "all that it applied"
		}
	case id.Group == "argoproj.io" && id.Kind == "Application":
		for _, f := range o.Resource().Metadata().At("finalizers").Items().All() {
			if text, _ := f.Raw().(string); strings.HasPrefix(text, "resources-finalizer.argocd.argoproj.io") {
				return "all that it applied"
			}
		}
	case id.Group == objects.IstioInstall && id.Kind == "IstioOperator":
		return "istiod and every gateway, while its operator runs"
	case id.Group == objects.SailOperator:
		return "what it installed"
	}
	return ""
}

// helpKept is how objects are kept.
func (c *change) helpKept(list ...*objects.Object) string {
	what, goes := "annotate it", "it goes"
	if len(list) > 1 {
		what, goes = "annotate them", "they go"
	}
	switch {
	case c.by == ArgoCD:
		return what + " in the cluster before: " + argoOptions + ": Prune=false"
	case list[0].ID().Kind == "Kustomization":
		return "set deletionPolicy: Orphan on it, and let Flux see that, before it goes"
	}
	return what + ", and let Flux see that, before " + goes + ": " + fluxPrune + ": disabled"
}
