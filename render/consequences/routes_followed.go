package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/access"
	"render/render/compare"
	"render/render/objects"
	"render/render/policies"
	"render/render/scripts"
	"render/render/wording"
)

// tellFollowing tells of rules that follow routes, and gives back the others: whom those let in is told of
// the routes (checkReached).
func (c *change) tellFollowing(p *podsOfBoth, gone, come []policies.Rule, before, now []*objects.Object, say words) (_, _ []policies.Rule) {
	was, is := c.gatesBefore(), c.gatesAfter()
	if c.by == Kubectl {
		is = c.gatesMidway()
	}
	ended, gone := apart(gone, func(r *policies.Rule) bool {
		return was.Needs(r, p.old, is) || c.askedByNone(r, p.old, c.old, c.New)
	})
	begun, come := apart(come, func(r *policies.Rule) bool {
		return c.gatesMeant().Needs(r, p.new, was) || c.askedByNone(r, p.new, c.new, c.Old)
	})
	var sooner, after []policies.Rule
	for _, r := range ended {
		if c.closedSooner(&r, p.old) {
			sooner = append(sooner, r)
		} else {
			after = append(after, r)
		}
	}
	for _, list := range byPolicy(sooner) {
		told := c.tellPolicy(say.shut, Danger, say.narrower+": until the routes that lead there are changed, requests fail", say.what, list, now)
		if told.Help == "" {
			told.Help, told.done = c.keepRules(list[0].Of)
		}
	}
	c.tellRules(say.shut, Note, say.narrower, say.what, after, now)
	if c.by == Kubectl { // which leaves routes
		left, rest := apart(gone, func(r *policies.Rule) bool { return was.Needs(r, p.old, c.gatesMeant()) })
		for _, list := range byPolicy(left) {
			told := c.tellPolicy(say.shut, Danger, say.narrower+": until the old routes that lead there are deleted, their requests fail", say.what, list, now)
			if told.done = !c.stopBehind(list); told.done {
				c.keepBeside(list[0].Of)
				told.Help = cmp.Or(told.Help, helpBeside)
			}
		}
		gone = rest
	}
	c.tellRules(say.opened, Note, say.wider, say.what, begun, before)
	return gone, come
}

// keepBeside has a policy of the old side stay under another name, until what it lets through comes no more: policies
// add up.
func (c *change) keepBeside(o *objects.Object) {
	id, kept := o.ID(), scripts.Beside{Object: o.ID(), As: o.ID().Name + "-before"}
	c.steps.Does(beforehand, fmt.Sprintf("apply %s of namespace %s, as it was, a second time, called %s", titled(o), wording.Quote(id.Namespace), wording.Quote(kept.As)), kept)
	c.steps.Add(afterwards, 1, scripts.Doing{Text: fmt.Sprintf("kubectl delete %s %s -n %s", resource(o), kept.As, id.Namespace), Deed: scripts.DropBeside{Beside: kept}})
}

// keepRules has a step keep what a policy of the old side lets through until nothing leads there any more, where it
// lets nothing through that it did not: it can stay as it was. What is to be done else is said.
func (c *change) keepRules(o *objects.Object) (help string, kept bool) {
	one := c.changes[o]
	if one == nil || one.Kind != compare.Changed || len(policies.Uncovered(policies.OfGuard(one.New), policies.OfGuard(o))) > 0 {
		return helpBeside, false
	}
	c.keepFirst("rules of "+titled(o), nil)
	return "let it be as it was until then: it changes in a step of its own", true
}

// stopBehind reports whether all that some rules are for are pods that stop before the change: nobody answers there.
func (c *change) stopBehind(rules []policies.Rule) bool {
	stopped := &c.movingParties().goneStopped
	return !slices.ContainsFunc(rules, func(r policies.Rule) bool { return !r.By(stopped) })
}

// apart are the rules of which something is so, and the rest.
func apart(list []policies.Rule, is func(*policies.Rule) bool) (those, rest []policies.Rule) {
	for i := range list {
		if is(&list[i]) {
			those = append(those, list[i])
		} else {
			rest = append(rest, list[i])
		}
	}
	return those, rest
}

// askedByNone reports whether a rule of gateways is of connections to pods alone of Services that one
// side has and not the other, and to which no route of theirs leads on either: nobody has them open any.
func (c *change) askedByNone(r *policies.Rule, t objects.PolicyTarget, s *side, other *objects.World) bool {
	if !r.Outward || !r.By(s.partiesWithout(other)) {
		return false
	}
	found := false
	for _, g := range [...]*access.Gates{c.gatesBefore(), c.gatesAfter(), c.gatesMeant()} {
		for _, e := range g.Behind(t) {
			if found = true; g.EndsOf(e).Have(r) {
				return false
			}
		}
	}
	return found
}

// closedSooner reports whether a host that a gateway's routes led to what a rule lets out to, or the gateway in to, is
// answered by it from now on too, and who applies in stages takes that back before the routes change: what lets in to
// pods is of one stage with their routes, between which Argo CD alone waits.
func (c *change) closedSooner(r *policies.Rule, t objects.PolicyTarget) bool {
	return c.by != Kubectl && (r.Outward || c.by == ArgoCD && waveOf(r.Of) < c.routesWave()) && c.gatesBefore().LeavesOpen(r, t, c.gatesAfter())
}

// routesWave is the last wave in which Argo CD applies routes.
func (c *change) routesWave() int {
	if c.lastRoutes == nil {
		last := 0
		for _, l := range c.gatesAfter().Ways() {
			last = max(last, waveOf(l.From))
		}
		c.lastRoutes = &last
	}
	return *c.lastRoutes
}
