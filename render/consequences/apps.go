package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// checkApps tells of routes and pods that go on beside those which take their place,
// and of requests that go to pods before these are ready.
func checkApps(c *change) {
	old, now := c.old.Answers(), c.new.Answers()
	before := map[string]served.Answer{}
	left := map[string]served.Answer{} // of routes that fell out and that nobody deletes
	for _, a := range old {
		if _, ok := before[a.Key]; !ok {
			before[a.Key] = a
		}
		if _, ok := left[a.Key]; !ok && c.left(a.Object) {
			left[a.Key] = a
		}
	}
	for _, a := range now {
		was, ok := before[a.Key]
		if !ok || slices.Equal(was.Services, a.Services) {
			continue
		}
		if older, stays := left[a.Key]; stays && c.comes(a.Object) {
			if a.Object.ID().Group == objects.GatewayAPI { // of VirtualServices checkOlder tells
				c.addOlder(older.Object, a.Object, a.Host, wording.Quote(a.Host), false)
			}
			continue
		}
		if c.startsAnew(a.Services) && !slices.ContainsFunc(partsOf(a.Services), c.isVersion) && !slices.ContainsFunc(partsOf(a.Services), func(p served.Part) bool { return c.hands(c.new.PodsOfPart(p)) }) && !c.waits(a.Services, a.Object, was.Object) {
			c.tell("route-before-pods", Warning, fmt.Sprintf("%s: requests for %s go to %s, whose pods are made with it: they fail with 503 until these are ready",
				titled(a.Object), wording.Quote(a.Host), partsListed(partsOf(a.Services))), c.helpBeside(partsOf(a.Services)...), a.Object)
			c.addBeside(partsOf(a.Services)...)
		}
	}
	c.tellOlder()
	c.checkLeftRoutes(left, old, now)
	c.checkReplaced()
	c.checkLeftPods()
}

// checkReplaced tells of Services that stay, all of whose pods are deleted while the
// new ones start.
func (c *change) checkReplaced() {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok {
			continue
		}
		before, now := podsOf(c.old, old), podsOf(c.new, one)
		stays := func(o *objects.Object) bool { return !c.goes(o) || !c.deletes(o) }
		if len(before) == 0 || len(now) == 0 || c.hands(before) || slices.ContainsFunc(before, stays) || slices.ContainsFunc(now, func(o *objects.Object) bool { return !c.comes(o) }) {
			continue
		}
		help := "have both in a step of its own, and take the old ones out in the next"
		if first, ok := c.firstVersion(served.NameOf(one)); ok {
			help = c.keepUntilReady(one, first, before)
		} else if versionsEnd(before, now) {
			help = c.keepUntilReady(one, served.Part{}, before)
		} else {
			c.steps.Need(beforehand, "add the new pods of Service "+wording.Quote(one.ID().Name)+" beside the old, and wait until they are ready")
		}
		c.tell("pods-replaced", Danger, fmt.Sprintf("Service %s: its old pods are deleted while the new ones start, and nobody answers meanwhile", wording.Quote(one.ID().Name)), help, append(now, before...)...)
	}
}

// checkLeftPods tells of pods that fell out, stay, and are still chosen by a Service.
func (c *change) checkLeftPods() {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok || one.Selector().Labels().String() != old.Selector().Labels().String() {
			continue
		}
		divided := c.divided(one) && !c.new.SendsToAll(served.NameOf(one))
		for _, o := range podsOf(c.old, old) {
			if runsOnce := o.ID().Group == "batch"; c.left(o) && !c.handing[o] && !runsOnce && (!divided || c.inSubset(one, o)) { // a pod that has ended serves nothing
				if len(podsOf(c.new, one)) == 0 {
					c.tellChosenAlone(one, o)
					continue
				}
				if c.tellUndivided(one, o) {
					continue
				}
				c.tell("old-pods-serve", Danger, fmt.Sprintf("%s: nobody deletes it, and Service %s goes on sending requests to its pods, beside the new ones", titled(o), wording.Quote(one.ID().Name)),
					"once the new pods are ready, run: "+deletion(o), o)
				c.dismiss(byHand, "once the new pods are ready, "+deletion(o), run(scripts.OnceReady, deletion(o)), o)
			}
		}
	}
}

// partsOf are whole Services.
func partsOf(list []served.Service) []served.Part {
	var out []served.Part
	for _, s := range list {
		out = append(out, served.Part{Service: s})
	}
	return out
}
