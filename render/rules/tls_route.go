package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// portHost is a host on a port of a tier.
type portHost struct {
	port int
	host string
}

// checkTLSRoute checks a route of TLS to a port of the tier: taken are those that have
// a route already.
func (v *verdict) checkTLSRoute(p *plan.Tier, app *plan.App, r *format.Route, ports map[int]format.Origin, taken map[portHost]format.Origin) {
	origins := append(r.PathOrigins(), r.HTTPOnly()...)
	v.failEach("beside-tcp", origins, "has no meaning beside `tls`: connections are told apart by host alone", "remove it, or `tls`", r.TLS.Origin)
	number := r.TLS.Value
	if number == plan.HttpsPort && p.OwnPort(number) {
		v.fail("port-reserved", r.TLS.Origin, "443 is the port of the tier's hosts", "write tls: passthrough at the tier, or at some of its hosts, and hosts: [...] in the app, which has no route for it")
		return
	}
	of := v.checkConnectionPort(p, r.TLS, format.ProtocolTLS, string(format.ProtocolTLS))
	if of == nil {
		return
	}
	if first, ok := ports[number]; ok {
		v.fail("connection-taken", r.TLS.Origin, fmt.Sprintf("connections to port %d have a route already", number), "write: another port", first)
		return
	}
	v.checkTLSHosts(p, app, r, of, taken)
}

// checkTLSHosts checks for which hosts connections of TLS have a route.
func (v *verdict) checkTLSHosts(p *plan.Tier, app *plan.App, r *format.Route, of *format.GatewayPort, taken map[portHost]format.Origin) {
	list := app.HostsOf(r)
	named := len(list) > 0
	if !named {
		list = p.AllHosts
	}
	if len(p.AllHosts) == 0 {
		v.fail("host-unknown", r.TLS.Origin, "TLS is told apart by host, and the tier has no hosts", fmt.Sprintf("write hosts: [...] at the tier, or tcp: %d, which passes on all that comes", r.TLS.Value))
		return
	}
	passed, ended := false, false
	for _, h := range list {
		origin := h.Origin
		if !named {
			origin = r.TLS.Origin
		}
		s := p.ServerOf(h.Value)
		if s == nil {
			if len(r.Hosts) > 0 { // the app's are told already
				v.failStrangeHost(h, p)
			}
			continue
		}
		key := portHost{r.TLS.Value, h.Value}
		if first, ok := taken[key]; ok {
			v.fail("connection-taken", origin, fmt.Sprintf("connections for %s to port %d have a route already", wording.Quote(h.Value), r.TLS.Value), "write other hosts: [...] in each of the two routes", first)
			continue
		}
		taken[key] = origin
		switch {
		case s.Passes(of):
			passed = true
		case !s.Ends(of):
			v.fail("port-tls", origin, fmt.Sprintf("the tier has no certificate for %s with which TLS could be ended on port %d", wording.Quote(h.Value), r.TLS.Value),
				"write tls: passthrough at the port, or let the tier end TLS of this host", format.Or(s.TLS.Mode.Origin, of.Origin))
		case of.TLS.Mode.IsWrong():
		case !p.Known.Has(h.Value):
			v.fail("tls-below-wildcard", origin, fmt.Sprintf("%s is below one of the tier's wildcards: where TLS is ended on another port than 443, only what the tier lists has an app of its own", wording.Quote(h.Value)),
				"write "+format.YAMLWord(h.Value)+" in the hosts of the tier too, or tls: passthrough at the port", of.Origin)
		default:
			ended = true
		}
	}
	v.checkTLSTarget(app, r, of, passed, ended)
}

// checkTLSTarget checks the app's port that gets connections of TLS, as they are or ended.
func (v *verdict) checkTLSTarget(app *plan.App, r *format.Route, of *format.GatewayPort, passed, ended bool) {
	port := v.checkAppPort(app, r)
	if port == nil || port.Written.Protocol.IsWrong() || of.TLS.Mode.IsWrong() {
		return
	}
	at, speaks := format.Or(r.Port.Origin, r.TLS.Origin), port.Written.Protocol.Value
	switch own := port.Written.TLS; {
	case passed && own != nil:
		v.fail("beside-passthrough", own.Origin, "the gateway would encrypt what clients have encrypted for the app", "remove it, or tls: passthrough", format.Or(of.TLS.Mode.Origin, of.Origin))
	case passed && !speaks.Encrypted() && speaks != format.ProtocolTCP:
		v.spoken[port] = true
		v.fail("port-protocol", at, fmt.Sprintf("TLS is passed through to a port that speaks %s", speaks), "write: a port with protocol https or tls", port.Written.Origin)
	case ended && speaks.Encrypted() && own == nil:
		v.fail("port-protocol", at, fmt.Sprintf("the gateway ends TLS, and the app's port speaks %s", speaks), "write protocol: tcp at the app's port, or tls: passthrough at port "+fmt.Sprint(r.TLS.Value)+" of the tier", port.Written.Origin)
	}
}
