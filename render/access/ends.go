package access

import (
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// Have reports whether a rule is of connections to these alone; of what is outside the cluster to addresses.
func (d *Ends) Have(r *policies.Rule) bool {
	return r.By(&d.pods) || d.outside && r.Asks([]string{"addresses"})
}

// add takes in a Service of a side.
func (d *Ends) add(g *Gates, s served.Service) {
	if s.Namespace == "" {
		d.outside = true
		return
	}
	pods := policies.Everyone
	if one, ok := g.World.Service(s.Namespace, s.Name); ok {
		pods = one.Selector().Labels().String()
	}
	d.pods.Add(policies.Party{Namespace: s.Namespace, Pods: pods})
}

// EndsOf are where the routes of a gateway lead.
func (g *Gates) EndsOf(e *served.Entrance) *Ends {
	if out := g.ends[e]; out != nil {
		return out
	}
	out := &Ends{}
	for _, list := range g.SentBy(e.Service) {
		for _, s := range list {
			out.add(g, s)
		}
	}
	g.ends[e] = out
	return out
}

// Needs reports whether a rule lets in, or out, what a gateway's routes need on this side, and not on
// another, and no more: to what they lead, or the gateway to the pods that they lead to.
func (g *Gates) Needs(r *policies.Rule, t objects.PolicyTarget, other *Gates) bool {
	return g.neededBeside(besides{other, false}).have(g, r, t)
}

// LeavesOpen reports whether a rule lets in, or out, what a gateway's routes need on this side for hosts that
// the gateway answers on another too, and no more.
func (g *Gates) LeavesOpen(r *policies.Rule, t objects.PolicyTarget, other *Gates) bool {
	return g.neededBeside(besides{other, true}).have(g, r, t)
}

// have reports whether a rule is of what is needed alone.
func (n *needed) have(g *Gates, r *policies.Rule, t objects.PolicyTarget) bool {
	if r.Outward {
		for _, e := range g.Behind(t) {
			if n.ends[e].Have(r) {
				return true
			}
		}
		return false
	}
	var parties policies.Parties
	for _, at := range n.selectors.Match(t.Namespace, t.Labels) {
		parties.Add(n.parties[at])
	}
	return r.By(&parties)
}

// neededBeside is that of a side beside another.
func (g *Gates) neededBeside(b besides) *needed {
	if out := g.needed[b]; out != nil {
		return out
	}
	out := &needed{ends: map[*served.Entrance]*Ends{}}
	for _, e := range g.Entrances {
		ends, party := &Ends{}, Party(g.Side, e)
		out.ends[e] = ends
		for _, s := range g.ledBeside(e, b) {
			ends.add(g, s)
			if one, ok := g.World.Service(s.Namespace, s.Name); ok && len(one.Selector().Labels()) > 0 {
				out.selectors.Add(s.Namespace, one.Selector().Labels())
				out.parties = append(out.parties, party)
			}
		}
	}
	g.needed[b] = out
	return out
}

// ledBeside are the Services to which a gateway leads on this side: those to which it does not on another, or
// those for hosts that it answers there too.
func (g *Gates) ledBeside(e *served.Entrance, b besides) (out []served.Service) {
	own, others := g.SentBy(e.Service), b.other.SentBy(e.Service)
	there := map[served.Service]bool{}
	if !b.answered {
		for _, list := range others {
			for _, s := range list {
				there[s] = true
			}
		}
	}
	for host, list := range own {
		if b.answered && len(others[host]) == 0 {
			continue
		}
		for _, s := range list {
			if !there[s] {
				out = append(out, s)
			}
		}
	}
	return out
}
