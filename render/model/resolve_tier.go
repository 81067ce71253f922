package model

import (
	"render/render/format"
	"render/render/plan"
)

func (r *resolver) resolveTier(t *plan.Tier) Tier {
	out := Tier{Name: t.Written.Name.Value, GatewaysIn: t.GatewaysIn, Ingress: r.resolveIngress(t), Injected: r.resolveInjected(t)}
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
	for i := range t.Servers {
		s := &t.Servers[i]
		for _, group := range s.Gateways {
			g := Gateway{
				Name: group.Gateway, Hosts: group.Hosts, HTTPPort: s.HTTPPort, HTTPS: s.HTTPSPort,
				Redirect: s.TLS.Redirect.Value, Passthrough: s.TLS.Mode.Value == format.TLSPassthrough,
			}
			if s.TLS.Terminated() {
				g.TLS = &TLS{Mode: string(s.TLS.Mode.Value), MinVersion: string(s.TLS.MinVersion.Value), Secret: s.Secret}
			}
			out = append(out, g)
		}
	}
	return out
}
