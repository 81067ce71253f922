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
				kind := "HTTPRoute"
				if p.onlyGRPC(t, &a.Own[k], http) {
					kind = "GRPCRoute"
				}
				a.HTTP = append(a.HTTP, p.httpRoutes(t, &a.Own[k], kind, 0)...)
			}
			a.HTTP = append(a.HTTP, connectionRoutes(t, a)...)
			a.HTTP = append(a.HTTP, t.tlsRoutes(a)...)
		}
		for j := range t.Closed {
			closed := p.httpRoutes(t, &t.Closed[j], "HTTPRoute", 1)
			for k := range closed {
				closed[k].Closed, closed[k].Redirects = true, t.DoorOf(closed[k].Hosts[0]).Redirects()
				closed[k].Server, closed[k].Sections = t.ServerOf(closed[k].Hosts[0]), slices.Compact(slices.Sorted(slices.Values(t.Closed[j].Sections)))
			}
			t.HTTP = append(t.HTTP, closed...)
		}
	}
}

// overHTTP are the hosts of a tier that HTTPRoutes serve. Of such a route and a GRPCRoute
// on one listener the Gateway API has one refused where some name is a host of both
// (gateway-api, apis/v1/grpcroute_types.go, Hostnames).
type overHTTP struct {
	all *routing.Set
	// redirected are those of the redirects on port 80, beside which a GRPCRoute of what
	// port 80 serves cannot stand.
	redirected *routing.Set
}

// hostsOverHTTP finds them: where an HTTPRoute has to be, others that overlap it are ones too.
func (p *Plan) hostsOverHTTP(t *Tier) overHTTP {
	var closed, redirected []string
	for i := range t.Closed {
		closed = append(closed, t.Closed[i].Hosts...)
	}
	for d := range t.Doors() {
		if d.Redirects() {
			redirected = append(redirected, format.Values(d.Hosts)...)
		}
	}
	out := overHTTP{routing.NewSet(closed), routing.NewSet(redirected)}
	for {
		hosts := slices.Clone(closed)
		for a := range t.Routers() {
			for i := range a.Own {
				if s := &a.Own[i]; !p.onlyGRPC(t, s, out) {
					hosts = append(hosts, s.Hosts...)
				}
			}
		}
		if len(hosts) == out.all.Len() {
			return out
		}
		out.all = routing.NewSet(hosts)
	}
}

// onlyGRPC reports whether a GRPCRoute can say all that is in a VirtualService.
func (p *Plan) onlyGRPC(t *Tier, s *VirtualService, http overHTTP) bool {
	if len(s.routes) == 0 || !platform.IstioGRPCRouteV1.In(p.Versions.Istio) || slices.ContainsFunc(s.routes, func(r *Route) bool { return !r.isGRPC() }) {
		return false
	}
	beside := len(s.Hosts) > 0 && !t.DoorOf(s.Hosts[0]).Redirects()
	return !slices.ContainsFunc(s.Hosts, func(h string) bool { return http.all.Overlaps(h) || beside && http.redirected.Overlaps(h) })
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
// comes first, whichever object it is in. also is how many rules each has beside them.
func (p *Plan) httpRoutes(t *Tier, s *VirtualService, kind string, also int) []GatewayRoute {
	like := GatewayRoute{Kind: kind, Name: s.Name, Namespace: s.Namespace, Tier: t, Origin: s.Origin}
	if len(s.routes) > 0 && len(s.Hosts) > 0 {
		like.Server = t.ServerOf(s.Hosts[0])
		like.Redirects = t.DoorOf(s.Hosts[0]).Redirects()
	}
	var out []GatewayRoute
	for _, hosts := range naming.Hostnames(s.Hosts, maxHostnames) {
		for _, routes := range naming.FewEnough(s.routes, (*Route).identity, func(routes []*Route) bool { return inOneRoute(routes, also) }) {
			one := like
			one.Name += hosts.Suffix("hosts") + routes.Suffix("part")
			one.Routes, one.Hosts = routes.Items, hosts.Items
			out = append(out, one)
		}
	}
	return out
}

// inOneRoute reports whether routes fit into one object, and so many rules beside them.
func inOneRoute(routes []*Route, also int) bool {
	matches := also
	for _, r := range routes {
		matches += max(1, len(r.Methods))
	}
	return len(routes)+also <= maxRules && matches <= maxMatches
}
