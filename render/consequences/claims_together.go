package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"render/render/objects"
	"render/render/volumes"
)

// writtenBy is what the pods of a workload write to that is not for many.
func (c *change) writtenBy(o *objects.Object) []volumes.Written {
	if scaledToNone(o) {
		return nil
	}
	return volumes.WrittenBy(o.Workload(), c.new.World, c.old.World)
}

// writtenNow is by what is written on the new side who writes to it, and who of these did not before.
func (c *change) writtenNow() (all, anew map[volumes.Written][]objects.Workload) {
	all, anew = map[volumes.Written][]objects.Workload{}, map[volumes.Written][]objects.Workload{}
	for w := range c.new.World.Workloads() {
		var had []volumes.Written
		if was := c.Old.Find(w.ID()); was != nil {
			had = c.writtenBy(was)
		}
		for _, one := range c.writtenBy(w.Object()) {
			all[one] = append(all[one], w)
			if !slices.Contains(had, one) {
				anew[one] = append(anew[one], w)
			}
		}
	}
	return all, anew
}

// checkTogether tells of claims that pods of several workloads write to from now on: for good, as more pods of one do
// (tellScaledOnClaims), so that it weighs the same where no side says for whom the claim is.
func checkTogether(c *change) {
	writing, anew := c.writtenNow()
	for _, one := range slices.SortedFunc(maps.Keys(anew), func(a, b volumes.Written) int { return cmp.Compare(a.Namespace+"/"+a.Claim, b.Namespace+"/"+b.Claim) }) {
		all := stale{writing[one]}
		if one.Claim == "" || len(all.list) < 2 {
			continue
		}
		modes, then := c.modesOf(one.Namespace, one.Claim), volumes.Together
		if modes.ForOne() {
			then = "all but one wait for ever"
		}
		c.tell("claim-shared", Warning, fmt.Sprintf("pods of %s mount %s %s", quoted(all.names()), modes.Of(one.Claim), then),
			"give each a claim of its own, or have this one of ReadWriteMany, where the programs bear several that write; whoever only reads mounts it with readOnly: true", all.objects()...).lasting = true
	}
}
