package topology

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/platform"
)

// connectionRoutes are an app's TCPRoutes and TLSRoutes. Each takes one rule, so
// it is of one port of the tier, or of the hosts of one route.
func connectionRoutes(p *tierPlan, a *appPlan) []gatewayRoutePlan {
	var out []gatewayRoutePlan
	like := gatewayRoutePlan{namespace: a.namespace, tier: p, origin: or(a.app.Names.VirtualService.Origin, a.app.Name.Origin)}
	for _, c := range a.tcp {
		one := like
		one.kind, one.name, one.whole = "TCPRoute", fmt.Sprintf("%s-%s-%d", a.names.virtualService, tcpWord, c.number), c
		out = append(out, one)
	}
	for _, set := range hostSets(a.sni, (*connectionPlan).ownHosts) {
		one := like
		one.kind, one.name, one.whole = "TLSRoute", a.names.virtualService+set.suffix, set.routes[0] // its hosts have no other
		all := set.hosts
		if all == nil {
			all = one.whole.hosts
		}
		for _, hosts := range hostnamesOf(all) {
			of := one
			of.hosts = hosts.items
			of.name += hosts.suffix("hosts")
			out = append(out, of)
		}
	}
	return out
}

// gatewayAPIConnections tells what of whole connections the Gateway API cannot
// say.
func (v *validator) gatewayAPIConnections(p *tierPlan) {
	for i := range p.apps {
		for _, c := range p.apps[i].tcp {
			v.needsInGatewayAPI(c.origin, platform.IstioTCPRouteV1)
		}
	}
	if most := maxListeners - p.webPorts(); len(p.tcp) > most {
		v.fail(p.tcp[most].Origin, fmt.Sprintf("a Gateway of the Gateway API has %d listeners at most, so that %d ports may have routes of connections", maxListeners, most),
			"remove some, divide them over tiers, or write: routing: istio")
	}
	v.listenerNames(p)
	mode := p.tier.TLS.Mode
	if mode.Value != "passthrough" {
		return
	}
	v.needsInGatewayAPI(mode.Origin, platform.IstioTLSRouteV1)
	if m := p.tier.NodePorts.HTTP.Origin; m.IsSet() {
		v.fail(m, "has no effect while TLS is passed through: the Gateway has no listener on port 80", "remove it", mode.Origin)
	}
	for _, h := range p.tier.Hosts {
		if h.Value == "*" {
			v.fail(h.Origin, "the Gateway API passes TLS through for hosts that are named, not for every one", "write the hosts, *.example.org say, or write: routing: istio", mode.Origin)
		}
	}
}

func (v *validator) needsInGatewayAPI(m Origin, f platform.Feature) {
	if message := f.Missing(v.plan.Versions.Istio); message != "" {
		v.fail(m, message, "use a version that has it, or write: routing: istio", v.doc.Routing.Origin)
	}
}

// listenerNames: Istio calls the Service's ports as the Gateway's listeners are
// called, with dashes for dots, and the tier's own ports are beside those.
func (v *validator) listenerNames(p *tierPlan) {
	if len(p.tier.Ports) == 0 {
		return
	}
	taken := map[string]bool{}
	hosts := values(p.tier.Hosts)
	if p.hostless {
		hosts = []string{"*"}
	}
	for _, h := range hosts {
		for _, base := range []string{p.names.httpPort, p.names.httpsPort} {
			taken[strings.ReplaceAll(p.section(base, h), ".", "-")] = true
		}
	}
	for i := range p.tier.Ports {
		if name := p.tier.Ports[i].Name; taken[name.Value] {
			v.fail(name.Origin, diag.Quote(name.Value)+" is the name of a listener for the tier's hosts", "write: another name")
		}
	}
}
