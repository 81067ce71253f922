package model

import (
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// profileGateway is the ingress gateway of Istio's profiles. Some have none of
// it (minimal, empty), and to disable it there as well changes nothing.
const profileGateway = "istio-ingressgateway"

// strayGateways are the profile's gateways that would be there beside the tiers':
// a LoadBalancer Service of its own accord, on any address that is free. With
// the Gateway API no tier is among an IstioOperator's gateways. The egress
// gateway of the profile demo is no tier's, and stays, as it does from 1.24 on.
func (r *resolver) strayGateways() []string {
	switch {
	case !r.plan.Operated():
		return nil
	case r.plan.GatewayAPI():
		return []string{profileGateway}
	case platform.IstioOperatorOwnGateways.In(r.plan.Versions.Istio),
		slices.ContainsFunc(r.plan.Tiers, func(t plan.Tier) bool { return t.Names.Gateway == profileGateway }):
		return nil
	}
	return []string{profileGateway}
}

func (r *resolver) resolveTier(t *plan.Tier) Tier {
	out := Tier{Name: t.Written.Name.Value, Ingress: r.resolveIngress(t), Injected: r.resolveInjected(t)}
	r.resolveSecrets(t, &out)
	if r.plan.GatewayAPI() {
		out.GatewayAPI = r.resolveGatewayAPI(t, &out.Ingress)
	} else {
		out.Gateways, out.TCPGateways = resolveGateways(t), resolveTCP(t)
	}
	out.Apps = r.resolveApps(t)
	for i := range t.ToHTTPS {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&t.ToHTTPS[i]))
	}
	return out
}

// resolveGateways are a tier's Gateways of Istio's own.
func resolveGateways(t *plan.Tier) []Gateway {
	var out []Gateway
	tls := &t.Written.TLS
	for _, group := range t.Hosts {
		g := Gateway{
			Name: group.Gateway, Hosts: group.Hosts,
			HTTPPort: t.Names.HTTPPort, HTTPS: t.Names.HttpsPort,
			Redirect: tls.Redirect.Value, Passthrough: tls.Mode.Value == format.TLSPassthrough,
		}
		if tls.Terminated() {
			g.TLS = &TLS{Mode: string(tls.Mode.Value), MinVersion: string(tls.MinVersion.Value), Secret: t.Names.Secret}
		}
		out = append(out, g)
	}
	return out
}
