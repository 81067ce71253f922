package topology

import (
	"fmt"
	"slices"

	"render/render/diag"
)

// connectionPlan is a route of whole connections: all those to a port of the
// tier, or those of TLS that ask for some hosts.
type connectionPlan struct {
	app    *appPlan
	number int      // the tier's port
	name   string   // of that; "" for TLS
	hosts  []string // of TLS; nil for TCP
	own    bool     // the route names them; else they are all of the tier's
	origin Origin
	port   *portPlan
}

// connectionsPlan is one VirtualService of such routes.
type connectionsPlan struct {
	virtualServicePlan
	tls    bool
	routes []*connectionPlan
}

// tcpWord ends the names of what is for TCP ports.
const tcpWord = "tcp"

// ownHosts are the hosts that a route names; nil where it is for all.
func (c *connectionPlan) ownHosts() []string {
	if c.own {
		return c.hosts
	}
	return nil
}

// tcpName is the Gateway of a tier's TCP ports. It is one of its own, so that
// its host "*" is no host of HTTP.
func tcpName(istioGateway string) string { return istioGateway + "-" + tcpWord }

func (v *validator) failEach(origins []Origin, message, help string, also ...Origin) {
	for _, m := range origins {
		if m.IsSet() {
			v.fail(m, message, help, also...)
		}
	}
}

// tcpRoute reads a route of all connections to a port of the tier.
func (v *validator) tcpRoute(p *tierPlan, app *appPlan, r *Route, taken map[int]Origin) {
	origins := append(append(r.pathOrigins(), listOrigin(r.Hosts)), r.httpOnly()...)
	v.failEach(origins, "has no meaning beside `tcp`: connections are passed on as they are", "remove it, or `tcp`", r.TCP.Origin)
	number := r.TCP.Value
	if first, ok := taken[number]; ok {
		v.fail(r.TCP.Origin, fmt.Sprintf("connections to port %d have a route already", number), "write: another port", first)
		return
	}
	taken[number] = r.TCP.Origin
	var of *GatewayPort
	for i := range p.tier.Ports {
		if port := &p.tier.Ports[i]; port.Port.Value == number && (of == nil || port.Protocol.Value == "TCP") {
			of = port
		}
	}
	switch {
	case number == httpPort || number == httpsPort || number == statusPort:
		v.fail(r.TCP.Origin, fmt.Sprintf("%d is %s", number, proxyPorts[number]), "write: another port, one of the tier's `ports`")
		return
	case of == nil:
		v.fail(r.TCP.Origin, fmt.Sprintf("%d is no port of tier %q", number, p.tier.Name.Value),
			fmt.Sprintf("write ports: [{name: tcp-%d, port: %d}] in the tier, or one of its ports here", number, number))
		return
	case of.Protocol.Value != "TCP":
		v.fail(r.TCP.Origin, fmt.Sprintf("port %d is one for %s", number, of.Protocol.Value), "write: a port with protocol TCP", of.Origin)
		return
	}
	if port := v.connectionPort(app, r); port != nil {
		p.tcp = append(p.tcp, of)
		app.tcp = append(app.tcp, &connectionPlan{app: app, number: number, name: of.Name.Value, port: port, origin: r.TCP.Origin})
	}
}

// sniRoute reads a route of a tier that passes TLS on: it is told by hosts
// alone.
func (v *validator) sniRoute(p *tierPlan, app *appPlan, r *Route, tierHosts map[string]bool, words []string, taken map[string]Origin) {
	mode := p.tier.TLS.Mode.Origin
	v.failEach(r.pathOrigins(), "nobody sees a path while TLS is passed through", "write hosts: [...] in its place, or {} as the route for all of the tier's", mode)
	if slices.ContainsFunc(r.pathOrigins(), Origin.IsSet) {
		return
	}
	v.failEach(r.httpOnly(), "nobody sees HTTP while TLS is passed through", "remove it", mode)
	list := r.Hosts
	if len(list) == 0 {
		list = p.tier.Hosts
	}
	out := &connectionPlan{app: app, number: httpsPort, origin: r.Origin, own: len(r.Hosts) > 0}
	for _, h := range list {
		origin := h.Origin
		if len(r.Hosts) == 0 {
			origin = r.Origin
		}
		if len(r.Hosts) > 0 && !tierHosts[h.Value] {
			v.strangeHost(h, p, words)
			continue
		}
		if first, ok := taken[h.Value]; ok {
			v.fail(origin, fmt.Sprintf("connections for %s have a route already", diag.Quote(h.Value)), "write: other hosts", first)
			continue
		}
		taken[h.Value] = origin
		out.hosts = append(out.hosts, h.Value)
	}
	out.port = v.connectionPort(app, r)
	if out.port == nil {
		return
	}
	switch protocol := out.port.port.Protocol.Value; protocol {
	case "http", "http2", "grpc":
		v.fail(or(r.Port.Origin, r.Origin), fmt.Sprintf("TLS is passed through to a port that speaks %s", protocol),
			"write: a port with protocol https or tls", out.port.port.Origin)
	}
	if len(out.hosts) > 0 {
		app.sni = append(app.sni, out)
	}
}

// connectionPort is the app's port that gets connections as they are.
func (v *validator) connectionPort(app *appPlan, r *Route) *portPlan {
	port := v.appPort(app, r)
	if port != nil && port.port.Protocol.Value == "https" && app.backend.outside() {
		v.fail(or(r.Port.Origin, r.Origin), "to a port outside that speaks https the gateway speaks TLS itself, and connections are passed on as they are",
			"write protocol: tls at the app's port", port.port.Origin)
		return nil
	}
	return port
}

// connections divides the routes of connections over VirtualServices.
func (v *validator) connections(p *tierPlan) {
	gateways := v.doc.Namespace.Value
	for i := range p.apps {
		a := &p.apps[i]
		origin := or(a.app.Names.VirtualService.Origin, a.app.Name.Origin)
		if len(a.tcp) > 0 {
			one := connectionsPlan{routes: a.tcp}
			one.virtualServicePlan = virtualServicePlan{name: a.names.virtualService + "-" + tcpWord, namespace: a.namespace, origin: origin,
				hosts: []string{"*"}, gateways: []string{tcpName(p.names.istioGateway)}}
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
			for _, s := range splitHosts(p, like, hosts, gateways) {
				part := *route
				part.hosts = s.hosts
				a.connections = append(a.connections, connectionsPlan{virtualServicePlan: s, tls: true, routes: []*connectionPlan{&part}})
			}
		}
	}
	slices.SortFunc(p.tcp, func(a, b *GatewayPort) int { return a.Port.Value - b.Port.Value })
}
