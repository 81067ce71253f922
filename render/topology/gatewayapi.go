package topology

import (
	"slices"
	"strings"

	"render/render/platform"
	"render/render/routing"
)

// gatewayAPISuffix is what Istio adds to the name of a Gateway of its class
// `istio` for all that it makes of it.
const gatewayAPISuffix = "-istio"

// Limits of the Gateway API (its CRDs).
const (
	maxListeners = 64
	maxHostnames = 16 // of a route
	maxRules     = 16 // of a route
	maxMatches   = 128
	maxHeaders   = 16 // of a match
	maxCORS      = 64 // of each list of a CORS filter
	maxSection   = 253
	maxPathText  = 1024
)

// GatewayNamespace is where gateway pods run and read their Secrets: beside a
// Gateway of the Gateway API, else in Istio's namespace.
func (p *Plan) GatewayNamespace() string {
	if p.gatewayAPI() {
		return p.Document.Namespace.Value
	}
	return p.Document.Istio.Namespace.Value
}

// takesEveryHost reports whether a tier's listeners take every host, and routes alone
// tell hosts apart. So it is for the hosts of one certificate: browsers ask for
// another of them over the connection that they have, and istiod makes a route
// table for each listener of its own, which answers 404 to what is another's
// (https://github.com/istio/istio/issues/52853). And where a listener for each
// would be too many, or would have no name of its own.
func (p *tierPlan) takesEveryHost() bool {
	if len(p.tier.Hosts) > 1 && p.tier.TLS.terminated() {
		return true
	}
	seen := map[string]bool{}
	for _, h := range p.tier.Hosts {
		word := p.listenerWord(h.Value)
		if seen[word] || len(p.names.httpsPort)+1+len(word) > p.longestSection() {
			return true
		}
		seen[word] = true
	}
	return p.webPorts()*len(p.tier.Hosts)+len(p.tcp) > maxListeners
}

// webPorts counts a tier's ports 80 and 443.
func (p *tierPlan) webPorts() int {
	if mode := p.tier.TLS.Mode.Value; mode == TLSOff || mode == TLSPassthrough {
		return 1
	}
	return 2
}

// section is the name of the listener for a host.
func (p *tierPlan) section(base, host string) string {
	if len(p.tier.Hosts) == 1 || p.hostless {
		return base
	}
	return base + "-" + p.listenerWord(host)
}

// listenerWord is a host as part of a listener's name. Istio gives the ports of
// the gateway's Service the listeners' names, in which it writes "-" for "." from
// a certain version on.
func (p *tierPlan) listenerWord(host string) string {
	if p.dotless {
		return strings.ReplaceAll(hostWord(host), ".", "-")
	}
	return hostWord(host)
}

// longestSection is how long a listener's name may be; a Service's port has 63
// characters.
func (p *tierPlan) longestSection() int {
	if p.dotless {
		return 63
	}
	return maxSection
}

// deriveGatewayAPI divides the routes over objects of the Gateway API, where it carries
// them.
func (p *Plan) deriveGatewayAPI() {
	if !p.gatewayAPI() {
		return
	}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.dotless = !platform.IstioListenerDots.In(p.Versions.Istio)
		t.hostless = t.takesEveryHost()
		http := p.hostsOverHTTP(t)
		for j := range t.apps {
			a := &t.apps[j]
			for k := range a.own {
				a.http = append(a.http, p.httpRoutes(t, &a.own[k], http)...)
			}
			a.http = append(a.http, connectionRoutes(t, a)...)
		}
		if t.tier.TLS.Redirect.Value {
			redirect := virtualServicePlan{name: "redirect-on-" + t.names.istioGateway, namespace: p.Document.Namespace.Value,
				hosts: values(t.tier.Hosts), origin: t.tier.Name.Origin}
			t.toHTTPS = p.httpRoutes(t, &redirect, nil)
		}
	}
}

// hostsOverHTTP are the hosts that an HTTPRoute serves. The Gateway API forbids
// a GRPCRoute for any of them.
func (p *Plan) hostsOverHTTP(t *tierPlan) map[string]bool {
	out := map[string]bool{}
	note := func(list []virtualServicePlan) (more bool) {
		for i := range list {
			s := &list[i]
			if p.onlyGRPC(s, out) {
				continue
			}
			for _, h := range s.hosts {
				more = more || !out[h]
				out[h] = true
			}
		}
		return more
	}
	for more := true; more; {
		more = false
		for j := range t.apps {
			more = note(t.apps[j].own) || more
		}
	}
	return out
}

// onlyGRPC reports whether a GRPCRoute can say all that is in a VirtualService.
func (p *Plan) onlyGRPC(s *virtualServicePlan, http map[string]bool) bool {
	if len(s.routes) == 0 || !platform.IstioGRPCRouteV1.In(p.Versions.Istio) {
		return false
	}
	for _, h := range s.hosts {
		if http[h] {
			return false
		}
	}
	return !slices.ContainsFunc(s.routes, func(r *routePlan) bool { return !r.isGRPC() })
}

var (
	grpcService = expression(`^/([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)$`)
	grpcMethod  = expression(`^/([A-Za-z_][A-Za-z_0-9]*(?:\.[A-Za-z_][A-Za-z_0-9]*)*)/([A-Za-z_][A-Za-z_0-9]*)$`)
)

// isGRPC reports whether a route is calls of a gRPC service, and nothing that only
// an HTTPRoute can ask for.
func (r *routePlan) isGRPC() bool {
	route := r.route
	if r.port == nil || r.port.port.Protocol.Value != ProtocolGRPC || len(r.Methods) > 0 || route.Rewrite.IsSet() ||
		route.Redirect != nil || route.Timeout.IsSet() || route.CORS != nil || r.app.backend.named() {
		return false
	}
	switch r.Path.Kind {
	case routing.Exact:
		return grpcMethod.MatchString(r.Path.Text)
	case routing.Prefix:
		return grpcService.MatchString(r.Path.Text)
	}
	return r.Path.Kind == routing.Every
}

// httpRoutes divides what would be one VirtualService over routes of the Gateway
// API, as its limits ask. Their order counts for nothing: the more exact match
// comes first, whichever object it is in.
func (p *Plan) httpRoutes(t *tierPlan, s *virtualServicePlan, http map[string]bool) []gatewayRoutePlan {
	like := gatewayRoutePlan{kind: "HTTPRoute", name: s.name, namespace: s.namespace, tier: t, toHTTPS: len(s.routes) == 0, origin: s.origin}
	if p.onlyGRPC(s, http) {
		like.kind = "GRPCRoute"
	}
	var out []gatewayRoutePlan
	for _, hosts := range hostnamesOf(s.hosts) {
		for _, routes := range fewEnough(s.routes, (*routePlan).identity, inOneRoute) {
			one := like
			one.name += hosts.suffix("hosts") + routes.suffix("part")
			one.routes, one.hosts = routes.items, hosts.items
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
func inOneRoute(routes []*routePlan) bool {
	matches := 0
	for _, r := range routes {
		matches += max(1, len(r.Methods))
	}
	return len(routes) <= maxRules && matches <= maxMatches
}
