package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkEmptied tells of Services that have no pods any more: what has them is scaled to
// none, or none are what the Service chooses. An autoscaler does not look at what is asked to have none
// (kubernetes, pkg/controller/podautoscaler, reconcileAutoscaler).
func checkEmptied(c *change) {
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok {
			continue
		}
		pods := podsOf(c.new, one)
		if len(pods) == 0 {
			c.checkUnchosen(old, one)
			continue
		}
		c.checkRelabelled(old, one, pods)
		c.checkUnnamed(old, one, pods)
		if slices.ContainsFunc(pods, func(o *objects.Object) bool { return !scaledToNone(o) }) || c.answered(old) {
			continue
		}
		if !slices.ContainsFunc(pods, func(o *objects.Object) bool { return c.changes[o] != nil && c.changes[o].Kind == compare.Changed }) {
			continue
		}
		var titles []string
		for _, o := range pods {
			titles = append(titles, titled(o))
		}
		title, fails, help := titled(one.Object()), "requests for it fail, at a gateway with 503", "take its routes away first, or leave it a pod"
		if e := c.new.ByService[served.NameOf(one)]; e != nil && len(e.From) > 0 {
			title, fails, help = e.Title(), "nobody answers there", "leave it a pod"
		}
		c.tell("pods-none", Danger, fmt.Sprintf("%s: has no pods from now on, since 0 are asked for by %s: %s", title, wording.Listed(titles), fails), help, pods...)
	}
}

// checkUnnamed tells of a port of a Service by which it sends to what its pods call a port, where none of them has
// one of that name any more, nor one that stays.
func (c *change) checkUnnamed(old, one objects.Service, pods []*objects.Object) {
	led := func(list []*objects.Object, target objects.NumberOrName) bool {
		return slices.ContainsFunc(list, func(o *objects.Object) bool {
			_, listens := o.Workload().ListensOn(target)
			return listens || isGatewayPod(o.Workload())
		})
	}
	staying := slices.DeleteFunc(slices.Clone(c.staying), func(o *objects.Object) bool {
		return o.ID().Namespace != one.ID().Namespace || !o.Workload().Template().Metadata().Labels().Labels().Match(one.Selector().Labels())
	})
	for _, p := range one.Ports().All() {
		number, _ := p.Port().Value()
		target := p.TargetPort()
		if target.Name() == "" || led(pods, target) || led(staying, target) {
			continue
		}
		for _, was := range old.Ports().All() {
			if before, _ := was.Port().Value(); before == number && led(podsOf(c.old, old), was.TargetPort()) {
				title, _, fails := c.withoutPods(one)
				c.tell("pods-none", Danger, fmt.Sprintf("%s: sends what comes to port %d to a port called %s of its pods, and none of %s has one from now on: %s", title, number, wording.Quote(target.Name()), titlesOf(pods), fails),
					"let the name be in ports of a container, or write its number in targetPort", append([]*objects.Object{one.Object()}, pods...)...)
				break
			}
		}
	}
}

// checkRelabelled tells of a Service that asks for labels which its pods get with the same change: it has none of
// those that run until the new ones are ready.
func (c *change) checkRelabelled(old, one objects.Service, pods []*objects.Object) {
	selector, before := one.Selector().Labels(), podsOf(c.old, old)
	runs := func(o *objects.Object) bool {
		return o.ID().Namespace == one.ID().Namespace && !scaledToNone(o) && o.Workload().Template().Metadata().Labels().Labels().Match(selector)
	}
	if !slices.ContainsFunc(before, func(o *objects.Object) bool { return !scaledToNone(o) }) || slices.ContainsFunc(before, runs) || slices.ContainsFunc(c.staying, runs) || !slices.ContainsFunc(pods, func(o *objects.Object) bool { return !scaledToNone(o) }) {
		return
	}
	for _, o := range pods {
		was := c.Old.Find(o.ID())
		if was == nil || runs(was) || !compare.Equal(was.Workload().Spec().At("selector").Raw(), o.Workload().Spec().At("selector").Raw()) {
			return // of which it is told that it comes, or is made anew
		}
	}
	title, by, fails := c.withoutPods(one)
	c.tell("pods-none", Warning, fmt.Sprintf("%s: no pods that run have %s, by which %s chooses them from now on: %s until the new ones are ready", title, labelsQuoted(selector), by, fails),
		"give the pods these labels first, in a step of its own", append([]*objects.Object{one.Object()}, pods...)...)
	c.bringAlone("apply "+titledWhole(c.startedWith(pods))+" alone, and wait until its pods are ready", nil)
}

