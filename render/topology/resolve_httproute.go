package topology

import (
	"cmp"
	"maps"
	"regexp"
	"render/render/routing"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What the API fills in inside lists is written out, here and in the library:
// kubectl and Argo CD compare lists whole, and would see a difference for ever.
// conformance/stored.go finds what is missing.

func (r *resolver) resolveHTTPRoute(g *gatewayRoutePlan, labels map[string]any) ModelGatewayAPIRoute {
	out := ModelGatewayAPIRoute{Kind: g.kind, Name: g.name, Metadata: r.metadata(g.name, g.namespace, labels),
		ParentRefs: r.parentRefs(g), Hostnames: More{}}
	if len(g.hosts) > 0 {
		out.Hostnames["hostnames"] = plainList(g.hosts)
	}
	if g.toHTTPS {
		to := map[string]any{"scheme": "https", "statusCode": float64(301)}
		out.Rules = []any{map[string]any{"matches": everyRequest(), "filters": []any{filter("RequestRedirect", to)}}}
	}
	if c := g.whole; c != nil {
		out.Rules = []any{map[string]any{"backendRefs": backendRefs(c.app, c.port, g.namespace)}}
	}
	for _, route := range g.routes {
		out.Rules = append(out.Rules, gatewayRule(route, g))
	}
	return out
}

// parentRefs attach a route to its tier's Gateway: to all listeners with its
// hosts, or where port 80 only redirects to those of one port. A TLSRoute
// attaches to the listeners of its very hosts: with a wildcard it would attach to
// those of the hosts below, beside the routes that are theirs.
func (r *resolver) parentRefs(g *gatewayRoutePlan) []any {
	ref := map[string]any{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": g.tier.names.istioGateway}
	if g.namespace != r.plan.GatewayNamespace() {
		ref["namespace"] = r.plan.GatewayNamespace()
	}
	if g.kind == "TCPRoute" {
		ref["sectionName"] = g.whole.name
		return []any{ref}
	}
	if !g.tier.tier.TLS.Redirect.Value && g.kind != "TLSRoute" {
		return []any{ref}
	}
	base, hosts := g.tier.names.httpsPort, g.hosts
	if g.toHTTPS {
		base = g.tier.names.httpPort
	}
	if hosts == nil {
		hosts = []string{"*"}
	}
	var out []any
	seen := map[string]bool{}
	for _, h := range hosts {
		section := g.tier.section(base, h)
		if seen[section] {
			continue
		}
		seen[section] = true
		one := maps.Clone(ref)
		one["sectionName"] = section
		out = append(out, one)
	}
	return out
}

// everyRequest is what the API fills in where an HTTPRoute's rule has no match.
func everyRequest() []any {
	return []any{map[string]any{"path": map[string]any{"type": "PathPrefix", "value": "/"}}}
}

func filter(kind string, body map[string]any) map[string]any {
	key := strings.ToLower(kind[:1]) + kind[1:]
	switch kind {
	case "URLRewrite":
		key = "urlRewrite"
	case "CORS":
		key = "cors"
	}
	return map[string]any{"type": kind, key: body}
}

// gatewayRule is a route as a rule of an HTTPRoute or a GRPCRoute.
func gatewayRule(r *routePlan, in *gatewayRoutePlan) map[string]any {
	route, out := r.route, map[string]any{}
	if matches := gatewayMatches(r, in.kind); len(matches) > 0 {
		out["matches"] = matches
	}
	var filters []any
	if route.CORS != nil {
		filters = append(filters, filter("CORS", gatewayCORS(route.CORS)))
	}
	rewrite := map[string]any{}
	if route.Rewrite.IsSet() {
		path := map[string]any{"type": "ReplacePrefixMatch", "replacePrefixMatch": route.Rewrite.Value}
		if r.Path.Kind == routing.Exact {
			path = map[string]any{"type": "ReplaceFullPath", "replaceFullPath": route.Rewrite.Value}
		}
		rewrite["path"] = path
	}
	if route.Redirect == nil && r.app.backend.named() { // as withAuthority
		rewrite["hostname"] = r.app.backend.host
	}
	if len(rewrite) > 0 {
		filters = append(filters, filter("URLRewrite", rewrite))
	}
	if m := route.Mirror; m != nil && r.mirrored != nil && len(r.mirrored.ports) > 0 {
		mirror := map[string]any{"backendRef": backendRef(r.mirrored, &r.mirrored.ports[0], in.namespace)}
		if m.Percent.Value != 100 {
			mirror["percent"] = float64(m.Percent.Value)
		}
		filters = append(filters, filter("RequestMirror", mirror))
	}
	if route.Redirect != nil {
		filters = append(filters, filter("RequestRedirect", gatewayRedirect(route.Redirect)))
	} else if r.port != nil {
		out["backendRefs"] = backendRefs(r.app, r.port, in.namespace)
	}
	if len(filters) > 0 {
		out["filters"] = filters
	}
	if d, ok := gatewayDuration(route.Timeout); ok {
		out["timeouts"] = map[string]any{"request": d}
	}
	return out
}

// backendRef is an app's Service, or what it names: one that is there, or a host
// outside the cluster, for which Istio has a kind of its own.
func backendRef(a *appPlan, port *portPlan, from string) map[string]any {
	if a.backend.outside() {
		return map[string]any{"group": "networking.istio.io", "kind": "Hostname", "name": a.backend.host, "port": float64(port.number)}
	}
	name, namespace := a.serviceAt()
	out := map[string]any{"group": "", "kind": "Service", "name": name, "port": float64(port.number)}
	if namespace != from {
		out["namespace"] = namespace
	}
	return out
}

// backendRefs are where a route leads: one, or one for each version with its
// weight.
func backendRefs(a *appPlan, port *portPlan, from string) []any {
	if len(a.versions) == 0 {
		ref := backendRef(a, port, from)
		ref["weight"] = float64(1)
		return []any{ref}
	}
	out := make([]any, len(a.versions))
	for i := range a.versions {
		ref := backendRef(a, port, from)
		ref["name"], ref["weight"] = a.versionService(&a.versions[i]), float64(a.versions[i].version.Weight.Value)
		out[i] = ref
	}
	return out
}

func gatewayMatches(r *routePlan, kind string) []any {
	match := map[string]any{}
	if headers := gatewayHeaders(r); len(headers) > 0 {
		match["headers"] = headers
	}
	if kind == "GRPCRoute" {
		if found := grpcMethod.FindStringSubmatch(r.Path.Text); r.Path.Kind == routing.Exact && found != nil {
			match["method"] = map[string]any{"type": "Exact", "service": found[1], "method": found[2]}
		} else if found := grpcService.FindStringSubmatch(r.Path.Text); r.Path.Kind == routing.Prefix && found != nil {
			match["method"] = map[string]any{"type": "Exact", "service": found[1]}
		}
		if len(match) == 0 {
			return nil
		}
		return []any{match}
	}
	path := map[string]any{"type": "Exact", "value": r.Path.Text}
	switch r.Path.Kind {
	case routing.Prefix:
		path["type"] = "PathPrefix"
	case routing.Every:
		path["type"], path["value"] = "PathPrefix", "/"
	case routing.Regex:
		path["type"] = "RegularExpression"
	}
	match["path"] = path
	if len(r.Methods) == 0 {
		return []any{match}
	}
	out := make([]any, len(r.Methods))
	for i, method := range r.Methods {
		one := maps.Clone(match)
		one["method"] = method
		out[i] = one
	}
	return out
}

// gatewayHeaders compare headers: exactly, or by an expression for the whole
// value.
func gatewayHeaders(r *routePlan) []any {
	var out []any
	for _, h := range r.route.Headers {
		one := map[string]any{"name": h.Key.Value, "type": "RegularExpression"}
		switch x := &h.Value; {
		case x.Exact.IsSet() && x.Exact.Value != "":
			one["type"], one["value"] = "Exact", x.Exact.Value
		case x.Exact.IsSet():
			one["value"] = "^$" // the API refuses empty text
		case x.Prefix.IsSet():
			one["value"] = regexp.QuoteMeta(x.Prefix.Value) + ".*"
		case x.Regex.IsSet():
			one["value"] = x.Regex.Value
		default:
			one["value"] = ".*"
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b any) int {
		return cmp.Compare(a.(map[string]any)["name"].(string), b.(map[string]any)["name"].(string))
	})
	return out
}

func gatewayRedirect(d *Redirect) map[string]any {
	scheme, host, path, port := splitRedirect(d.To.Value)
	code, _ := strconv.Atoi(d.Code.Value)
	out := map[string]any{"statusCode": float64(code)}
	if scheme != "" {
		out["scheme"] = scheme
	}
	if host != "" {
		out["hostname"] = host
	}
	if port != 0 {
		out["port"] = float64(port)
	}
	if path != "" {
		out["path"] = map[string]any{"type": "ReplaceFullPath", "replaceFullPath": path}
	}
	return out
}

func gatewayCORS(c *CORS) map[string]any {
	out := map[string]any{"allowOrigins": plainList(values(c.Origins)), "maxAge": float64(5)}
	for key, list := range map[string][]Text{"allowMethods": c.Methods, "allowHeaders": c.Headers, "exposeHeaders": c.Expose} {
		if len(list) > 0 {
			out[key] = plainList(values(list))
		}
	}
	if d, err := time.ParseDuration(c.MaxAge.Value); err == nil {
		out["maxAge"] = float64(d / time.Second)
	}
	if c.Credentials.IsSet() {
		out["allowCredentials"] = c.Credentials.Value
	}
	return out
}

// gatewayDuration is a duration as the Gateway API writes it (GEP-2257): whole
// numbers of at most five digits. ok is false where none was written or it
// cannot be.
func gatewayDuration(t Text) (text string, ok bool) {
	d, err := time.ParseDuration(t.Value)
	if err != nil || d%time.Millisecond != 0 || d < 0 || d >= 100_000*time.Hour {
		return "", false
	}
	units := []struct {
		one  time.Duration
		name string
	}{{time.Second, "s"}, {time.Millisecond, "ms"}}
	if d >= 100_000*time.Second {
		units = append([]struct {
			one  time.Duration
			name string
		}{{time.Hour, "h"}, {time.Minute, "m"}}, units...)
	}
	for _, u := range units {
		if n := d / u.one; n > 0 {
			text += strconv.FormatInt(int64(n), 10) + u.name
			d -= n * u.one
		}
	}
	return cmp.Or(text, "0s"), true
}
