package rules

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// checkTCPRoute checks a route of all connections to a port of the tier.
func (v *verdict) checkTCPRoute(p *plan.Tier, app *plan.App, r *format.Route, taken map[int]format.Origin) {
	origins := append(append(r.PathOrigins(), format.ListOrigin(r.Hosts)), r.HTTPOnly()...)
	v.failEach("beside-tcp", origins, "has no meaning beside `tcp`: connections are passed on as they are", "remove it, or `tcp`", r.TCP.Origin)
	number := r.TCP.Value
	if first, ok := taken[number]; ok {
		v.fail("connection-taken", r.TCP.Origin, fmt.Sprintf("connections to port %d have a route already", number), "write: another port", first)
		return
	}
	taken[number] = r.TCP.Origin
	of := p.PortNumbered(number)
	switch {
	case number == plan.HTTPPort || number == plan.HttpsPort || number == plan.StatusPort:
		v.fail("port-reserved", r.TCP.Origin, fmt.Sprintf("%d is %s", number, proxyPorts[number]), "write: another port, one of the tier's `ports`")
		return
	case of == nil:
		v.fail("port-unknown", r.TCP.Origin, fmt.Sprintf("%d is no port of tier %q", number, p.Written.Name.Value),
			fmt.Sprintf("write ports: [{name: tcp-%d, port: %d}] in the tier, or one of its ports here", number, number))
		return
	case of.Protocol.Value != format.TransportTCP:
		v.fail("port-protocol", r.TCP.Origin, fmt.Sprintf("port %d is one for %s", number, of.Protocol.Value), "write: a port with protocol TCP", of.Origin)
		return
	}
	v.checkAppPort(app, r)
}

// checkSNIRoute checks a route of a tier that passes TLS on.
func (v *verdict) checkSNIRoute(p *plan.Tier, app *plan.App, r *format.Route, taken map[string]format.Origin) {
	mode := p.Written.TLS.Mode.Origin
	v.failEach("beside-passthrough", r.PathOrigins(), "nobody sees a path while TLS is passed through", "write hosts: [...] in its place, or {} as the route for all of the tier's", mode)
	if slices.ContainsFunc(r.PathOrigins(), format.Origin.IsSet) {
		return
	}
	v.failEach("beside-passthrough", r.HTTPOnly(), "nobody sees HTTP while TLS is passed through", "remove it", mode)
	list := app.HostsOf(r)
	if len(list) == 0 {
		list = p.AllHosts
	}
	for _, h := range list {
		origin := h.Origin
		if len(r.Hosts) == 0 {
			origin = r.Origin
		}
		if !p.Known.Covers(h.Value) {
			if len(r.Hosts) > 0 { // the app's are told already
				v.failStrangeHost(h, p)
			}
			continue
		}
		if first, ok := taken[h.Value]; ok {
			v.fail("connection-taken", origin, fmt.Sprintf("connections for %s have a route already", wording.Quote(h.Value)), "write: other hosts", first)
			continue
		}
		taken[h.Value] = origin
	}
	port := v.checkAppPort(app, r)
	if port == nil {
		return
	}
	if tls := port.Written.TLS; tls != nil {
		v.fail("beside-passthrough", tls.Origin, "the gateway would encrypt what clients have encrypted for the app", "remove it, or tls: passthrough", mode)
	}
	switch protocol := port.Written.Protocol.Value; protocol {
	case format.ProtocolHTTP, format.ProtocolHTTP2, format.ProtocolGRPC:
		v.fail("port-protocol", format.Or(r.Port.Origin, r.Origin), fmt.Sprintf("TLS is passed through to a port that speaks %s", protocol),
			"write: a port with protocol https or tls", port.Written.Origin)
	}
}
