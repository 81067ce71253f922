package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// passage is where a gateway passes whole connections on: by the name that TLS begins
// with, or by the port alone.
type passage struct {
	gateway string // of Istio's Gateways its pods, so that another of the same is the same
	host    string // "" for any
	port    int64
}

// passages are those of a side, each with where the connections go, and what listens.
type passages struct {
	order     []passage
	by        map[passage]outcome
	listening []passage
	of        map[passage]*objects.Object // the Gateway that has it
}

// passages are those of the side's Gateways and routes, with what stays beside it; of
// several for a connection the older has it (istio, pilot/pkg/networking/core/gateway.go,
// buildGatewayNetworkFiltersFromTLSRoutes).
func (s *side) passages(staying []*objects.Object, older func(a, b *objects.Object) int) *passages {
	out := &passages{by: map[passage]outcome{}, of: map[passage]*objects.Object{}}
	there := func(id manifest.ID) *objects.Object {
		if o := s.world.Find(id); o != nil {
			return o
		}
		if at := slices.IndexFunc(staying, func(o *objects.Object) bool { return o.ID() == id }); at >= 0 {
			return staying[at]
		}
		return nil
	}
	list := slices.Concat(s.world.OfKind(objects.IstioNetworking, "VirtualService"), ofKind(staying, objects.IstioNetworking, "VirtualService"))
	slices.SortStableFunc(list, older)
	for _, o := range list {
		v := o.VirtualService()
		if v.TLS().Len()+v.TCP().Len() == 0 {
			continue
		}
		for _, name := range v.Gateways().All() {
			if g := there(objects.GatewayOf(name.Value(), v.ID().Namespace)); g != nil {
				out.pass(v, g, out.listen(g.Gateway()))
			}
		}
	}
	for g := range s.world.Gateways() { // those without routes listen too
		out.listen(g)
	}
	for g := range s.world.KubernetesGateways() {
		out.listenBy(g)
	}
	list = nil
	for _, kind := range [...]string{"TLSRoute", "TCPRoute"} {
		list = append(append(list, s.world.OfKind(objects.GatewayAPI, kind)...), ofKind(staying, objects.GatewayAPI, kind)...)
	}
	slices.SortStableFunc(list, older)
	for _, o := range list {
		s.passRoute(out, objects.Route{Resource: o.Resource()})
	}
	return out
}

// listen notes the servers of a Gateway that pass connections on.
func (p *passages) listen(g objects.Gateway) []passage {
	var out []passage
	for _, server := range g.Servers().All() {
		if server.ReadsRequests() {
			continue
		}
		port, _ := server.Port().Number().Value()
		if !server.TLS().Passes() { // without TLS, or what is in it goes by the port
			out = append(out, passage{g.Selector().Labels().String(), "", port})
			continue
		}
		for _, host := range server.Hosts().All() {
			out = append(out, passage{g.Selector().Labels().String(), withoutNamespace(host.Value()), port})
		}
	}
	p.listening = append(p.listening, out...)
	return out
}

// listenBy notes the listeners of a Gateway of the Gateway API that pass connections on.
func (p *passages) listenBy(g objects.KubernetesGateway) {
	for _, l := range g.Listeners().All() {
		port, _ := l.Port().Value()
		switch l.Protocol().Value() {
		case "TCP":
			p.listening = append(p.listening, passage{g.ID().String(), "", port})
		case "TLS":
			p.listening = append(p.listening, passage{g.ID().String(), cmp.Or(l.Hostname().Value(), routing.EveryHost), port})
		}
	}
}

// pass notes the rules of a VirtualService at the servers of a Gateway.
func (p *passages) pass(v objects.VirtualService, g *objects.Object, servers []passage) {
	for _, rule := range v.TLS().All() {
		to := outcomeOfConnections(v, rule)
		for _, m := range rule.Matches().All() {
			for _, host := range m.SNIHosts().All() {
				for _, at := range servers {
					if own, said := m.Port().Value(); at.host != "" && routing.Covers(at.host, host.Value()) && (!said || own == at.port) {
						p.add(passage{at.gateway, host.Value(), at.port}, to, g)
					}
				}
			}
		}
	}
	for _, rule := range v.TCP().All() {
		to := outcomeOfConnections(v, rule)
		for _, at := range servers {
			if at.host == "" && rule.TakesPort(at.port) {
				p.add(at, to, g)
			}
		}
	}
}

// passRoute notes a route of the Gateway API at the listeners that it attaches to.
func (s *side) passRoute(out *passages, r objects.Route) {
	for _, parent := range r.ParentRefs().All() {
		g, ok := s.world.KubernetesGateway(cmp.Or(parent.Namespace().Value(), r.ID().Namespace), parent.Name().Value())
		if !ok {
			continue
		}
		for _, at := range s.attached(r, g, parent) {
			hosts := []string{""}
			if r.ID().Kind == "TLSRoute" {
				hosts = hostsOf(r, at.host)
			}
			for _, host := range hosts {
				one := passage{g.ID().String(), host, at.port}
				for _, rule := range r.Rules().All() {
					out.add(one, outcomeOfRouteRule(r, rule), g.Object())
				}
			}
		}
	}
}

func (p *passages) add(at passage, to outcome, gateway *objects.Object) {
	if _, there := p.by[at]; !there {
		p.order, p.by[at], p.of[at] = append(p.order, at), to, gateway
	}
}

// takes reports whether a server is for connections as some are.
func (p *passages) takes(at passage) bool {
	return slices.ContainsFunc(p.listening, func(own passage) bool {
		return own.gateway == at.gateway && own.port == at.port && (own.host == at.host || at.host != "" && own.host != "" && routing.Covers(own.host, at.host))
	})
}

// outcomeOfConnections is what a rule of a VirtualService does with connections.
func outcomeOfConnections(v objects.VirtualService, rule objects.ConnectionRule) outcome {
	out := outcome{from: v.Object()}
	out.send(sharesOf(v, rule.Routes()))
	return out
}

// checkPassages tells of connections that a gateway passed on and does not, or to another.
func checkPassages(c *change) {
	before, now := c.old.passages(nil, compareNames), c.new.passages(c.staying, c.compareAges)
	for _, at := range before.order {
		was, title := before.by[at], at.title(before.of[at])
		is, passed := now.by[at]
		switch {
		case !passed && now.takes(at):
			c.tell("route-gone", Danger, fmt.Sprintf("%s: connections go to %s no more, and end at once", title, was.text), "", was.from, before.of[at])
		case passed && !was.same(is):
			c.tell("route-changes", Note, fmt.Sprintf("%s: connections go to %s in place of %s", title, is.text, was.text), "", is.from, was.from)
		}
	}
}

// title is what a message calls where connections come in.
func (p passage) title(gateway *objects.Object) string {
	if p.host == "" {
		return fmt.Sprintf("%s: port %d", titled(gateway), p.port)
	}
	return fmt.Sprintf("%s on port %d", wording.Quote(p.host), p.port)
}
