package rules

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkGatewayAPIConnections tells what of whole connections the Gateway API cannot
// say.
func (v *verdict) checkGatewayAPIConnections(p *plan.Tier) {
	for i := range p.Apps {
		for _, c := range p.Apps[i].TCP {
			v.needInGatewayAPI(c.Origin, platform.IstioTCPRouteV1)
		}
	}
	if most := plan.MaxListeners - p.WebPorts(); len(p.TCP) > most {
		v.fail("gateway-api-limit", p.TCP[most].Origin, fmt.Sprintf("a Gateway of the Gateway API has %d listeners at most, so that %d ports may have routes of connections", plan.MaxListeners, most),
			"remove some, divide them over tiers, or write: routing: istio")
	}
	v.checkListenerNames(p)
	mode := p.Written.TLS.Mode
	if mode.Value != format.TLSPassthrough {
		return
	}
	v.needInGatewayAPI(mode.Origin, platform.IstioTLSRouteV1)
	if m := p.Written.NodePorts.HTTP.Origin; m.IsSet() {
		v.fail("gateway-api-field", m, "has no effect while TLS is passed through: the Gateway has no listener on port 80", "remove it", mode.Origin)
	}
	for _, h := range p.AllHosts {
		if h.Value == "*" {
			v.fail("gateway-api-value", h.Origin, "the Gateway API passes TLS through for hosts that are named, not for every one", "write the hosts, *.example.org say, or write: routing: istio", mode.Origin)
		}
	}
}

func (v *verdict) needInGatewayAPI(m format.Origin, f platform.Feature) {
	if message := f.Missing(v.plan.Versions.Istio); message != "" {
		v.fail("version-too-old", m, message, "use a version that has it, or write: routing: istio", v.doc.Routing.Origin)
	}
}

// checkListenerNames: Istio calls the Service's ports as the Gateway's listeners are
// called, with dashes for dots, and the tier's own ports are beside those.
func (v *verdict) checkListenerNames(p *plan.Tier) {
	if len(p.Written.Ports) == 0 {
		return
	}
	taken := map[string]bool{}
	hosts := format.Values(p.AllHosts)
	if p.Hostless {
		hosts = []string{"*"}
	}
	for _, h := range hosts {
		for _, base := range []string{p.Names.HTTPPort, p.Names.HttpsPort} {
			taken[strings.ReplaceAll(p.Section(base, h), ".", "-")] = true
		}
	}
	for i := range p.Written.Ports {
		if name := p.Written.Ports[i].Name; taken[name.Value] {
			v.fail("port-name-taken", name.Origin, wording.Quote(name.Value)+" is the name of a listener for the tier's hosts", "write: another name")
		}
	}
}
