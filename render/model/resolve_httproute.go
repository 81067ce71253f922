package model

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

func (r *resolver) resolveHTTPRoute(g *plan.GatewayRoute) HTTPRoute {
	out := HTTPRoute{Kind: g.Kind, Name: g.Name, Gateway: g.Tier.Names.Gateway, Hosts: g.Hosts, Listeners: g.Listeners()}
	if own := g.Tier.GatewayNamespace; g.Namespace != own {
		out.GatewayNamespace = &own
	}
	if g.Closed {
		out.Rules = []Rule{{Matches: []RuleMatch{{Path: &Text{"regex", noPath}}}}}
	}
	if c := g.Whole; c != nil {
		out.Rules = []Rule{{Backends: backends(c.App, c.Port, nil, g.Namespace)}}
	}
	for _, route := range g.Routes {
		out.Rules = append(out.Rules, resolveRule(route, g))
	}
	if g.ToHTTPS {
		scheme := "https"
		out.Rules = append(out.Rules, Rule{Matches: []RuleMatch{{Path: &Text{"prefix", "/"}}}, Redirect: &Redirect{Scheme: &scheme, Code: 301}})
	}
	return out
}

// noPath is an expression that no path matches: each begins with "/".
const noPath = "none"

// resolveRule is a route as a rule of an HTTPRoute or a GRPCRoute.
func resolveRule(r *plan.Route, in *plan.GatewayRoute) Rule {
	route := r.Written
	out := Rule{Matches: ruleMatches(r, in.Kind), CORS: resolveCORS(route.CORS), Timeout: gatewayDuration(route.Timeout)}
	out.Request, out.Response = resolveChange(route.Request), resolveChange(route.Response)
	if route.Rewrite.Path.IsSet() {
		out.Rewrite = &RuleRewrite{Path: &route.Rewrite.Path.Value, Whole: r.Path.Kind == routing.Exact}
	}
	if renamed(r) {
		if out.Rewrite == nil {
			out.Rewrite = &RuleRewrite{}
		}
		out.Rewrite.Host = &r.App.Backend.Authority
	}
	if m := route.Mirror; m != nil && r.MirroredPort != nil {
		out.Mirror = &BackendMirror{To: backendOf(r.Mirrored, r.MirroredPort, in.Namespace), Percent: percent(m)}
	}
	if route.Redirect != nil {
		out.Redirect = resolveRedirect(route.Redirect)
	} else if r.Port != nil {
		out.Backends = backends(r.App, r.Port, r.Version, in.Namespace)
	}
	return out
}

// backendOf is an app's Service, or what it names: one that is there, or a host
// outside the cluster.
func backendOf(a *plan.App, port *plan.Port, from string) Backend {
	if a.Backend.Outside() {
		return Backend{Name: a.Backend.Host, Outside: true, Port: port.Number, Weight: 1}
	}
	name, namespace := a.ServiceAt()
	out := Backend{Name: name, Port: port.Number, Weight: 1}
	if namespace != from {
		out.Namespace = &namespace
	}
	return out
}

// backends are where a route leads: one, or one for each version with its weight,
// unless one version alone is meant.
func backends(a *plan.App, port *plan.Port, only *plan.Version, from string) []Backend {
	one := backendOf(a, port, from)
	switch {
	case only != nil:
		one.Name = a.VersionService(only)
		return []Backend{one}
	case len(a.Versions) == 0:
		return []Backend{one}
	}
	out := make([]Backend, len(a.Versions))
	for i := range a.Versions {
		one.Name, one.Weight = a.VersionService(&a.Versions[i]), a.Versions[i].Written.Weight.Value
		out[i] = one
	}
	return out
}

// ruleMatches are one for each method.
func ruleMatches(r *plan.Route, kind string) []RuleMatch {
	match := RuleMatch{Headers: ruleHeaders(r.Headers), Query: ruleHeaders(r.Query)}
	if kind == "GRPCRoute" {
		match.Call = remoteCall(r)
		if match.Call == nil && len(match.Headers) == 0 {
			return nil
		}
		return []RuleMatch{match}
	}
	match.Path = &Text{Text: r.Path.Text}
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
		return []RuleMatch{match}
	}
	out := make([]RuleMatch, len(r.Methods))
	for i := range r.Methods {
		match.Method = &r.Methods[i]
		out[i] = match
	}
	return out
}

// remoteCall is what a path means to gRPC; nil where it is all of it.
func remoteCall(r *plan.Route) *RemoteCall {
	if found := plan.GrpcMethod.FindStringSubmatch(r.Path.Text); r.Path.Kind == routing.Exact && found != nil {
		return &RemoteCall{Service: found[1], Method: &found[2]}
	}
	if found := plan.GrpcService.FindStringSubmatch(r.Path.Text); r.Path.Kind == routing.Prefix && found != nil {
		return &RemoteCall{Service: found[1]}
	}
	return nil
}

// ruleHeaders compare headers, or parameters of the query: exactly, or by an
// expression for the whole value. The API refuses empty text.
func ruleHeaders(headers []routing.Header) []Header {
	out := make([]Header, len(headers))
	for i := range out {
		out[i] = resolveHeader(headers[i])
		switch h := &out[i]; {
		case h.Kind == "exact" && h.Text == "":
			h.Kind, h.Text = "regex", "^$"
		case h.Kind == "prefix":
			h.Kind, h.Text = "regex", beginning(h.Text)
		case h.Kind == "present":
			h.Kind, h.Text = "regex", ".*"
		}
	}
	slices.SortFunc(out, func(a, b Header) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// gatewayDuration is a duration as the Gateway API writes it (GEP-2257): whole
// numbers of at most five digits. It is nil where none was written or it cannot
// be.
func gatewayDuration(t format.Text) *string {
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
