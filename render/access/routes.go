package access

import (
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