// checkUnchosen tells of a Service that chose pods and chooses none, neither of the new
// side nor of what stays: it asks for other labels, they have others, or they go.
func (c *change) checkUnchosen(old, one objects.Service) {
	selector, before := one.Selector().Labels(), podsOf(c.old, old)
	chosen := func(o *objects.Object) bool {
		return o.ID().Namespace == one.ID().Namespace && o.Workload().Template().Metadata().Labels().Labels().Match(selector)
	}
	if len(selector) == 0 || one.Type().Value() == "ExternalName" || !slices.ContainsFunc(before, func(o *objects.Object) bool { return !scaledToNone(o) }) || slices.ContainsFunc(c.staying, chosen) {
		return
	}
	title, by, fails := c.withoutPods(one)
	of := append([]*objects.Object{one.Object(), old.Object()}, before...)
	for _, o := range before {
		if now := c.New.Find(o.ID()); now != nil {
			of = append(of, now)
		}
	}
	c.tell("pods-none", Danger, fmt.Sprintf("%s: no pods have %s, by which %s chooses them: %s", title, labelsQuoted(selector), by, fails),
		"see that its pods have these labels, in namespace "+wording.Quote(one.ID().Namespace), of...)
}

// tellChosenAlone tells of a Service that chooses none of the new pods, and goes on with old ones that fell out: with
// these it loses all.
func (c *change) tellChosenAlone(one objects.Service, old *objects.Object) {
	title, by, fails := c.withoutPods(one)
	c.tell("pods-none", Danger, fmt.Sprintf("%s: no new pods have %s, by which %s chooses them, and those of %s alone answer: once these are deleted, %s", title, labelsQuoted(one.Selector().Labels()), by, titled(old), fails),
		"see that the new pods have these labels, in namespace "+wording.Quote(one.ID().Namespace)+", or take out of the selector what somebody else put there, before what fell out is deleted", one.Object(), old)
}

// withoutPods is how a Service without pods is told of, what chooses them, and what becomes of requests.
func (c *change) withoutPods(one objects.Service) (title, by, fails string) {
	if e := c.new.ByService[served.NameOf(one)]; e != nil {
		return e.Title(), "its Service", "nobody answers there"
	}
	return titled(one.Object()), "it", "requests for it fail, at a gateway with 503"
}

// labelsQuoted are labels as a message says them.
func labelsQuoted(list objects.Labels) string {
	var out []string
	for _, l := range list {
		out = append(out, fmt.Sprint(l.Key, "=", l.Value))
	}
	return quoted(out)
}

// answered reports whether something of a Service of the old side answers still: none
// of it did before, or an object with pods of it stays.
func (c *change) answered(old objects.Service) bool {
	pods := podsOf(c.old, old)
	had := slices.ContainsFunc(pods, func(o *objects.Object) bool { return !scaledToNone(o) })
	return !had || slices.ContainsFunc(pods, func(o *objects.Object) bool { return c.left(o) && !scaledToNone(o) })
}

// scaledToNone reports whether a workload is asked to have no pods.
func scaledToNone(o *objects.Object) bool {
	n, said := o.Workload().Replicas().Value()
	return said && n == 0
}
