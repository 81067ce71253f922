package access

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/routing"
	"render/render/served"
)

// sent is to which Services the requests and connections of a gateway go, by the hosts of its routes.
type sent struct {
	to   map[string][]served.Service
	wild []string
}

// SentBy are the Services to which the routes of a gateway lead, by their hosts.
func (g *Gates) SentBy(s served.Service) map[string][]served.Service { return g.sentBy(s).to }

// sentBy is that of a gateway by its Service.
func (g *Gates) sentBy(service served.Service) *sent {
	if g.sent == nil {
		g.sent = map[served.Service]*sent{}
		for _, l := range g.Ways() {
			of := g.sent[l.Entrance.Service]
			if of == nil {
				of = &sent{to: map[string][]served.Service{}}
				g.sent[l.Entrance.Service] = of
			}
			if routing.IsWild(l.Host) && of.to[l.Host] == nil {
				of.wild = append(of.wild, l.Host)
			}
			of.to[l.Host] = served.AppendService(of.to[l.Host], l.To.Service)
		}
	}
	if of := g.sent[service]; of != nil {
		return of
	}
	return &sent{}
}

// ServicesOf are those to which the routes of some gateways that are the most exact for a host lead.
func (g *Gates) ServicesOf(list []*served.Entrance, host string) []served.Service {
	var out []served.Service
	best := host
	for _, e := range list {
		out = append(out, g.sentBy(e.Service).to[host]...)
	}
	if len(out) > 0 {
		return out
	}
	for _, e := range list {
		sent := g.sentBy(e.Service)
		for _, own := range sent.wild {
			if routing.Covers(own, host) && (best == host || routing.CompareHosts(own, best) < 0) {
				best, out = own, sent.to[own]
			}
		}
	}
	return out
}

// Needs reports whether a rule lets in, or out, what a gateway's routes need on this side, and not on
// another, and no more: to what they lead, or the gateway to the pods that they lead to.
func (g *Gates) Needs(r *policies.Rule, t objects.PolicyTarget, other *Gates) bool {
	if r.Outward {
		return slices.ContainsFunc(g.Behind(t), func(e *served.Entrance) bool {
			return slices.ContainsFunc(g.ledBeside(e, other), func(s served.Service) bool { return g.IsTo(r, s) })
		})
	}
	var parties []policies.Party
	for _, e := range g.Entrances {
		if slices.ContainsFunc(g.ledBeside(e, other), func(s served.Service) bool { return g.hasPods(s, t) }) {
			parties = append(parties, Party(g.Side, e))
		}
	}
	return len(parties) > 0 && r.By(parties)
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

// IsTo reports whether a rule is of connections to a Service's pods, or to those of a namespace where which
// they are is not known; of what is outside the cluster to addresses.
func (g *Gates) IsTo(r *policies.Rule, s served.Service) bool {
	if s.Namespace == "" {
		return r.Asks([]string{"addresses"})
	}
	pods := policies.Everyone
	if one, ok := g.World.Service(s.Namespace, s.Name); ok {
		pods = one.Selector().Labels().String()
	}
	return r.By([]policies.Party{{Namespace: s.Namespace, Pods: pods}})
}

func (g *Gates) hasPods(s served.Service, t objects.PolicyTarget) bool {
	one, ok := g.World.Service(s.Namespace, s.Name)
	labels := one.Selector().Labels()
	return ok && s.Namespace == t.Namespace && len(labels) > 0 && t.Labels.Match(labels)
}
