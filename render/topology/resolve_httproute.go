package topology

import (
	"cmp"
	"regexp"
	"render/render/routing"
	"slices"
	"strconv"
	"time"
)

func (r *resolver) resolveHTTPRoute(g *gatewayRoutePlan) ModelHTTPRoute {
	out := ModelHTTPRoute{Kind: g.kind, Name: g.name, Gateway: g.tier.names.istioGateway, Hosts: plainList(g.hosts), Listeners: r.listeners(g)}
	if own := r.plan.GatewayNamespace(); g.namespace != own {
		out.GatewayNamespace = &own
	}
	if g.toHTTPS {
		scheme := "https"
		out.Rules = []ModelRule{{Matches: []ModelRuleMatch{{Path: &ModelText{"prefix", "/"}}}, Redirect: &ModelRedirect{Scheme: &scheme, Code: 301}}}
	}
	if c := g.whole; c != nil {
		out.Rules = []ModelRule{{Backends: backends(c.app, c.port, g.namespace)}}
	}
	for _, route := range g.routes {
		out.Rules = append(out.Rules, resolveRule(route, g))
	}
	return out
}

// listeners are those of its tier's Gateway to which a route attaches: none where
// it is all with its hosts, those of one port where port 80 only redirects. A
// TLSRoute attaches to the listeners of its very hosts: with a wildcard it would
// attach to those of the hosts below, beside the routes that are theirs.
func (r *resolver) listeners(g *gatewayRoutePlan) []string {
	if g.kind == "TCPRoute" {
		return []string{g.whole.name}
	}
	if !g.tier.tier.TLS.Redirect.Value && g.kind != "TLSRoute" {
		return nil
	}
	base, hosts := g.tier.names.httpsPort, g.hosts
	if g.toHTTPS {
		base = g.tier.names.httpPort
	}
	if hosts == nil {
		hosts = []string{"*"}
	}
	var out []string
	for _, h := range hosts {
		if section := g.tier.section(base, h); !slices.Contains(out, section) {
			out = append(out, section)
		}
	}
	return out
}

// resolveRule is a route as a rule of an HTTPRoute or a GRPCRoute.
func resolveRule(r *routePlan, in *gatewayRoutePlan) ModelRule {
	route := r.route
	out := ModelRule{Matches: ruleMatches(r, in.kind), CORS: resolveCORS(route.CORS), Timeout: gatewayDuration(route.Timeout)}
	if route.Rewrite.IsSet() {
		out.Rewrite = &ModelRuleRewrite{Path: &route.Rewrite.Value, Whole: r.Path.Kind == routing.Exact}
	}
	if r.renamed() {
		if out.Rewrite == nil {
			out.Rewrite = &ModelRuleRewrite{}
		}
		out.Rewrite.Host = &r.app.backend.host
	}
	if m := route.Mirror; m != nil && r.mirrored != nil && len(r.mirrored.ports) > 0 {
		out.Mirror = &ModelBackendMirror{To: backendOf(r.mirrored, &r.mirrored.ports[0], in.namespace), Percent: percent(m)}
	}
	if route.Redirect != nil {
		out.Redirect = resolveRedirect(route.Redirect)
	} else if r.port != nil {
		out.Backends = backends(r.app, r.port, in.namespace)
	}
	return out
}

// backendOf is an app's Service, or what it names: one that is there, or a host
// outside the cluster.
func backendOf(a *appPlan, port *portPlan, from string) ModelBackend {
	if a.backend.outside() {
		return ModelBackend{Name: a.backend.host, Outside: true, Port: port.number, Weight: 1}
	}
	name, namespace := a.serviceAt()
	out := ModelBackend{Name: name, Port: port.number, Weight: 1}
	if namespace != from {
		out.Namespace = &namespace
	}
	return out
}

// backends are where a route leads: one, or one for each version with its weight.
func backends(a *appPlan, port *portPlan, from string) []ModelBackend {
	one := backendOf(a, port, from)
	if len(a.versions) == 0 {
		return []ModelBackend{one}
	}
	out := make([]ModelBackend, len(a.versions))
	for i := range a.versions {
		one.Name, one.Weight = a.versionService(&a.versions[i]), a.versions[i].version.Weight.Value
		out[i] = one
	}
	return out
}

// ruleMatches are one for each method.
func ruleMatches(r *routePlan, kind string) []ModelRuleMatch {
	match := ModelRuleMatch{Headers: ruleHeaders(r.Headers)}
	if kind == "GRPCRoute" {
		match.Call = remoteCall(r)
		if match.Call == nil && len(match.Headers) == 0 {
			return nil
		}
		return []ModelRuleMatch{match}
	}
	match.Path = &ModelText{Text: r.Path.Text}
	switch r.Path.Kind {
	case routing.Exact:
		match.Path.Kind = "exact"
	case routing.Prefix:
		match.Path.Kind = "prefix"
	case routing.Every:
		match.Path.Kind, match.Path.Text = "prefix", "/"
	case routing.Regex:
		match.Path.Kind = "regex"
	}
	if len(r.Methods) == 0 {
		return []ModelRuleMatch{match}
	}
	out := make([]ModelRuleMatch, len(r.Methods))
	for i := range r.Methods {
		match.Method = &r.Methods[i]
		out[i] = match
	}
	return out
}

// remoteCall is what a path means to gRPC; nil where it is all of it.
func remoteCall(r *routePlan) *ModelRemoteCall {
	if found := grpcMethod.FindStringSubmatch(r.Path.Text); r.Path.Kind == routing.Exact && found != nil {
		return &ModelRemoteCall{Service: found[1], Method: &found[2]}
	}
	if found := grpcService.FindStringSubmatch(r.Path.Text); r.Path.Kind == routing.Prefix && found != nil {
		return &ModelRemoteCall{Service: found[1]}
	}
	return nil
}

// ruleHeaders compare headers: exactly, or by an expression for the whole
// value. The API refuses empty text.
func ruleHeaders(headers []routing.Header) []ModelHeader {
	out := resolveHeaders(headers)
	for i := range out {
		switch h := &out[i]; {
		case h.Kind == "exact" && h.Text == "":
			h.Kind, h.Text = "regex", "^$"
		case h.Kind == "prefix":
			h.Kind, h.Text = "regex", regexp.QuoteMeta(h.Text)+".*"
		case h.Kind == "present":
			h.Kind, h.Text = "regex", ".*"
		}
	}
	slices.SortFunc(out, func(a, b ModelHeader) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// gatewayDuration is a duration as the Gateway API writes it (GEP-2257): whole
// numbers of at most five digits. It is nil where none was written or it cannot
// be.
func gatewayDuration(t Text) *string {
	d, err := time.ParseDuration(t.Value)
	if err != nil || d%time.Millisecond != 0 || d < 0 || d >= 100_000*time.Hour {
		return nil
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
	text := ""
	for _, u := range units {
		if n := d / u.one; n > 0 {
			text += strconv.FormatInt(int64(n), 10) + u.name
			d -= n * u.one
		}
	}
	text = cmp.Or(text, "0s")
	return &text
}
