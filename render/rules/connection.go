package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
)

// checkTCPRoute checks a route of all connections to a port of the tier.
func (v *verdict) checkTCPRoute(p *plan.Tier, app *plan.App, r *format.Route, taken map[int]format.Origin) {
	origins := append(append(r.PathOrigins(), format.ListOrigin(r.Hosts), r.TLS.Origin), r.HTTPOnly()...)
	v.failEach("beside-tcp", origins, "has no meaning beside `tcp`: connections are passed on as they are", "remove it, or `tcp`", r.TCP.Origin)
	number := r.TCP.Value
	if first, ok := taken[number]; ok {
		v.fail("connection-taken", r.TCP.Origin, fmt.Sprintf("connections to port %d have a route already", number), "write: another port", first)
		return
	}
	taken[number] = r.TCP.Origin
	if v.checkConnectionPort(p, r.TCP, format.ProtocolTCP, string(format.PortTCP)) != nil {
		v.checkAppPort(app, r)
	}
}

// checkConnectionPort is the port of the tier that a route of connections names; nil where
// it is none for the protocol, which is told. cure is the word for that at a port.
func (v *verdict) checkConnectionPort(p *plan.Tier, n format.Number, protocol format.Protocol, cure string) *format.GatewayPort {
	number, of := n.Value, p.PortNumbered(n.Value)
	switch {
	case p.OwnPort(number):
		v.fail("port-reserved", n.Origin, fmt.Sprintf("%d is %s", number, proxyPorts()[number]), "write: another port, one of the tier's `ports`")
	case of == nil && p.UnreadPort(): // it may be that one
	case of == nil:
		v.fail("port-unknown", n.Origin, fmt.Sprintf("%d is no port of tier %q", number, p.Written.Name.Value),
			fmt.Sprintf("write ports: [{name: %s-%d, port: %d}] in the tier, or one of its ports here", protocol, number, number))
	case of.UDP():
		v.fail("port-protocol", n.Origin, fmt.Sprintf("port %d is one for UDP", number), "write: a port with protocol "+cure, of.Origin)
	case !v.failSpoken(of, n.Origin, protocol):
		return of
	}
	return nil
}

// checkTCPHosts tells of hosts of an app that has routes of plain connections alone, where
// nobody sees which host is asked for.
func (v *verdict) checkTCPHosts(p *plan.Tier, app *plan.App) {
	routes := app.Written.Routes
	if len(routes) == 0 || slices.ContainsFunc(routes, func(r format.Route) bool { return !r.TCP.IsSet() }) {
		return
	}
	for _, h := range app.Written.Hosts {
		if s := p.ServerOf(h.Value); s != nil && !s.Passthrough() {
			v.fail("beside-tcp", h.Origin, "has no meaning while the app has routes with `tcp` alone: those are for every connection to their port", "remove it, or write a route with a path, or with `tls` in place of `tcp`", routes[0].TCP.Origin)
		}
	}
}
