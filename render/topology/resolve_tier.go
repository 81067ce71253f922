package topology

import (
	"slices"

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
	case !r.plan.operated():
		return nil
	case r.plan.gatewayAPI():
		return []string{profileGateway}
	case platform.IstioOperatorOwnGateways.In(r.plan.Versions.Istio),
		slices.ContainsFunc(r.plan.Tiers, func(t tierPlan) bool { return t.names.gateway == profileGateway }):
		return nil
	}
	return []string{profileGateway}
}

func (r *resolver) resolveTier(t *tierPlan) ModelTier {
	out := ModelTier{Name: t.tier.Name.Value, Ingress: r.resolveIngress(t), Injected: r.resolveInjected(t)}
	r.resolveSecrets(t, &out)
	if r.plan.gatewayAPI() {
		out.GatewayAPI = r.resolveGatewayAPI(t, &out.Ingress)
	} else {
		out.Gateways, out.TCPGateways = resolveGateways(t), resolveTCP(t)
	}
	out.Apps = r.resolveApps(t)
	for i := range t.toHTTPS {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&t.toHTTPS[i]))
	}
	return out
}

// resolveGateways are a tier's Gateways of Istio's own.
func resolveGateways(t *tierPlan) []ModelGateway {
	var out []ModelGateway
	tls := &t.tier.TLS
	for _, group := range t.hosts {
		g := ModelGateway{
			Name: group.gateway, Hosts: plainList(group.hosts),
			HTTPPort: t.names.httpPort, HTTPS: t.names.httpsPort,
			Redirect: tls.Redirect.Value, Passthrough: tls.Mode.Value == TLSPassthrough,
		}
		if tls.terminated() {
			g.TLS = &ModelTLS{Mode: string(tls.Mode.Value), MinVersion: string(tls.MinVersion.Value), Secret: t.names.secret}
		}
		out = append(out, g)
	}
	return out
}
