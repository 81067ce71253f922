package rules

import (
	"fmt"

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
	of := p.PortNumbered(number)
	switch {
	case plan.OwnPort(number):
		v.fail("port-reserved", r.TCP.Origin, fmt.Sprintf("%d is %s", number, proxyPorts[number]), "write: another port, one of the tier's `ports`")
		return
	case of == nil:
		v.fail("port-unknown", r.TCP.Origin, fmt.Sprintf("%d is no port of tier %q", number, p.Written.Name.Value),
			fmt.Sprintf("write ports: [{name: tcp-%d, port: %d}] in the tier, or one of its ports here", number, number))
		return
	case of.UDP():
		v.fail("port-protocol", r.TCP.Origin, fmt.Sprintf("port %d is one for UDP", number), "write: a port with protocol TCP", of.Origin)
		return
	}
	if !v.failSpoken(of, r.TCP.Origin, format.ProtocolTCP) {
		v.checkAppPort(app, r)
	}
}
