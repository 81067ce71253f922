package check

import (
	"fmt"

	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/volumes"
	"render/render/wording"
)

// rolled is an app, or all versions of it, of whose Deployments nothing says how they are updated, and a claim that
// their pods write to.
type rolled struct {
	app, claim string // the app as "tier/app"
	namespace  string
	at         objects.Field
	pods       int64
	sets       int // Deployments
	node       string
	stopped    bool // the old pods are, first
}

// checkRolledClaims warns of apps whose pods write to a claim and of which nobody says how new pods take the place of old
// ones: a Deployment starts a new one first. Whoever says it, in the topology, by an overlay or a mixin, knows what
// the claim is for, but for several pods of which the old ones are stopped first, as one is that has its claim alone
// (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment).
func checkRolledClaims(c *checker) {
	at := map[[2]string]int{}
	var list []rolled
	for o := range c.world.All() {
		app := appOf(o)
		if id := o.ID(); id.Group != objects.Apps || id.Kind != "Deployment" || app == "" {
			continue
		}
		w := o.Workload()
		written := volumes.WrittenClaims(w)
		pods, strategy := c.world.FewestPods(w), w.Spec().At("strategy")
		stopped := strategy.At("type").Raw() == "Recreate"
		if len(written) == 0 || pods == 0 || strategy.Present() && (!stopped || pods == 1) {
			continue
		}
		for _, volume := range written {
			name := volume.At("persistentVolumeClaim", "claimName")
			claim := fmt.Sprint(name.Raw())
			key := [2]string{app, claim}
			i, is := at[key]
			if !is {
				i = len(list)
				at[key], list = i, append(list, rolled{app: app, claim: claim, namespace: o.ID().Namespace, node: pinnedTo(w.Template().Spec())})
			}
			one := &list[i]
			one.at = name
			one.pods += pods
			one.sets++
			one.stopped = stopped
		}
	}
	for i := range list {
		c.claimRolled(&list[i])
	}
}

// claimRolled warns of one claim of one app, unless pods of several nodes may have it, or it is told to be shared.
func (c *checker) claimRolled(r *rolled) {
	claim := c.world.Find(manifest.ID{Kind: "PersistentVolumeClaim", Namespace: r.namespace, Name: r.claim})
	said := c.known.Claims[r.app+"/"+r.claim]
	modes := volumes.ModesOf(r.namespace, r.claim, c.world)
	if modes.ForMany() || claim != nil && c.shared[claim] || c.known.Shared[said.Place] {
		return
	}
	const may = "strategy: RollingUpdate, where its pods may share the claim"
	message := fmt.Sprintf("at each change of the app a new pod starts before the old one stops, and both want %s %s", modes.Of(r.claim), modes.Beside())
	help := "write strategy: Recreate at the app, which stops the old one first; or " + may
	oneNode := c.known.Nodes == 1 || r.node != "" || claim != nil && claim.Resource().Spec().At("storageClassName").Raw() == hostpathClass
	switch {
	case r.pods > 1 && oneNode:
		message = fmt.Sprintf("%d pods of the app write to claim %s at once", r.pods, wording.Quote(r.claim))
	case r.pods > 1:
		message = fmt.Sprintf("%d pods of the app mount %s %s", r.pods, modes.Of(r.claim), volumes.Together)
	case modes.ForOne():
		help = "write strategy: Recreate at the app, which stops the old one first"
	case oneNode:
		message = fmt.Sprintf("at each change of the app a new pod starts before the old one stops, and both write to claim %s", wording.Quote(r.claim))
	}
	switch {
	case r.stopped:
		help = "write replicas: 1 at the app, as strategy: Recreate is for one pod that has the claim alone; or " + may
	case r.sets > 1:
		help = "write " + may + "; else leave one version of it, with strategy: Recreate"
	case r.pods > 1:
		help = "write replicas: 1 and strategy: Recreate at the app; or " + may
	}
	var related []diag.Related
	if claim != nil {
		related = append(related, c.related(claim))
	}
	if said.Note != "" { // whatever overlay came later
		c.diagnostics.Warn(diag.Diagnostic{Code: "claim-rolled", Place: said.Place, Path: said.Note, Message: message, Help: help, Related: related})
		return
	}
	c.warn("claim-rolled", r.at, message, help, related...)
}
