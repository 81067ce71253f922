package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/volumes"
	"render/render/wording"
)

// tellShared tells of claims, and of folders of a node, that an old pod and a new one want at once, since a Deployment
// starts the new ones first: of a claim that pods of one node alone may have, where there is one pod. Of more pods
// they are shared already
// (https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes).
func (c *change) tellShared(w objects.Workload) {
	one := c.changes[w.Object()]
	if n, ok := c.new.FewestPods(w); w.ID().Kind != "Deployment" || !ok || n != 1 || w.UpdateOf(1).Beside == 0 {
		return
	}
	const stopped = "write strategy: Recreate at its app, which stops the old pod first"
	folders := both(volumes.Folders(one.Old.Workload()), volumes.Folders(w))
	said := w.Spec().At("strategy").Present() // whoever says so knows the claim, or the folder
	if len(folders) > 0 && !said {
		c.tell("claim-shared", Note, fmt.Sprintf("the new pod of %s starts before the old one stops, and on one node both write to %s of it", wording.Quote(titleOf(w)), quoted(folders)), stopped, w.Object())
	}
	for _, name := range both(volumes.Claims(one.Old.Workload()), volumes.Claims(w)) {
		modes := c.modesOf(w.ID().Namespace, name)
		if modes.ForMany() || len(modes) == 0 && said {
			continue
		}
		severity := Note
		if len(modes) > 0 {
			severity = Warning
		}
		c.tell("claim-shared", severity, fmt.Sprintf("the new pod of %s starts before the old one stops, and both want %s %s", wording.Quote(titleOf(w)), modes.Of(name), modes.Beside()), stopped, w.Object())
	}
}

// tellScaledOnClaims tells of claims that more pods mount than did: more than one, where a claim is not known to
// be for many.
func (c *change) tellScaledOnClaims(one *compare.Change) {
	w := one.New.Workload()
	n, ok := c.new.FewestPods(w)
	if was, said := c.old.FewestPods(one.Old.Workload()); !ok || !said || n <= max(was, 1) {
		return
	}
	for _, name := range volumes.Claims(w) {
		modes := c.modesOf(w.ID().Namespace, name)
		if modes.ForMany() {
			continue
		}
		c.tell("claim-shared", Warning, fmt.Sprintf("%s: has %d pods from now on, which all mount %s %s", titled(one.New), n, modes.Of(name), volumes.Together),
			"leave it at one pod, or have the claim of ReadWriteMany, where the program bears several that write", one.New).lasting = true
	}
}

// modesOf are those of a claim, as far as a side has it.
func (c *change) modesOf(namespace, claim string) volumes.Modes {
	return volumes.ModesOf(namespace, claim, c.new.World, c.old.World)
}

// both are what two lists have.
func both(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(b), func(one string) bool { return !slices.Contains(a, one) })
}
