package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/scripts"
	"render/render/volumes"
	"render/render/wording"
)

// handover is a workload that falls out while others come whose pods write to the same claims or folders: that
// of an app that has another name or version from now on, or its first one.
type handover struct {
	was  *objects.Object
	is   stale
	what []volumes.Written
}

// findHandovers finds them. Two Deployments know nothing of each other: no strategy of theirs keeps one from running
// beside the other.
func (c *change) findHandovers() (out []handover) {
	_, coming := c.writtenNow()
	for w := range c.old.World.Workloads() {
		if len(coming) == 0 || !c.goes(w.Object()) || c.repeated(w.Object()) {
			continue
		}
		h := handover{was: w.Object()}
		for _, one := range c.writtenBy(w.Object()) {
			for _, is := range coming[one] {
				if !slices.ContainsFunc(h.is.list, func(o objects.Workload) bool { return o.Object() == is.Object() }) {
					h.is.add(is)
				}
			}
			if coming[one] != nil {
				h.what = append(h.what, one)
			}
		}
		if len(h.what) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// checkHandovers tells of them: the old pods have to stop before the new ones start, and nobody answers in
// between. What rules behind it say of pods beside others is not said of these.
func checkHandovers(c *change) {
	for _, h := range c.findHandovers() {
		c.handing[h.was] = true
		for _, w := range h.is.list {
			c.handing[w.Object()] = true
		}
		old, now, of := wording.Quote(titleOf(h.was.Workload())), quoted(h.is.names()), append(h.is.objects(), h.was)
		stop := c.stopFirst(h.was)
		for _, one := range h.what {
			severity, what, help := Warning, "on one node both write to "+one.String()+" of it", stop
			if one.Claim != "" {
				modes := c.modesOf(one.Namespace, one.Claim)
				what = "both want " + modes.Of(one.Claim) + " both write to it on one node, and on another the new ones wait until the old ones are gone"
				if modes.ForOne() {
					what = "both want " + modes.Of(one.Claim) + " the new ones wait until the old ones are gone"
				}
				if severity = Danger; len(modes) == 0 {
					severity, help = Warning, stop+"; of a claim that is ReadWriteMany that is not needed"
				}
			}
			c.tell("claim-shared", severity, fmt.Sprintf("the pods of %s start while those of %s run, and %s", now, old, what), help, of...).done = true
		}
		var names []string
		for _, one := range h.what {
			names = append(names, one.String())
		}
		c.tell("pods-stop", Danger, fmt.Sprintf("the pods of %s have to stop before those of %s begin, since both want %s: nobody answers in between", old, now, wording.Listed(names)), "do it at a quiet time", of...)
	}
}

// stopFirst has a step stop the pods of what falls out, and says how: by who applies it, where that
// would bring them back.
func (c *change) stopFirst(o *objects.Object) string {
	if c.by != Kubectl && c.isTracked(o) {
		const none = "by replicas: 0 in the topology that has it"
		c.steps.Need(beforehand, fmt.Sprintf("stop %s, %s, and wait until its pods are gone", titled(o), none))
		return "stop the old ones first, in a step of its own: " + none
	}
	stop := deleting(o)
	stop.with = scripts.Foreground
	c.dismiss(beforehand, stop.String(), run(scripts.AtOnce, stop.String()), o)
	return "stop the old ones first, which this waits for: " + stop.String()
}
