package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
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
	v.checkGatewayAPIPorts(p)
	v.checkListenerNames(p)
}

// checkGatewayAPIPorts tells what of a tier's own ports it cannot say.
func (v *verdict) checkGatewayAPIPorts(p *plan.Tier) {
	for i := range p.Written.Ports {
		tls := &p.Written.Ports[i].TLS
		if m := tls.MinVersion; m.IsSet() && m.Value != format.TLS12 {
			v.fail("gateway-api-field", m.Origin, "Istio reads no lowest TLS version from a Gateway of the Gateway API; its own is 1.2", v.OrIstio("remove it"), v.doc.Routing.Origin)
		}
		if m := tls.Mode; m.Value == format.PortTLSMode(format.TLSOptionalMutual) {
			v.needInGatewayAPI(m.Origin, platform.IstioGatewayAPIOptionalMutual)
			v.checkOptionalPort(p, &p.Written.Ports[i])
		}
	}
	for i := range p.TLSGateways {
		g := p.TLSGateways[i]
		if g.Server != nil {
			v.needInGatewayAPI(g.Origin, platform.IstioTCPRouteV1)
			continue
		}
		v.needInGatewayAPI(g.Origin, platform.IstioTLSRouteV1)
		if slices.Contains(g.Hosts, routing.EveryHost) {
			v.fail("gateway-api-value", g.Origin, "the Gateway API passes TLS through for hosts that are named, not for every one", v.OrIstio("write the hosts in routes"), v.doc.Routing.Origin)
		}
	}
}

// checkOptionalPort: a Gateway names one authority for certificates that clients may have,
// for a port as for all of them (istio, pilot/pkg/config/kube/gateway/conversion.go,
// resolveGatewayTLS).
func (v *verdict) checkOptionalPort(p *plan.Tier, port *format.GatewayPort) {
	first := p.Optional()
	for _, s := range p.EndedOn(port) {
		if first == nil || *s.ClientCARef() == *first.ClientCARef() {
			continue
		}
		v.fail("gateway-api-field", port.TLS.Mode.Origin, fmt.Sprintf("with the Gateway API the clients of %s would be checked by the authority for %s: each certificate has its own Secret for that, and such a port takes one",
			wording.Quote(s.Hosts[0].Value), wording.Quote(first.Hosts[0].Value)), "write mode: mutual, or "+v.ByIstio()+", or put the hosts on a tier of their own", s.Hosts[0].Origin, v.doc.Routing.Origin)
		return
	}
}

func (v *verdict) needInGatewayAPI(m format.Origin, f platform.Feature) {
	if message := f.Missing(v.plan.Versions.Istio); message != "" {
		v.fail("version-too-old", m, message, v.OrIstio("use a version that has it"), v.doc.Routing.Origin)
	}
}

// checkListenerNames: Istio calls the Service's ports as the Gateway's listeners are
// called, with dashes for dots, and the tier's own ports are beside those.
func (v *verdict) checkListenerNames(p *plan.Tier) {
	if len(p.Written.Ports) == 0 {
		return
	}
	taken := map[string]bool{}
	taken[strings.ReplaceAll(p.Names.HTTPPort, ".", "-")] = true
	for i := range p.Servers {
		for _, section := range p.Servers[i].Sections {
			taken[strings.ReplaceAll(section.Name, ".", "-")] = true
		}
	}
	for _, port := range p.Web {
		for i := range p.Servers {
			for _, section := range p.Servers[i].Sections {
				if port.Speaks() == format.ProtocolHTTPS && section.Name != p.Names.HttpsPort { // else it is the port's own
					taken[strings.ReplaceAll(p.On(port, section).Name, ".", "-")] = true
				}
			}
		}
	}
	for i := range p.Written.Ports {
		name := p.Written.Ports[i].Name
		if taken[name.Value] {
			v.fail("port-name-taken", name.Origin, wording.Quote(name.Value)+" is the name of a listener for the tier's hosts", "write: another name")
		}
	}
}
