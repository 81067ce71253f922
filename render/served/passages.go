package served

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// Passage is where a gateway passes whole connections on: by the name that TLS begins
// with, or by the port alone.
type Passage struct {
	Gateway string // of Istio's Gateways its pods, so that another of the same is the same
	Host    string // "" for any
	Port    int64
	Ends    bool // TLS ends at the gateway, and what was in it goes on
}

// Passages are those of a side, each with where the connections go, and what listens.
type Passages struct {
	Order     []Passage
	By        map[Passage]Outcome
	wild      []Passage // of them those of wildcards
	listening []Passage
	Of        map[Passage]*objects.Object // the Gateway that has it
	hosts     map[manifest.ID][]string    // by that, once asked for
}

// hostsOf are the hosts of those that a Gateway has.
func (p *Passages) hostsOf(gateway manifest.ID) []string {
	if p.hosts == nil {
		p.hosts = map[manifest.ID][]string{}
		for at, of := range p.Of {
			if at.Host != "" && of != nil {
				p.hosts[of.ID()] = append(p.hosts[of.ID()], at.Host)
			}
		}
	}
	return p.hosts[gateway]
}

// Passages are those of the side's Gateways and routes, with what stays beside it; of
// several for a connection the older has it (istio, pilot/pkg/networking/core/gateway.go,
// buildGatewayNetworkFiltersFromTLSRoutes).
func (s *Side) Passages(staying []*objects.Object, older func(a, b *objects.Object) int) *Passages {
	s = s.beside(staying)
	out := &Passages{By: map[Passage]Outcome{}, Of: map[Passage]*objects.Object{}}
	there := func(id manifest.ID) *objects.Object {
		if o := s.World.Find(id); o != nil {
			return o
		}
		if at := slices.IndexFunc(staying, func(o *objects.Object) bool { return o.ID() == id }); at >= 0 {
			return staying[at]
		}
		return nil
	}
	list := slices.Concat(s.World.OfKind(objects.IstioNetworking, "VirtualService"), OfKind(staying, objects.IstioNetworking, "VirtualService"))
	slices.SortStableFunc(list, older)
	for _, o := range list {
		v := o.VirtualService()
		if v.TLS().Len()+v.TCP().Len() == 0 {
			continue
		}
		for _, name := range v.Gateways().All() {
			if g := there(objects.GatewayOf(name.Value(), v.ID().Namespace)); g != nil && s.shows(v, g.ID()) {
				s.pass(out, v, g, out.listen(g.Gateway()))
			}
		}
	}
	for g := range s.World.Gateways() { // those without routes listen too
		out.listen(g)
	}
	for g := range s.World.KubernetesGateways() {
		out.listenBy(g)
	}
	list = nil
	for _, kind := range [...]string{"TLSRoute", "TCPRoute"} {
		list = append(append(list, s.World.OfKind(objects.GatewayAPI, kind)...), OfKind(staying, objects.GatewayAPI, kind)...)
	}
	slices.SortStableFunc(list, older)
	for _, o := range list {
		s.passRoute(out, objects.Route{Resource: o.Resource()})
	}
	return out
}

// listen notes the servers of a Gateway that pass connections on.
func (p *Passages) listen(g objects.Gateway) []Passage {
	var out []Passage
	for _, server := range g.Servers().All() {
		if server.ReadsRequests() {
			continue
		}
		at := Passage{Gateway: g.Selector().Labels().String()}
		at.Port, _ = server.Port().Number().Value()
		if !server.ReadsNames() {
			out = append(out, at)
			continue
		}
		at.Ends = !server.TLS().Passes()
		for _, host := range server.Hosts().All() {
			at.Host = WithoutNamespace(host.Value())
			out = append(out, at)
		}
	}
	p.listening = append(p.listening, out...)
	return out
}

// listenBy notes the listeners of a Gateway of the Gateway API that pass connections on.
func (p *Passages) listenBy(g objects.KubernetesGateway) {
	for _, l := range g.Listeners().All() {
		port, _ := l.Port().Value()
		switch l.Protocol().Value() {
		case "TCP":
			p.listening = append(p.listening, Passage{g.ID().String(), "", port, false})
		case "TLS":
			p.listening = append(p.listening, Passage{g.ID().String(), cmp.Or(l.Hostname().Value(), routing.EveryHost), port, l.TLS().Mode().Value() != "Passthrough"})
		}
	}
}

