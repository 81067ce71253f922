package plan

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/format"
	"render/render/naming"
)

type portHost struct {
	port int
	host string
}

// deriveTLSPorts settles the routes of TLS to ports of the tiers. What is passed through has one
// Gateway a port; what is ended one for each host that a route names, or for all: istiod takes
// the first VirtualService of a Gateway that meets the server (istio, core/gateway.go,
// buildGatewayNetworkFiltersFromTCPRoutes).
func (p *Plan) deriveTLSPorts() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		routes := t.routesOfTLS()
		if len(routes) == 0 {
			continue
		}
		x := tlsReader{tier: t, taken: map[portHost]bool{}, listed: map[portHost]bool{}, sni: map[int]*TLSGateway{}, words: map[int]map[string]string{}, short: map[int]map[string]string{}}
		hosts := map[int][]string{}
		for _, r := range routes {
			hosts[r.TLS.Value] = append(hosts[r.TLS.Value], format.Values(r.app.HostsOf(r.Route))...)
		}
		for port, list := range hosts {
			x.words[port], x.short[port] = naming.Slugs(list, naming.MaxSlug), t.slugsOfGateway(list, port)
		}
		for _, r := range routes {
			if !r.TCP.IsSet() {
				x.read(r.app, r.Route)
			}
		}
		for _, g := range x.sni {
			slices.Sort(g.Hosts)
		}
		slices.SortStableFunc(t.TLSGateways, func(a, b *TLSGateway) int {
			return cmp.Or(cmp.Compare(a.Port.Port.Value, b.Port.Port.Value), cmp.Compare(a.Name, b.Name))
		})
	}
}

// writtenTLS is a route of TLS to a port, and its app.
type writtenTLS struct {
	*format.Route
	app *App
}

// routesOfTLS are those of a tier, in the order of the file.
func (t *Tier) routesOfTLS() []writtenTLS {
	var out []writtenTLS
	for i := range t.Apps {
		for j := range t.Apps[i].Written.Routes {
			if r := &t.Apps[i].Written.Routes[j]; r.TLS.IsSet() {
				out = append(out, writtenTLS{r, &t.Apps[i]})
			}
		}
	}
	return out
}

// tlsReader reads those of one tier.
type tlsReader struct {
	tier   *Tier
	taken  map[portHost]bool         // whose connections have a route already
	listed map[portHost]bool         // the tier's hosts in Gateways of what is passed through
	sni    map[int]*TLSGateway       // by port that of what is passed through
	words  map[int]map[string]string // by port those of the hosts that routes to it name
	short  map[int]map[string]string // and those in Gateways' names
}

// slugsOfGateway are words for hosts in the names of Gateways of a port.
func (t *Tier) slugsOfGateway(hosts []string, port int) map[string]string {
	most := min(naming.MaxSlug, maxGateway-len(t.Names.Gateway)-len(endedWord(port))-len("--"))
	return naming.Slugs(hosts, most)
}

// endedWord is behind the name of a tier's Gateway in those of a port on which it ends TLS.
func endedWord(port int) string { return fmt.Sprintf("-tls-%d", port) }

// TLSPort is the port that a route of TLS names; nil where it is none, or of another kind.
func (t *Tier) TLSPort(r *format.Route) *format.GatewayPort {
	of := t.PortNumbered(r.TLS.Value)
	if of == nil || of.UDP() || t.OwnPort(of.Port.Value) || of.Speaks() != format.ProtocolTLS && of.Explicit() {
		return nil
	}
	return of
}

