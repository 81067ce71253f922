package consequences

import (
	"fmt"

	"render/render/objects"
)

// checkPruning tells of what Argo CD or Flux delete since it fell out: a gateway
// with its address, and what takes more along than itself.
func checkPruning(c *change) {
	if !c.prunes() {
		return
	}
	var orphaned []string
	var of []*objects.Object
	for _, o := range c.gone {
		if c.repeated(o) {
			continue
		}
		if isImmortal(o) && c.triesToDelete(o) {
			c.tell("delete-refused", Warning, titled(o)+": stays, since the API server lets nobody delete it, and whoever tries to fails each time", c.helpKept(o), o)
		}
		if !c.deletes(o) {
			continue
		}
		if along := c.takesAlong(o); along != "" {
			one := c.tell("pruned-with-more", Danger, fmt.Sprintf("%s: is deleted, and with it %s", titled(o), along), c.helpKept(o), o)
			if o.ID().Kind == kustomization.kind && len(c.new.World.OfKind(kustomization.group, kustomization.kind)) == 0 {
				orphaned = append(orphaned, o.ID().Name) // somebody else applies from now on
				one.done = true
			}
			continue
		}
		if e := c.entranceOf(o); e != nil && e.LoadBalancer && !c.waitedFor(e) && !c.madeAnew(o) {
			c.tell("gateway-pruned", Note, fmt.Sprintf("%s: is deleted, and %s is free", e.Title(), c.addressOf(e)), "", o)
			continue
		}
		of = append(of, o)
	}
	if len(orphaned) > 0 {
		c.steps.Need(beforehand, "set deletionPolicy: Orphan on Kustomization "+allQuoted(orphaned)+", and let Flux see that")
	}
	switch {
	case len(c.pools.denied) > 0: // it never comes to that
	case len(of) == 1:
		c.tell("pruned", Note, quoted(kindsAndNames(of))+" is deleted, since it fell out", "", of...)
	case len(of) > 1:
		c.tell("pruned", Note, quoted(kindsAndNames(of))+" are deleted, since they fell out", "", of...)
	}
}

// kustomization is what Flux applies a folder by.
var kustomization = groupKind{fluxGroup, "Kustomization"}

// helpKept is how objects are kept.
func (c *change) helpKept(list ...*objects.Object) string {
	what, goes := "annotate it", "it goes"
	if len(list) > 1 {
		what, goes = "annotate them", "they go"
	}
	switch {
	case list[0].ID().Kind == "Kustomization":
		return "set deletionPolicy: Orphan on it, and let Flux see that, before it goes"
	case c.by == ArgoCD:
		return what + " in the cluster before: " + argoOptions + ": Prune=false"
	}
	return what + ", and let Flux see that, before " + goes + ": " + fluxPrune + ": disabled"
}
