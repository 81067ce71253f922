package rules

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkHTTP3 checks who asks for HTTP/3. istiod opens it beside each server that ends TLS
// for requests, where the Service has the port over UDP (istio,
// pilot/pkg/model/gateway.go).
func (v *verdict) checkHTTP3() {
	asked := v.plan.HTTP3()
	for i := range v.plan.Tiers {
		if p := &v.plan.Tiers[i]; p.Written.Service.HTTP3.Value {
			v.checkHTTP3Tier(p)
		}
	}
	said, on := v.plan.SaysQUIC()
	switch {
	case !asked.IsSet():
	case v.plan.Versions.Install == format.InstallNone:
		v.warn("http3-istiod", asked, "an istiod that is there already opens HTTP/3 only where its environment has "+plan.QUICEnv+"=true",
			"write pilot: {env: {"+plan.QUICEnv+": \"true\"}} into the values that it is installed with", v.doc.Istio.Install.Origin)
	case said && !on:
		v.fail("http3-istiod", v.doc.Istio.Values.Origin, "with pilot.env."+plan.QUICEnv+" as it is here istiod opens no HTTP/3", "remove it from the values, or write: \"true\" for it", asked)
	}
}

// checkHTTP3Tier checks a tier that asks for it.
func (v *verdict) checkHTTP3Tier(p *plan.Tier) {
	t, at := p.Written, p.Written.Service.HTTP3.Origin
	mode := p.Servers[0].TLS.Mode.Origin
	switch {
	case p.EndsWeb():
	case len(p.AllHosts) == 0:
		v.fail("http3-nowhere", at, "has no effect: a tier without hosts has no port 443", "remove it, or write hosts")
		return
	case p.AnyServer((*plan.Server).Passthrough):
		v.fail("http3-nowhere", at, "has no effect: TLS is passed through to the apps, over TCP alone", "remove it, or the mode", mode)
		return
	default:
		v.fail("http3-nowhere", at, "has no effect: HTTP/3 needs TLS, which is off", "remove it, or the mode", mode)
		return
	}
	if v.plan.GatewayAPI() {
		v.needInGatewayAPI(at, platform.IstioGatewayHTTP3)
	} else {
		v.need(at, platform.IstioHTTP3, v.plan.Versions.Istio)
	}
	if t.Balanced() {
		v.need(at, platform.KubernetesMixedProtocols, v.plan.Versions.Kubernetes)
	}
	v.failPastHTTP3(p, at)
}

// failPastHTTP3 tells of what HTTP/3 passes by: certificates of clients, for which
// gateways ask over TCP alone (istio, BuildListenerTLSContext in
// pilot/pkg/networking/core/listener.go), and the PROXY protocol, which they read there
// alone.
func (v *verdict) failPastHTTP3(p *plan.Tier, at format.Origin) {
	tier := wording.Quote(p.Written.Name.Value)
	if x := p.Written.Proxies.Protocol; x.Value {
		v.fail("http3-past", at, "HTTP/3 comes to the gateway past the PROXY protocol, which is for TCP alone: the addresses of the clients of tier "+tier+" would not be known",
			"remove it, or proxies.protocol", x.Origin)
		return
	}
	for i := range p.Servers {
		s := &p.Servers[i]
		if len(s.Hosts) > 0 && s.TLS.Terminated() && s.TLS.ClientCertificates() {
			v.fail("http3-past", at, "over HTTP/3 a gateway asks no client for a certificate: those of "+wording.Quote(s.Hosts[0].Value)+" in tier "+tier+" would come in without one",
				"remove it, or the mode", s.TLS.Mode.Origin)
			return
		}
	}
}
