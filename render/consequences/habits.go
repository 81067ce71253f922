package consequences

// habits are what decides in which order pools come and go.
type habits struct {
	triesAll     bool // all are tried, in the server, before any is applied or deleted
	triesChanged bool // those that are there are, new ones not
	deletesFirst bool
}

// habits are those of the applier: Argo CD deletes first in a wave, unless an
// Application has it delete last, and compares by itself, unless that has the server
// do it with what is there already (https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/).
func (c *change) habits() habits {
	if c.by != ArgoCD {
		return habits{triesAll: c.by == Flux}
	}
	h := habits{deletesFirst: true}
	for _, o := range c.new.World.OfKind(argoGroup, "Application") {
		for _, f := range o.Resource().Spec().At("syncPolicy", "syncOptions").Items().All() {
			if text, _ := f.Raw().(string); text == "PruneLast=true" {
				h.deletesFirst = false
			}
		}
		h.triesChanged = h.triesChanged || says(o, argoCompare, "ServerSideDiff=true")
	}
	for _, p := range c.old.Pools {
		if says(p.Object, argoOptions, "PruneLast=true") {
			h.deletesFirst = false
		}
	}
	return h
}

// atOnce reports whether one run of Flux brings all, where its Kustomizations are not among the objects.
func (c *change) atOnce() bool {
	return c.by == Flux && len(c.new.World.OfKind(fluxGroup, "Kustomization")) < 2
}
