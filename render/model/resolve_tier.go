package model

import (
	"render/render/format"
	"render/render/plan"
)

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
