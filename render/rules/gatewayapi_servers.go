package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkGatewayAPIServers tells what of a tier's certificates and modes of TLS the Gateway
// API cannot say.
func (v *verdict) checkGatewayAPIServers(p *plan.Tier) {
	for _, at := range tlsPlaces(p) {
		mode := at.counts.TLS.Mode
		if m := at.tls.MinVersion; m.IsSet() && m.Value != format.TLS12 && at.counts.TLS.Terminated() {
			v.fail("gateway-api-field", m.Origin, "Istio reads no lowest TLS version from a Gateway of the Gateway API; its own is 1.2", v.OrIstio("remove it"), v.doc.Routing.Origin)
		}
		if at.counts.TLS.Terminated() {
			v.needInGatewayAPIOf(format.ListOrigin(at.tls.Ciphers), platform.IstioGatewayAPICiphers)
		}
		if at.tls.Mode.IsSet() {
			switch mode.Value {
			case format.TLSOptionalMutual:
				v.needInGatewayAPI(mode.Origin, platform.IstioGatewayAPIOptionalMutual)
				v.checkGatewayAPIOptional(p, at)
			case format.TLSPassthrough:
				v.needInGatewayAPI(mode.Origin, platform.IstioTLSRouteV1)
			}
		}
	}
	for i := range p.Servers {
		s := &p.Servers[i]
		for _, h := range s.Hosts {
			if h.Value == "*" && s.Passthrough() {
				v.fail("gateway-api-value", h.Origin, "the Gateway API passes TLS through for hosts that are named, not for every one", v.OrIstio("write the hosts, *.example.org say"), s.TLS.Mode.Origin)
			}
		}
	}
	if m := p.Written.NodePorts.HTTP.Origin; m.IsSet() && len(p.AllHosts) > 0 && !p.AnyServer((*plan.Server).ServesHTTP) {
		v.fail("gateway-api-field", m, "has no effect while TLS is passed through: the Gateway has no listener on port 80", "remove it", p.ServerOf(p.AllHosts[0].Value).TLS.Mode.Origin)
	}
	v.checkListeners(p)
}

func (v *verdict) needInGatewayAPIOf(m format.Origin, f platform.Feature) {
	if m.IsSet() {
		v.needInGatewayAPI(m, f)
	}
}

// checkGatewayAPIOptional: Istio takes the authority of certificates that clients may have
// from the whole Gateway, and asks the clients of all its hosts then (istio,
// pilot/pkg/config/kube/gateway/conversion.go, buildTLS).
func (v *verdict) checkGatewayAPIOptional(p *plan.Tier, at tlsPlace) {
	for i := range p.Servers {
		s := &p.Servers[i]
		if len(s.Hosts) == 0 || !s.TLS.Terminated() || s.TLS.Mode.Value == format.TLSOptionalMutual && *s.ClientCARef() == *at.counts.ClientCARef() {
			continue
		}
		v.fail("gateway-api-field", at.counts.TLS.Mode.Origin, fmt.Sprintf("with the Gateway API the clients of all hosts would be asked for this certificate, those of %s too: Istio takes its authority from the whole Gateway", wording.Quote(s.Hosts[0].Value)),
			"write mode: mutual, or "+v.ByIstio()+", or put the hosts on a tier of their own", s.Hosts[0].Origin, v.doc.Routing.Origin)
		return
	}
}

// checkListeners checks that a Gateway takes a tier's listeners.
func (v *verdict) checkListeners(p *plan.Tier) {
	count := p.Listeners()
	if most := plan.MaxListeners - count; len(p.TCP) > most && most >= 0 {
		v.fail("gateway-api-limit", p.TCP[most].Origin, fmt.Sprintf("a Gateway of the Gateway API has %d listeners at most, so that %d ports may have routes of connections", plan.MaxListeners, most),
			v.OrIstio("remove some, divide them over tiers"))
	}
	if count > plan.MaxListeners {
		v.fail("gateway-api-limit", format.ListOrigin(p.Written.Hosts), fmt.Sprintf("a Gateway of the Gateway API has %d listeners at most, and these hosts take %d: one a certificate, or one a host where a certificate's hosts have no wildcard above them all", plan.MaxListeners, count),
			v.OrIstio("write fewer certificates, divide the hosts over tiers"), v.doc.Routing.Origin)
		return
	}
	var every *plan.Server
	for i := range p.Servers {
		s := &p.Servers[i]
		for _, section := range s.Sections {
			if section.Hostname != "" {
				continue
			}
			if every != nil {
				v.fail("gateway-api-limit", s.Hosts[0].Origin, "with the Gateway API these hosts would take a listener for every name, and only one of a Gateway can", v.OrIstio("write fewer hosts, or one wildcard that covers them"),
					every.Hosts[0].Origin, v.doc.Routing.Origin)
				return
			}
			every = s
		}
	}
}