// pass notes the rules of a VirtualService at the servers of a Gateway.
func (s *Side) pass(p *Passages, v objects.VirtualService, g *objects.Object, servers []Passage) {
	for _, rule := range v.TLS().All() {
		to := s.outcomeOfConnections(v, rule)
		for _, m := range rule.Matches().All() {
			for _, host := range m.SNIHosts().All() {
				for _, at := range servers {
					if own, said := m.Port().Value(); at.Host != "" && !at.Ends && routing.Covers(at.Host, host.Value()) && (!said || own == at.Port) {
						p.add(Passage{at.Gateway, host.Value(), at.Port, false}, to, g)
					}
				}
			}
		}
	}
	for _, rule := range v.TCP().All() {
		to := s.outcomeOfConnections(v, rule)
		for _, at := range servers {
			if (at.Host == "" || at.Ends) && rule.TakesPort(at.Port) {
				p.add(at, to, g)
			}
		}
	}
}

// passRoute notes a route of the Gateway API at the listeners that it attaches to.
func (s *Side) passRoute(out *Passages, r objects.Route) {
	for _, parent := range r.ParentRefs().All() {
		g, ok := s.World.KubernetesGateway(cmp.Or(parent.Namespace().Value(), r.ID().Namespace), parent.Name().Value())
		if !ok {
			continue
		}
		for _, at := range s.attached(r, g, parent) {
			hosts := []string{""}
			switch {
			case r.ID().Kind == "TLSRoute":
				hosts = hostsOf(r, at.host)
			case at.tls:
				hosts[0] = at.host
			}
			for _, host := range hosts {
				one := Passage{g.ID().String(), host, at.Port, at.ends}
				for _, rule := range r.Rules().All() {
					out.add(one, s.outcomeOfRouteRule(r, rule), g.Object())
				}
			}
		}
	}
}

func (p *Passages) add(at Passage, to Outcome, gateway *objects.Object) {
	if _, there := p.By[at]; !there {
		p.Order, p.By[at], p.Of[at] = append(p.Order, at), to, gateway
		if routing.IsWild(at.Host) {
			p.wild = append(p.wild, at)
		}
	}
}

// Becomes is where connections go: of several names that they match by the most exact.
func (p *Passages) Becomes(at Passage) Outcome {
	if to, ok := p.By[at]; ok || at.Host == "" {
		return to
	}
	var best Passage
	for _, own := range p.wild {
		if own.Gateway == at.Gateway && own.Port == at.Port && own.Ends == at.Ends && routing.Covers(own.Host, at.Host) && (best.Host == "" || routing.CompareHosts(own.Host, best.Host) < 0) {
			best = own
		}
	}
	return p.By[best]
}

// Listening is the host of the server that takes connections as some are: their own, or the nearest
// wildcard; "" where none does.
func (p *Passages) Listening(at Passage) (best string) {
	for _, own := range p.listening {
		if own.Gateway == at.Gateway && own.Port == at.Port && own.Ends == at.Ends && own.Host != "" && routing.Covers(own.Host, at.Host) && (best == "" || routing.CompareHosts(own.Host, best) < 0) {
			best = own.Host
		}
	}
	return best
}

// Takes reports whether a server is for connections as some are.
func (p *Passages) Takes(at Passage) bool {
	return slices.ContainsFunc(p.listening, func(own Passage) bool {
		return own.Gateway == at.Gateway && own.Port == at.Port && own.Ends == at.Ends && (own.Host == at.Host || at.Host != "" && own.Host != "" && routing.Covers(own.Host, at.Host))
	})
}

// outcomeOfConnections is what a rule of a VirtualService does with connections.
func (s *Side) outcomeOfConnections(v objects.VirtualService, rule objects.ConnectionRule) Outcome {
	out := Outcome{From: v.Object()}
	out.send(s.sharesOf(v, rule.Routes()))
	return out
}
