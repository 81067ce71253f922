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

// EndsOf are where the routes of a gateway lead: where another side is given, those alone whose hosts it
// answers there too.
func (g *Gates) EndsOf(e *served.Entrance, also *Gates) *Ends {
	at := led{e, also}
	if out := g.ends[at]; out != nil {
		return out
	}
	out := &Ends{}
	for host, list := range g.SentBy(e.Service) {
		if also != nil && len(also.SentBy(e.Service)[host]) == 0 {
			continue
		}
		for _, s := range list {
			out.add(g, s)
		}
	}
	g.ends[at] = out
	return out
}

// Needs reports whether a rule lets in, or out, what a gateway's routes need on this side, and not on
// another, and no more: to what they lead, or the gateway to the pods that they lead to.
func (g *Gates) Needs(r *policies.Rule, t objects.PolicyTarget, other *Gates) bool {
	of := g.neededBeside(other)
	if r.Outward {
		for _, e := range g.Behind(t) {
			if ends := of.ends[e]; ends.Have(r) {
				return true
			}
		}
		return false
	}
	var parties policies.Parties
	for _, n := range of.selectors.Match(t.Namespace, t.Labels) {
		parties.Add(of.parties[n])
	}
	return r.By(&parties)
}

// neededBeside is that of a side beside another.
func (g *Gates) neededBeside(other *Gates) *needed {
	if out := g.needed[other]; out != nil {
		return out
	}
	out := &needed{ends: map[*served.Entrance]*Ends{}}
	for _, e := range g.Entrances {
		ends, party := &Ends{}, Party(g.Side, e)
		out.ends[e] = ends
		for _, s := range g.ledBeside(e, other) {
			ends.add(g, s)
			if one, ok := g.World.Service(s.Namespace, s.Name); ok && len(one.Selector().Labels()) > 0 {
				out.selectors.Add(s.Namespace, one.Selector().Labels())
				out.parties = append(out.parties, party)
			}
		}
	}
	g.needed[other] = out
	return out
}

// ledBeside are the Services to which a gateway leads on this side, and not on another.
func (g *Gates) ledBeside(e *served.Entrance, other *Gates) (out []served.Service) {
	there := map[served.Service]bool{}
	for _, list := range other.SentBy(e.Service) {
		for _, s := range list {
			there[s] = true
		}
	}
	for _, list := range g.SentBy(e.Service) {
		for _, s := range list {
			if !there[s] {
				out = append(out, s)
			}
		}
	}
	return out
}
