package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// needs reports whether a rule lets in, or out, what a gateway's routes need on this side, and not on
// another, and no more: to what they lead, or the gateway to the pods that they lead to. Whom that lets in
// is told of the routes (checkReached).
func (g *gates) needs(r *policies.Rule, t objects.PolicyTarget, other *gates) bool {
	if r.Outward {
		return slices.ContainsFunc(g.behind(t), func(e *served.Entrance) bool {
			return slices.ContainsFunc(g.ledBeside(e, other), func(s served.Service) bool { return g.isTo(r, s) })
		})
	}
	var parties []policies.Party
	for _, e := range g.Entrances {
		if slices.ContainsFunc(g.ledBeside(e, other), func(s served.Service) bool { return g.hasPods(s, t) }) {
			parties = append(parties, g.party(e))
		}
	}
	return len(parties) > 0 && r.By(parties)
}

// ledBeside are the Services to which a gateway leads on this side, and not on another.
func (g *gates) ledBeside(e *served.Entrance, other *gates) (out []served.Service) {
	there := map[served.Service]bool{}
	for _, list := range other.sentBy(e.Service).to {
		for _, s := range list {
			there[s] = true
		}
	}
	for _, list := range g.sentBy(e.Service).to {
		for _, s := range list {
			if !there[s] {
				out = append(out, s)
			}
		}
	}
	return out
}

// isTo reports whether a rule is of connections to a Service's pods, or to those of a namespace where which
// they are is not known; of what is outside the cluster to addresses.
func (g *gates) isTo(r *policies.Rule, s served.Service) bool {
	if s.Namespace == "" {
		return r.Asks([]string{"addresses"})
	}
	pods := policies.Everyone
	if one, ok := g.World.Service(s.Namespace, s.Name); ok {
		pods = one.Selector().Labels().String()
	}
	return r.By([]policies.Party{{Namespace: s.Namespace, Pods: pods}})
}

func (g *gates) hasPods(s served.Service, t objects.PolicyTarget) bool {
	one, ok := g.World.Service(s.Namespace, s.Name)
	labels := one.Selector().Labels()
	return ok && s.Namespace == t.Namespace && len(labels) > 0 && t.Labels.Match(labels)
}

// gatesMeant are those of the new side as they are once nothing of the old one stays.
func (c *change) gatesMeant() *gates {
	if c.meant == nil {
		c.meant = c.new.gates(nil, c.new.OwnDoors(), c.new.OwnPassages())
	}
	return c.meant
}

// tellFollowing tells of rules that follow routes, and gives back the others.
func (c *change) tellFollowing(p *podsOfBoth, gone, come []policies.Rule, before, now []*objects.Object, say words) (_, _ []policies.Rule) {
	was, is := c.gatesBefore(), c.gatesAfter()
	apart := func(list []policies.Rule, t objects.PolicyTarget, g, other *gates) (follow, rest []policies.Rule) {
		for _, r := range list {
			if g.needs(&r, t, other) {
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
	return slices.ContainsFunc(was.behind(t), func(e *served.Entrance) bool {
		for host, list := range was.sentBy(e.Service).to {
			if slices.ContainsFunc(list, func(s served.Service) bool { return was.isTo(r, s) }) && len(is.sentBy(e.Service).to[host]) > 0 {
				return true
			}
		}
		return false
	})
}
