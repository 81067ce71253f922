package plan

import (
	"slices"

	"render/render/format"
	"render/render/naming"
	"render/render/platform"
	"render/render/routing"
)

// GatewayAPISuffix is what Istio adds to the name of a Gateway of its class
// `istio` for all that it makes of it.
const GatewayAPISuffix = "-istio"

// Limits of the Gateway API (its CRDs).
const (
	maxRules    = 16 // of a route
	maxMatches  = 128
	MaxHeaders  = 16 // of a match
	MaxCORS     = 64 // of each list of a CORS filter
	MaxPathText = 1024
)

// deriveGatewayAPI divides the routes over objects of the Gateway API, where it carries
// them.
func (p *Plan) deriveGatewayAPI() {
	if !p.GatewayAPI() {
		return
	}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.deriveTLSSections()
		http := p.hostsOverHTTP(t)
		for a := range t.Routers() {
			for k := range a.Own {
				a.HTTP = append(a.HTTP, p.httpRoutes(t, &a.Own[k], http)...)
			}
			a.HTTP = append(a.HTTP, connectionRoutes(t, a)...)
			a.HTTP = append(a.HTTP, t.tlsRoutes(a)...)
		}
		for j := range t.Closed {
			closed := p.httpRoutes(t, &t.Closed[j], nil)
			for k := range closed {
				closed[k].Closed, closed[k].Redirects = true, t.DoorOf(closed[k].Hosts[0]).Redirects()
				closed[k].Server, closed[k].Sections = t.ServerOf(closed[k].Hosts[0]), slices.Compact(slices.Sorted(slices.Values(t.Closed[j].Sections)))
			}
			t.HTTP = append(t.HTTP, closed...)
		}
	}
}

// hostsOverHTTP are the hosts that an HTTPRoute serves. The Gateway API forbids
// a GRPCRoute for any of them.
func (p *Plan) hostsOverHTTP(t *Tier) map[string]bool {
	out := map[string]bool{}
	note := func(list []VirtualService) (more bool) {
		for i := range list {
			s := &list[i]
			if p.onlyGRPC(s, out) {
				continue
			}
			for _, h := range s.Hosts {
				more = more || !out[h]
				out[h] = true
			}
		}
		return more
	}
	for more := true; more; {
		more = false
		for a := range t.Routers() {
			more = note(a.Own) || more
		}
	}
	return out
}

// onlyGRPC reports whether a GRPCRoute can say all that is in a VirtualService.
func (p *Plan) onlyGRPC(s *VirtualService, http map[string]bool) bool {
	if len(s.routes) == 0 || !platform.IstioGRPCRouteV1.In(p.Versions.Istio) {
		return false
	}
	for _, h := range s.Hosts {
		if http[h] {
			return false
		}
	}
	return !slices.ContainsFunc(s.routes, func(r *Route) bool { return !r.isGRPC() })
}

var (
	GrpcService = format.Expression(`^/([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)$`)
	GrpcMethod  = format.Expression(`^/([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)/([A-Za-z_][A-Za-z_0-9]*)$`)
)

// isGRPC reports whether a route is calls of a gRPC service, and nothing that only
// an HTTPRoute can ask for.
func (r *Route) isGRPC() bool {
	route := r.Written
	if r.Port == nil || r.Port.Written.Protocol.Value != format.ProtocolGRPC || len(r.Methods)+len(r.Query) > 0 || route.Rewrite.IsSet() ||
		route.Answered() || route.Timeout.IsSet() || route.CORS != nil || r.App.Backend.Renames() {
		return false
	}
	switch r.Path.Kind {
	case routing.Exact:
		return GrpcMethod.MatchString(r.Path.Text)
	case routing.Prefix:
		return GrpcService.MatchString(r.Path.Text)
	}
	return r.Path.Kind == routing.Every
}

// httpRoutes divides what would be one VirtualService over routes of the Gateway
// API, as its limits ask. Their order counts for nothing: the more exact match
// comes first, whichever object it is in.
func (p *Plan) httpRoutes(t *Tier, s *VirtualService, http map[string]bool) []GatewayRoute {
	like := GatewayRoute{Kind: "HTTPRoute", Name: s.Name, Namespace: s.Namespace, Tier: t, Origin: s.Origin}
	if p.onlyGRPC(s, http) {
		like.Kind = "GRPCRoute"
	}
	if len(s.routes) > 0 && len(s.Hosts) > 0 {
		like.Server = t.ServerOf(s.Hosts[0])
		like.Redirects = t.DoorOf(s.Hosts[0]).Redirects()
	}
	var out []GatewayRoute
	for _, hosts := range naming.Hostnames(s.Hosts, maxHostnames) {
		for _, routes := range naming.FewEnough(s.routes, (*Route).identity, inOneRoute) {
			one := like
			one.Name += hosts.Suffix("hosts") + routes.Suffix("part")
			one.Routes, one.Hosts = routes.Items, hosts.Items
			out = append(out, one)
		}
	}
	return out
}

// inOneRoute reports whether routes fit into one object.
func inOneRoute(routes []*Route) bool {
	matches := 0
	for _, r := range routes {
		matches += max(1, len(r.Methods))
	}
	return len(routes) <= maxRules && matches <= maxMatches
}
