package check

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkClaims warns of a claim that more pods mount than may have it: where it is ReadWriteOnce those
// of one node, and where it is ReadWriteOncePod one. Which modes a claim has that is not among the objects
// nobody knows
// (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes).
func checkClaims(c *checker) {
	mounting := map[*objects.Object][]mounted{}
	var claims []*objects.Object
	for o := range c.world.All() {
		if id := o.ID(); id.Group != objects.Apps || id.Kind != "Deployment" && id.Kind != "StatefulSet" {
			continue
		}
		w := o.Workload()
		for _, volume := range w.Template().Spec().At("volumes").Items().All() {
			at := volume.At("persistentVolumeClaim", "claimName")
			name, _ := at.Raw().(string)
			claim := c.world.Find(manifest.ID{Kind: "PersistentVolumeClaim", Namespace: o.ID().Namespace, Name: name})
			if name == "" || claim == nil {
				continue
			}
			pods := c.world.FewestPods(w)
			if pods == 0 {
				continue
			}
			if mounting[claim] == nil {
				claims = append(claims, claim)
			}
			mounting[claim] = append(mounting[claim], mounted{o, at, pods, pinnedTo(w.Template().Spec())})
		}
	}
	for _, claim := range claims {
		c.claimShared(claim, mounting[claim])
	}
}

// mounted is a claim that pods mount.
type mounted struct {
	by   *objects.Object
	at   objects.Field
	pods int64
	node string // the only one that they may run on
}

// pinnedTo is the only node that pods may run on; "" for any.
func pinnedTo(pod objects.PodSpec) string {
	if name := textOf(pod.Field, "nodeName"); name != "" {
		return name
	}
	return textOf(pod.At("nodeSelector"), "kubernetes.io/hostname")
}

// hostpathClass is the StorageClass of microk8s's addon, whose volumes are folders on the node of the pod that asked
// first, and say so (https://github.com/canonical/hostpath-provisioner, Provision).
const hostpathClass = "microk8s-hostpath"

// claimShared warns of a claim that is mounted by more pods than may have it.
func (c *checker) claimShared(claim *objects.Object, by []mounted) {
	modes, _ := claim.Resource().Spec().At("accessModes").Raw().([]any)
	last := by[len(by)-1]
	var pods int64
	var names []string
	var related []diag.Related
	for _, one := range by {
		pods += one.pods
		if name := one.by.ID().Kind + " " + wording.Quote(one.by.ID().Name); !slices.Contains(names, name) {
			names = append(names, name)
		}
		if at := c.saidOf(claim, one.by); one.by != last.by && at.Note != "" {
			related = append(related, at)
		} else if one.by != last.by {
			related = append(related, c.related(one.by))
		}
	}
	mode := ""
	for _, m := range modes {
		switch m {
		case "ReadWriteOnce", "ReadWriteOncePod":
			mode = m.(string)
		default:
			return // pods of many nodes may have it
		}
	}
	never := "those on another node than the first never start"
	switch {
	case mode == "" || pods < 2:
		return
	case mode == "ReadWriteOncePod":
		never = "the second never starts"
	case claim.Resource().Spec().At("storageClassName").Raw() == hostpathClass:
		return // its volumes are for pods of one node, where the scheduler puts all of them
	case c.known.Nodes == 1 || by[0].node != "" && !slices.ContainsFunc(by, func(one mounted) bool { return one.node != by[0].node }):
		return // all of them are on one node
	}
	help := "write replicas: 1 at the app, or accessModes: [ReadWriteMany] at the claim where its storage has that"
	if len(names) > 1 {
		help = "keep them on one node: storageClassName: " + hostpathClass + " at the claim, if that makes it, does so, or pod: {nodeSelector: {kubernetes.io/hostname: NODE}} at each; or write accessModes: [ReadWriteMany] at the claim where its storage has that, or give each a claim of its own"
	}
	message := fmt.Sprintf("claim %s is %s, and %d pods mount it, of %s: %s", wording.Quote(claim.ID().Name), mode, pods, strings.Join(names, " and "), never)
	related = append(related, c.related(claim))
	c.shared[claim] = true
	if at := c.saidOf(claim, last.by); at.Note != "" { // whatever overlay came later
		c.diagnostics.Warn(diag.Diagnostic{Code: "pod-claim", Place: at.Place, Path: at.Note, Message: message, Help: help, Related: related})
		return
	}
	c.warn("pod-claim", last.at, message, help, related...)
}

// saidOf is where the topology says that an object's pods mount a claim; empty where it does not.
func (c *checker) saidOf(claim, by *objects.Object) diag.Related {
	return c.known.Claims[appOf(by)+"/"+claim.ID().Name]
}

// appOf is the app of the topology that an object is of, as "tier/app", also where it is of one of its versions, whose
// key is app@version; "" for none.
func appOf(o *objects.Object) string {
	m := o.Rendered()
	if m == nil || len(m.Origin.Keys) < 2 {
		return ""
	}
	app, _, _ := strings.Cut(m.Origin.Keys[1], "@")
	return m.Origin.Keys[0] + "/" + app
}
