package plan

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/platform"
	"render/render/routing"
)

// GatewayAPISuffix is what Istio adds to the name of a Gateway of its class
// `istio` for all that it makes of it.
const GatewayAPISuffix = "-istio"

// Limits of the Gateway API (its CRDs).
const (
	MaxListeners = 64
	maxHostnames = 16 // of a route
	maxRules     = 16 // of a route
	maxMatches   = 128
	MaxHeaders   = 16 // of a match
	MaxCORS      = 64 // of each list of a CORS filter
	maxSection   = 253
	MaxPathText  = 1024
)

// takesEveryHost reports whether a tier's listeners take every host, and routes alone
// tell hosts apart. So it is for the hosts of one certificate: browsers ask for
// another of them over the connection that they have, and istiod makes a route
// table for each listener of its own, which answers 404 to what is another's
// (https://github.com/istio/istio/issues/52853). So it is where one host is below
// another one, since the listener of the narrow one takes in routes of the wide one
// too (istio, pilot/pkg/config/kube/gateway/conversion.go, hostnameAllowedByIsolation).
// And where a listener for each would be too many, or would have no name of its own.
func (p *Tier) takesEveryHost() bool {
	if p.Written.TLS.Mode.Value != format.TLSPassthrough && len(p.AllHosts) > 1 && (p.Written.TLS.Terminated() || len(routing.Widest(p.names)) < len(p.names)) {
		return true
	}
	seen := map[string]bool{}
	for _, h := range p.AllHosts {
		word := p.listenerWord(h.Value)
		if seen[word] || len(p.Names.HttpsPort)+1+len(word) > p.maxSection() {
			return true
		}
		seen[word] = true
	}
	return p.WebPorts()*len(p.AllHosts)+len(p.TCP) > MaxListeners
}

// WebPorts counts a tier's ports 80 and 443.
func (p *Tier) WebPorts() int {
	if mode := p.Written.TLS.Mode.Value; mode == format.TLSOff || mode == format.TLSPassthrough {
		return 1
	}
	return 2
}

// Section is the name of the listener for a host: its own, or that of the wildcard
// above it.
func (p *Tier) Section(base, host string) string {
	if len(p.AllHosts) == 1 || p.Hostless {
		return base
	}
	if listed, ok := p.Known.MostSpecific(host); ok {
		host = listed
	}
	return base + "-" + p.listenerWord(host)
}

// listenerWord is a host as part of a listener's name. Istio gives the ports of
// the gateway's Service the listeners' names, in which it writes "-" for "." from
// a certain version on.
func (p *Tier) listenerWord(host string) string {
	if p.dotless {
		return strings.ReplaceAll(hostWord(host), ".", "-")
	}
	return hostWord(host)
}

// longestSection is how long a listener's name may be; a Service's port has 63
// characters.
func (p *Tier) maxSection() int {
	if p.dotless {
		return 63
	}
	return maxSection
}

// deriveGatewayAPI divides the routes over objects of the Gateway API, where it carries
// them.
func (p *Plan) deriveGatewayAPI() {
	if !p.GatewayAPI() {
		return
	}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.dotless = !platform.IstioListenerDots.In(p.Versions.Istio)
		t.Hostless = t.takesEveryHost()
		http := p.hostsOverHTTP(t)
		for j := range t.Apps {
			a := &t.Apps[j]
			for k := range a.Own {
				a.HTTP = append(a.HTTP, p.httpRoutes(t, &a.Own[k], http)...)
			}
			a.HTTP = append(a.HTTP, connectionRoutes(t, a)...)
		}
		if t.Written.TLS.Redirect.Value {
			redirect := VirtualService{Name: "redirect-on-" + t.Names.Gateway, Namespace: t.GatewayNamespace,
				Hosts: t.names, Origin: t.Written.Name.Origin}
			t.ToHTTPS = p.httpRoutes(t, &redirect, nil)
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
		for j := range t.Apps {
			more = note(t.Apps[j].Own) || more
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
	if r.Port == nil || r.Port.Written.Protocol.Value != format.ProtocolGRPC || len(r.Methods) > 0 || route.Rewrite.IsSet() ||
		route.Redirect != nil || route.Timeout.IsSet() || route.CORS != nil || r.App.Backend.Renames() {
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
	like := GatewayRoute{Kind: "HTTPRoute", Name: s.Name, Namespace: s.Namespace, Tier: t, ToHTTPS: len(s.routes) == 0, Origin: s.Origin}
	if p.onlyGRPC(s, http) {
		like.Kind = "GRPCRoute"
	}
	var out []GatewayRoute
	for _, hosts := range hostnamesOf(s.Hosts) {
		for _, routes := range fewEnough(s.routes, (*Route).identity, inOneRoute) {
			one := like
			one.Name += hosts.suffix("hosts") + routes.suffix("part")
			one.Routes, one.Hosts = routes.items, hosts.items
			out = append(out, one)
		}
	}
	return out
}

// hostnamesOf divides hosts; "*" is a route without any, nil.
func hostnamesOf(hosts []string) []bucket[string] {
	named := slices.DeleteFunc(slices.Clone(hosts), func(h string) bool { return h == "*" })
	if len(named) == 0 {
		return []bucket[string]{{}}
	}
	out := fewEnough(named, strings.Clone, func(hosts []string) bool { return len(hosts) <= maxHostnames })
	if len(named) < len(hosts) {
		out = append(out, bucket[string]{number: -1}) // all but those
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
