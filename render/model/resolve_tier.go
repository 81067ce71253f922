package model

import (
	"render/render/format"
	"render/render/plan"
)

func (r *resolver) resolveTier(t *plan.Tier) Tier {
	out := Tier{Name: t.Written.Name.Value, Ingress: r.resolveIngress(t), Injected: r.resolveInjected(t)}
	out.GatewaysIn, out.GatewayAnnotations = t.GatewaysIn, format.Pairs(t.Written.Gateway.Annotations)
	out.DNS, out.DNSEndpoint = r.resolveDNS(t), r.resolveDNSEndpoint(t)
	r.resolveSecrets(t, &out)
	if r.plan.GatewayAPI() {
		out.GatewayAPI = r.resolveGatewayAPI(t, &out.Ingress)
	} else {
		out.Gateways, out.TCPGateways, out.Closed = resolveGateways(t), resolveTCP(t), resolveClosed(t)
		out.TLSGateways = resolveTLSGateways(t)
	}
	out.Apps = r.resolveApps(t)
	out.Isolation, out.Access = r.resolveGatewayIsolation(t, &out), r.resolveAccess(t, &out)
	if t.Own != nil {
		own := r.resolveRoutes(t.Own)
		out.VirtualServices, out.HTTPRoutes = own.VirtualServices, own.HTTPRoutes
	}
	for i := range t.Redirects {
		out.VirtualServices = append(out.VirtualServices, resolveVirtualService(&t.Redirects[i]))
	}
	for i := range t.HTTP {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&t.HTTP[i]))
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
				HTTP: s.ServesHTTP() || s.Closed, Redirect: s.RedirectsAll(), Passthrough: s.Passthrough(),
			}
			if s.TLS.Terminated() {
				g.TLS = resolveTLS(s, s.TLS)
			}
			g.Ports = resolveWebPorts(t, s)
			out = append(out, g)
		}
	}
	return out
}

// ciphers are those of a server; none for Istio's own.
func ciphers(s *plan.Server) []string { return format.Values(s.TLS.Ciphers) }

// resolveClosed are the VirtualServices of hosts that answer no request.
func resolveClosed(t *plan.Tier) []VirtualService {
	var out []VirtualService
	for _, s := range t.Closed {
		root, match := "/", Match{Path: Text{"regex", noPath}}
		if s.Port != 0 {
			match.Port = &s.Port
		}
		out = append(out, VirtualService{Name: s.Name, Hosts: s.Hosts, Gateways: s.Gateways,
			Routes: []Route{{Matches: []Match{match}, Redirect: &Redirect{Path: &root, Code: 301}}}})
	}
	return out
}
