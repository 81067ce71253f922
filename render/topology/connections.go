package topology

import "slices"

// ownHosts are the hosts that a route names; nil where it is for all.
func (c *connectionPlan) ownHosts() []string {
	if c.own {
		return c.hosts
	}
	return nil
}

// speaksTLS reports whether an app ends TLS itself, by what its first port speaks.
func (a *appPlan) speaksTLS() bool {
	if len(a.ports) == 0 || a.backend.outside() {
		return false
	}
	protocol := a.ports[0].port.Protocol.Value
	return protocol == ProtocolTLS || protocol == ProtocolHTTPS
}

// deriveConnections settles the routes of whole connections, in the order of the file,
// and divides them over VirtualServices.
func (p *Plan) deriveConnections() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		x := connectionReader{tier: t, ports: map[int]bool{}, hosts: map[string]bool{}}
		for _, h := range t.tier.Hosts {
			x.hosts[h.Value] = true
		}
		for j := range t.apps {
			app := &t.apps[j]
			for k := range app.app.Routes {
				switch route := &app.app.Routes[k]; {
				case route.TCP.IsSet():
					x.readTCP(app, route)
				case t.isConnection(route):
					x.readSNI(app, route)
				}
			}
		}
		p.connections(t)
	}
}

// connectionReader reads the routes of connections of one tier.
type connectionReader struct {
	tier  *tierPlan
	ports map[int]bool    // that have a route already
	hosts map[string]bool // of the tier, without those whose connections have a route
}

// readTCP reads a route of all connections to a port of the tier. It is none where
// the tier lacks the port, or the port has a route.
func (x *connectionReader) readTCP(app *appPlan, r *Route) {
	number := r.TCP.Value
	if x.ports[number] {
		return
	}
	x.ports[number] = true
	of := x.tier.portNumbered(number)
	if number == httpPort || number == httpsPort || number == statusPort || of == nil || of.Protocol.Value != TransportTCP {
		return
	}
	if port := app.connectionPort(r); port != nil {
		x.tier.tcp = append(x.tier.tcp, of)
		app.tcp = append(app.tcp, &connectionPlan{app: app, number: number, name: of.Name.Value, port: port, origin: r.TCP.Origin})
	}
}

// portNumbered is a tier's own port of a number, the one for TCP of two; nil for none.
func (t *tierPlan) portNumbered(number int) *GatewayPort {
	var found *GatewayPort
	for i := range t.tier.Ports {
		if port := &t.tier.Ports[i]; port.Port.Value == number && (found == nil || port.Protocol.Value == TransportTCP) {
			found = port
		}
	}
	return found
}

// readSNI reads a route of a tier that passes TLS on: it is told by hosts alone.
func (x *connectionReader) readSNI(app *appPlan, r *Route) {
	if slices.ContainsFunc(r.pathOrigins(), Origin.IsSet) {
		return
	}
	out := &connectionPlan{app: app, number: httpsPort, origin: r.Origin, own: len(r.Hosts) > 0, port: app.connectionPort(r)}
	list := r.Hosts
	if !out.own {
		list = x.tier.tier.Hosts
	}
	for _, h := range list {
		if x.hosts[h.Value] {
			delete(x.hosts, h.Value)
			out.hosts = append(out.hosts, h.Value)
		}
	}
	if out.port != nil && len(out.hosts) > 0 {
		app.sni = append(app.sni, out)
	}
}

// connectionPort is the app's port that gets connections as they are; nil for one
// outside that speaks https, to which the gateway speaks TLS itself.
func (a *appPlan) connectionPort(r *Route) *portPlan {
	port := a.portOf(r)
	if port != nil && port.port.Protocol.Value == ProtocolHTTPS && a.backend.outside() {
		return nil
	}
	return port
}

// connections divides the routes of connections over VirtualServices.
func (p *Plan) connections(t *tierPlan) {
	gateways := p.Document.Namespace.Value
	for i := range t.apps {
		a := &t.apps[i]
		origin := or(a.app.Names.VirtualService.Origin, a.app.Name.Origin)
		if len(a.tcp) > 0 {
			one := connectionsPlan{routes: a.tcp}
			one.virtualServicePlan = virtualServicePlan{name: a.names.virtualService + "-" + tcpWord, namespace: a.namespace, origin: origin,
				hosts: []string{"*"}, gateways: []string{tcpName(t.names.istioGateway)}}
			if a.namespace != gateways {
				one.gateways[0] = gateways + "/" + one.gateways[0]
			}
			a.connections = append(a.connections, one)
		}
		for _, set := range hostSets(a.sni, (*connectionPlan).ownHosts) {
			like := virtualServicePlan{name: a.names.virtualService + set.suffix, namespace: a.namespace, origin: origin}
			route := set.routes[0] // its hosts have no other
			hosts := set.hosts
			if hosts == nil {
				hosts = route.hosts
			}
			for _, s := range splitHosts(t, like, hosts, gateways) {
				part := *route
				part.hosts = s.hosts
				a.connections = append(a.connections, connectionsPlan{virtualServicePlan: s, tls: true, routes: []*connectionPlan{&part}})
			}
		}
	}
	slices.SortFunc(t.tcp, func(a, b *GatewayPort) int { return a.Port.Value - b.Port.Value })
}
