package plan

import (
	"render/render/format"
	"render/render/routing"
)

// deriveClosed finds the hosts that nothing answers on port 80, and that a wildcard of
// another server stands for: its routes are that server's alone, but port 80 is one
// for all. They get a virtual host of their own, in which no request matches. So it is
// of hosts whose TLS is passed through.
func (p *Plan) deriveClosed() {
	for i := range p.Tiers {
		if t := &p.Tiers[i]; !t.OneServer() {
			p.closed(t)
		}
	}
}

func (p *Plan) closed(t *Tier) {
	answers := make([]*routing.Set, len(t.Servers))
	for i := range t.Servers {
		answers[i] = routing.NewSet(t.answeredOf(&t.Servers[i]))
	}
	for i := range t.Servers {
		s := &t.Servers[i]
		if s.Redirects() {
			continue
		}
		var hosts []string
		for _, h := range s.Hosts {
			if answers[i].Covers(h.Value) {
				continue
			}
			for j, other := range answers {
				if j != i && other.Covers(h.Value) {
					hosts = append(hosts, h.Value)
					break
				}
			}
		}
		like := VirtualService{Name: "closed-on-" + t.Names.Gateway, Namespace: t.GatewaysIn, Origin: s.TLS.Origin}
		if len(hosts) > 0 {
			s.Closed = true
			t.Closed = append(t.Closed, t.divided(like, "", t.shares(hosts))...)
		}
	}
}

// answeredOf are the hosts of a server that port 80 answers.
func (t *Tier) answeredOf(s *Server) []string {
	if s.Redirects() {
		return format.Values(s.Hosts)
	}
	var out []string
	for i := range t.Apps {
		for j := range t.Apps[i].Own {
			if own := &t.Apps[i].Own[j]; len(own.Hosts) > 0 && t.ServerOf(own.Hosts[0]) == s {
				out = append(out, own.Hosts...)
			}
		}
	}
	return out
}