func (x *tlsReader) read(app *App, r *format.Route) {
	t := x.tier
	of, to := t.TLSPort(r), app.PortOf(r)
	if of == nil || to == nil {
		return
	}
	one := tlsRoute{tlsReader: x, app: app, of: of, to: to, at: r.TLS.Origin}
	list := app.HostsOf(r)
	if one.named = len(list) > 0; !one.named {
		list = t.AllHosts
	}
	var passed, order = []string(nil), []*Server(nil)
	ended := map[*Server][]string{}
	for _, h := range list {
		s := t.ServerOf(h.Value)
		if s == nil || x.taken[portHost{r.TLS.Value, h.Value}] {
			continue
		}
		x.taken[portHost{r.TLS.Value, h.Value}] = true
		switch {
		case s.Passes(of):
			passed = append(passed, h.Value)
		case s.Ends(of) && t.Known.Has(h.Value): // one below a wildcard is told
			if ended[s] == nil {
				order = append(order, s)
			}
			ended[s] = append(ended[s], h.Value)
		}
	}
	one.pass(passed)
	for _, s := range order {
		one.end(s, ended[s])
	}
}

// tlsRoute is one route while it is divided over Gateways and VirtualServices.
type tlsRoute struct {
	*tlsReader
	app   *App
	of    *format.GatewayPort
	to    *Port
	named bool // it names its hosts, or its app does
	at    format.Origin
}

// pass divides hosts that are passed through: a VirtualService each if named, else for all.
func (x *tlsRoute) pass(hosts []string) {
	if len(hosts) == 0 {
		return
	}
	word := fmt.Sprintf("-sni-%d", x.of.Port.Value)
	on := x.sni[x.of.Port.Value]
	if on == nil {
		on = x.gateway(TLSGateway{Name: x.tier.Names.Gateway + word, Port: x.of, Origin: x.of.Port.Origin})
		x.sni[x.of.Port.Value] = on
	}
	x.list(on, hosts)
	if !x.named {
		x.add(on, word, hosts, true)
		return
	}
	for _, h := range hosts {
		x.add(on, word+"-"+x.words[x.of.Port.Value][h], []string{h}, true)
	}
}

// list puts those of the tier's hosts into a Gateway that stand for some.
func (x *tlsRoute) list(g *TLSGateway, hosts []string) {
	for _, h := range hosts {
		if listed, ok := x.tier.Known.MostSpecific(h); ok && !x.listed[portHost{x.of.Port.Value, listed}] {
			x.listed[portHost{x.of.Port.Value, listed}] = true
			g.Hosts = append(g.Hosts, listed)
		}
	}
}

func (x *tlsRoute) gateway(g TLSGateway) *TLSGateway {
	x.tier.TLSGateways = append(x.tier.TLSGateways, &g)
	return &g
}

// end gives hosts of a server that the gateway ends Gateways of their own.
func (x *tlsRoute) end(s *Server, hosts []string) {
	word, number := endedWord(x.of.Port.Value), x.of.Port.Value
	gateway := func(short, suffix string, hosts []string) {
		name := x.tier.Names.Gateway + word + short
		x.add(x.gateway(TLSGateway{Name: name, Port: x.of, Server: s, Hosts: hosts, Origin: x.at, named: x.named}), word+suffix, hosts, false)
	}
	switch {
	case x.named:
		for _, h := range hosts {
			gateway("-"+x.short[number][h], "-"+x.words[number][h], []string{h})
		}
	case s.Item == nil:
		gateway("", "", hosts)
	default: // with "--" no word begins
		items, first := itemHosts(x.tier.Servers), s.Hosts[0].Value
		gateway("--"+x.tier.slugsOfGateway(items, number)[first], "--"+naming.Slugs(items, naming.MaxSlug)[first], hosts)
	}
}

// add makes the VirtualService for connections that come by a Gateway.
func (x *tlsRoute) add(on *TLSGateway, suffix string, hosts []string, sni bool) {
	a := x.app
	s := VirtualService{Name: a.Names.virtualService + suffix, Namespace: a.Namespace, Hosts: hosts, Gateways: []string{x.tier.gatewayFrom(a.Namespace, on.Name)},
		Origin: format.Or(a.Written.Names.VirtualService.Origin, a.Written.Name.Origin)}
	route := &Connection{App: a, Number: x.of.Port.Value, Name: x.of.Name.Value, Hosts: hosts, own: x.named, Port: x.to, Origin: x.at}
	a.onTLS = append(a.onTLS, route)
	a.Connections = append(a.Connections, Connections{VirtualService: s, TLS: sni, Routes: []*Connection{route}, on: on})
}
