package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
)

// checkHandedOver tells of what an Application or a Kustomization that is not among the objects has
// applied, and others apply from now on: it prunes what it finds no more in its folder, unless the
// others have taken it over before (kustomize-controller, internal/controller, prune, which looks for
// its own labels; gitops-engine, pkg/sync/reconcile.go, by Argo CD's tracking).
func checkHandedOver(c *change) {
	if c.was != c.by || !c.prunes() || slices.ContainsFunc(slices.Collect(c.Old.All()), ofApplier) {
		return
	}
	var by, both []*objects.Object
	for o := range c.New.All() {
		switch {
		case o.ID().Group == fluxGroup && c.by == Flux, isApplication(o) && c.by == ArgoCD:
			by = append(by, o)
		case o.ID().Kind != "" && !ofApplier(o) && c.Old.Find(o.ID()) != nil && !c.isByInstaller(o):
			both = append(both, o)
		}
	}
	if len(by) == 0 || len(both) == 0 {
		return
	}
	what, they, who, set := titled(both[0])+" is", "it", "Kustomization", "prune: false"
	if len(both) > 1 {
		what, they = fmt.Sprintf("%d objects of both sides are", len(both)), "those of them"
	}
	if c.by == ArgoCD {
		who, set = "Application", "prune: false in spec.syncPolicy.automated"
	}
	c.tell("gitops-source", Danger, fmt.Sprintf("%s applied by %s from now on: where another %s applied %s, that one deletes %s that it finds no more in its folder before these have applied %s, and a Namespace goes with all that is in it",
		what, fewListed(titledEach(by)), who, themOf(both), they, themOf(both)),
		fmt.Sprintf("write %s in that %s before, and have it applied; once the new ones have applied all, delete what fell out by hand", set, who), append(by, both...)...)
	c.steps.Need(beforehand, fmt.Sprintf("write %s in the %s that applied this before, if it is another one, and have that applied", set, who))
}

func themOf(list []*objects.Object) string {
	if len(list) == 1 {
		return "it"
	}
	return "them"
}
