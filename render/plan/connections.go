package plan

import (
	"slices"

	"render/render/format"
	"render/render/naming"
)

// ownHosts are the hosts that a route names; nil where it is for all.
func (c *Connection) ownHosts() []string {
	if c.own {
		return c.Hosts
	}
	return nil
}

// Named reports whether the route or its app names its hosts.
func (c *Connection) Named() bool { return c.own }

// On is the Gateway of a port that speaks tls by which they come; nil on any other port.
func (c *Connections) On() *TLSGateway { return c.on }

// EndsTLS reports whether an app ends TLS itself, by what its first port speaks. To one
// that speaks https the gateway may send requests.
func (a *App) EndsTLS() bool {
	return len(a.Ports) > 0 && !a.Backend.Outside() && a.Ports[0].Written.Protocol.Value == format.ProtocolTLS
}

// deriveConnections settles the routes of whole connections, in the order of the file,
// and divides them over VirtualServices.
func (p *Plan) deriveConnections() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		x := connectionReader{tier: t, ports: map[int]bool{}, hosts: map[string]bool{}}
		for j := range t.Apps {
			app := &t.Apps[j]
			for k := range app.Written.Routes {
				if route := &app.Written.Routes[k]; route.TCP.IsSet() {
					x.readTCP(app, route)
				}
			}
			x.readSNI(app)
		}
		x.inherit()
		p.connections(t)
	}
}

// connectionReader reads the routes of connections of one tier.
type connectionReader struct {
	tier  *Tier
	ports map[int]bool    // that have a route already
	hosts map[string]bool // whose connections have a route already
}

// readTCP reads a route of all connections to a port of the tier. It is none where
// the tier lacks the port, or the port has a route.
func (x *connectionReader) readTCP(app *App, r *format.Route) {
	number := r.TCP.Value
	if x.ports[number] {
		return
	}
	x.ports[number] = true
	of := x.tier.PortNumbered(number)
	if x.tier.OwnPort(number) || of == nil || of.UDP() || of.Explicit() && of.Speaks() != format.ProtocolTCP {
		return
	}
	if port := app.PortOf(r); port != nil {
		x.tier.TCP = append(x.tier.TCP, of)
		app.TCP = append(app.TCP, &Connection{App: app, Number: number, Name: of.Name.Value, Port: port, Origin: r.TCP.Origin})
	}
}

// ConnectionTo is one of whole connections that a route brings to a port of the app, after
// TLS where a gateway ends it; nil where none does.
func (a *App) ConnectionTo(p *Port) *Connection {
	for _, c := range slices.Concat(a.TCP, a.onTLS) {
		if c.Port == p {
			return c
		}
	}
	return nil
}

// PortNumbered is a tier's own port of a number, the one for TCP of two; nil for none.
func (t *Tier) PortNumbered(number int) *format.GatewayPort {
	var found *format.GatewayPort
	for i := range t.Written.Ports {
		if port := &t.Written.Ports[i]; port.Port.Value == number && (found == nil || !port.UDP()) {
			found = port
		}
	}
	return found
}

// UnreadPort reports whether a port of its own could not be read: which one it is nobody knows.
func (t *Tier) UnreadPort() bool {
	return slices.ContainsFunc(t.Written.Ports, func(p format.GatewayPort) bool { return p.Port.IsWrong() })
}

// readSNI gives an app the connections for hosts whose TLS it ends itself.
func (x *connectionReader) readSNI(app *App) {
	list, every := x.tier.PassedTo(app)
	out := &Connection{App: app, Number: HttpsPort, Origin: every, own: !every.IsSet(), Port: app.PassedPort()}
	if out.own {
		out.Origin = format.ListOrigin(list)
	}
	for _, h := range list {
		if !x.hosts[h.Value] {
			x.hosts[h.Value] = true
			out.Hosts = append(out.Hosts, h.Value)
		}
	}
	if out.Port != nil && len(out.Hosts) > 0 {
		app.sni = append(app.sni, out)
	}
}

// PassedTo are the hosts for which an app gets whole connections, since TLS is passed
// through for them: those that it names, itself or in routes that say nothing else, or
// where the tier has no others all of them, unless it has routes of another kind. at is
// where that is said, where no host is named.
func (t *Tier) PassedTo(app *App) (hosts []format.Text, at format.Origin) {
	named, others := app.Written.Hosts, false
	for i := range app.Written.Routes {
		if r := &app.Written.Routes[i]; t.OfConnections(app, r) {
			named = slices.Concat(named, r.Hosts)
			at = format.Or(at, r.Origin)
		} else {
			others = true
		}
	}
	for _, h := range named {
		if s := t.ServerOf(h.Value); s != nil && s.Passthrough() {
			hosts = append(hosts, h)
		}
	}
	if len(named) == 0 && t.PassesAll() && !others {
		return t.AllHosts, format.Or(at, app.Written.Name.Origin)
	}
	return hosts, format.Origin{}
}

// OfConnections reports whether a route is the older spelling of an app's hosts: it says
// nothing but hosts whose TLS is passed through.
func (t *Tier) OfConnections(app *App, r *format.Route) bool {
	return t.PassesAllOf(app.HostsOf(r)) && r.HostsAlone()
}

// PassedPort is the app's port that gets those connections: its only one, else the
// only one that speaks TLS; nil where there is none such.
func (a *App) PassedPort() *Port {
	var found []*Port
	for i := range a.Ports {
		if p := a.Ports[i].Written.Protocol.Value; len(a.Ports) == 1 || p.Encrypted() {
			found = append(found, &a.Ports[i])
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// connections divides the routes of connections over VirtualServices.
func (p *Plan) connections(t *Tier) {
	for i := range t.Apps {
		a := &t.Apps[i]
		origin := format.Or(a.Written.Names.VirtualService.Origin, a.Written.Name.Origin)
		if len(a.TCP) > 0 {
			one := Connections{Routes: a.TCP}
			one.VirtualService = VirtualService{Name: a.Names.virtualService + "-" + tcpWord, Namespace: a.Namespace, Origin: origin,
				Hosts: []string{"*"}, Gateways: []string{t.gatewayFrom(a.Namespace, TCPName(t.Names.Gateway))}}
			a.Connections = append(a.Connections, one)
		}
		for _, set := range naming.HostSets(a.sni, tcpWord, (*Connection).ownHosts) {
			like := VirtualService{Name: a.Names.virtualService, Namespace: a.Namespace, Origin: origin}
			route := set.Routes[0] // its hosts have no other
			hosts := set.Hosts
			if hosts == nil {
				hosts = route.Hosts
			}
			for _, s := range t.divided(like, set.Suffix, t.byGateway(hosts)) {
				part := *route
				part.Hosts = s.Hosts
				a.Connections = append(a.Connections, Connections{VirtualService: s, TLS: true, Routes: []*Connection{&part}})
			}
		}
	}
	slices.SortFunc(t.TCP, func(a, b *format.GatewayPort) int { return a.Port.Value - b.Port.Value })
}
