package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// Argo CD and Flux delete only what they know to have applied themselves: Argo CD what
// bears its annotation or its label (gitops-engine, pkg/sync/reconcile.go; argo-cd,
// util/argo/resource_tracking.go), Flux what is in the inventory of its Kustomization and
// bears its labels (kustomize-controller, internal/controller, prune).

// marks are what keys of labels and annotations begin with that who applies writes, or that
// people write for it.
var marks = [...]string{ArgoCD: "argocd.argoproj.io/", Flux: "kustomize.toolkit.fluxcd.io/"}

// instance is the label by which Argo CD knows what an Application has applied, where it was
// told to, and before its third version in any case.
const instance = "app.kubernetes.io/instance"

// Before is who brought the objects of an old side onto the cluster, where nobody says so and
// somebody applies the new one: the same, where the objects are render's, or tell it; else
// who keeps them by hand. Objects of a cluster each tell it for themselves.
func Before(old *objects.World, live bool, by Applier) Applier {
	for o := range old.All() {
		switch {
		case live:
			return Kubectl
		case manifest.Rendered(o.Members()), marked(o, by),
			by == ArgoCD && o.ID().Group == argoGroup, by == Flux && o.ID().Group == fluxGroup:
			return by
		}
	}
	return Kubectl
}

// marked reports whether a label or an annotation of an object is for an applier.
func marked(o *objects.Object, by Applier) bool {
	metadata := o.Resource().Metadata()
	for _, m := range [...]objects.LabelMap{metadata.Labels(), metadata.Annotations()} {
		for key := range m.All() {
			if marks[by] != "" && strings.HasPrefix(key, marks[by]) {
				return true
			}
		}
	}
	return false
}

// isTracked reports whether who applies takes an object of the old side for one that it has
// applied.
func (c *change) isTracked(o *objects.Object) bool {
	if c.was != Kubectl || c.by == Kubectl || marked(o, c.by) {
		return true
	}
	label := o.Resource().Metadata().Labels().Text(instance).Value()
	return c.by == ArgoCD && label != "" && slices.ContainsFunc(c.new.World.OfKind(argoGroup, "Application"), func(a *objects.Object) bool { return a.ID().Name == label })
}

// checkTracked tells of what falls out and stays, since who applies never had it.
func checkTracked(c *change) {
	var of []*objects.Object
	for _, o := range c.staying {
		if !c.isTracked(o) && !isByHand(o) {
			of = append(of, o)
		}
	}
	if len(of) == 0 {
		return
	}
	who := "Argo CD"
	if c.by == Flux {
		who = "Flux"
	}
	stays, it := titled(of[0])+", which falls out: it stays", "it"
	if len(of) > 1 {
		stays, it = fmt.Sprintf("the %d objects that fall out: they stay", len(of)), "them"
	}
	c.tell("not-tracked", Warning, who+" deletes only what it has applied, and nothing tells that it has applied "+stays,
		"delete "+it+" by hand, as is told of each; if "+who+" has applied "+it+" after all, --old-applier "+c.by.String()+" tells what then becomes of "+it, of...)
}
