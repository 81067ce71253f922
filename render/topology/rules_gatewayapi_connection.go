package topology

import (
	"fmt"
	"render/render/platform"
	"render/render/wording"
	"strings"
)

// checkGatewayAPIConnections tells what of whole connections the Gateway API cannot
// say.
func (v *verdict) checkGatewayAPIConnections(p *tierPlan) {
	for i := range p.apps {
		for _, c := range p.apps[i].tcp {
			v.needInGatewayAPI(c.origin, platform.IstioTCPRouteV1)
		}
	}
	if most := maxListeners - p.webPorts(); len(p.tcp) > most {
		v.fail("gateway-api-limit", p.tcp[most].Origin, fmt.Sprintf("a Gateway of the Gateway API has %d listeners at most, so that %d ports may have routes of connections", maxListeners, most),
			"remove some, divide them over tiers, or write: routing: istio")
	}
	v.checkListenerNames(p)
	mode := p.tier.TLS.Mode
	if mode.Value != TLSPassthrough {
		return
	}
	v.needInGatewayAPI(mode.Origin, platform.IstioTLSRouteV1)
	if m := p.tier.NodePorts.HTTP.Origin; m.IsSet() {
		v.fail("gateway-api-field", m, "has no effect while TLS is passed through: the Gateway has no listener on port 80", "remove it", mode.Origin)
	}
	for _, h := range p.tier.Hosts {
		if h.Value == "*" {
			v.fail("gateway-api-value", h.Origin, "the Gateway API passes TLS through for hosts that are named, not for every one", "write the hosts, *.example.org say, or write: routing: istio", mode.Origin)
		}
	}
}

func (v *verdict) needInGatewayAPI(m Origin, f platform.Feature) {
	if message := f.Missing(v.plan.Versions.Istio); message != "" {
		v.fail("version-too-old", m, message, "use a version that has it, or write: routing: istio", v.doc.Routing.Origin)
	}
}

// checkListenerNames: Istio calls the Service's ports as the Gateway's listeners are
// called, with dashes for dots, and the tier's own ports are beside those.
func (v *verdict) checkListenerNames(p *tierPlan) {
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
			v.fail("port-name-taken", name.Origin, wording.Quote(name.Value)+" is the name of a listener for the tier's hosts", "write: another name")
		}
	}
}
