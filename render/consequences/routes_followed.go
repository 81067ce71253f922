package consequences

import (
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// tellFollowing tells of rules that follow routes, and gives back the others: whom those let in is told of
// the routes (checkReached).
func (c *change) tellFollowing(p *podsOfBoth, gone, come []policies.Rule, before, now []*objects.Object, say words) (_, _ []policies.Rule) {
	was, is := c.gatesBefore(), c.gatesAfter()
	apart := func(list []policies.Rule, t objects.PolicyTarget, g, other *access.Gates) (follow, rest []policies.Rule) {
		for _, r := range list {
			if g.Needs(&r, t, other) {
				follow = append(follow, r)
			} else {
				rest = append(rest, r)
			}
		}
		return follow, rest
	}
	ended, gone := apart(gone, p.old, was, is)
	begun, come := apart(come, p.new, c.gatesMeant(), was)
	var sooner, after []policies.Rule
	for _, r := range ended {
		if c.by != Kubectl && r.Outward && c.leadElsewhere(&r, p.old) {
			sooner = append(sooner, r)
		} else {
			after = append(after, r)
		}
	}
	c.tellRules(say.shut, Danger, say.narrower+": until the routes that lead there are changed, requests fail", say.what, sooner, now)
	c.tellRules(say.shut, Note, say.narrower, say.what, after, now)
	c.tellRules(say.opened, Note, say.wider, say.what, begun, before)
	return gone, come
}

// leadElsewhere reports whether a host that a gateway's routes led to what a rule lets out to is answered
// by it from now on too: who applies in stages takes that back before the routes change.
func (c *change) leadElsewhere(r *policies.Rule, t objects.PolicyTarget) bool {
	was, is := c.gatesBefore(), c.gatesAfter()
	return slices.ContainsFunc(was.Behind(t), func(e *served.Entrance) bool {
		for host, list := range was.SentBy(e.Service) {
			if slices.ContainsFunc(list, func(s served.Service) bool { return was.IsTo(r, s) }) && len(is.SentBy(e.Service)[host]) > 0 {
				return true
			}
		}
		return false
	})
}
