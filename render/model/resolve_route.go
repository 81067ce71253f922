package model

import (
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// resolveRoutes are the routes to an app.
func (r *resolver) resolveRoutes(a *plan.App) Routes {
	out := Routes{DestinationRules: resolveDestinations(a)}
	for i := range a.HTTP {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&a.HTTP[i]))
	}
	if r.plan.GatewayAPI() {
		return out
	}
	for i := range a.Own {
		out.VirtualServices = append(out.VirtualServices, resolveVirtualService(&a.Own[i]))
	}
	out.Connections = resolveConnections(a)
	return out
}

func resolveVirtualService(s *plan.VirtualService) VirtualService {
	out := VirtualService{Name: s.Name, Hosts: s.Hosts, Gateways: s.Gateways,
		Routes: make([]Route, 0, len(s.Rules))}
	if s.ToHTTPS != nil {
		out.Routes = append(out.Routes, toHTTPS(s.ToHTTPS.InClear))
	}
	seen := exactPaths{}
	for i := range s.Rules {
		out.Routes = appendRoutes(out.Routes, &s.Rules[i], s, seen)
	}
	return out
}

// toHTTPS redirects what comes to port 80, but for the paths of an expression, if any. They
// are told by the header that Envoy has of them: nothing else in a VirtualService says
// what a path is not.
func toHTTPS(but string) Route {
	scheme, port := "https", plan.HTTPPort
	match := Match{Path: Text{"prefix", "/"}, Port: &port}
	if but != "" {
		match.Without = []Header{{Name: ":path", Kind: "regex", Text: but}}
	}
	return Route{
		Matches:  []Match{match},
		Redirect: &Redirect{Scheme: &scheme, Code: 301},
	}
}

// appendRoutes adds what a route becomes: one, or two for a prefix with a rewrite.
// What no request would reach is left out.
func appendRoutes(to []Route, r *plan.PlacedRoute, s *plan.VirtualService, seen exactPaths) []Route {
	out := resolveRoute(r.Route, s)
	var alone, below []Match // of a prefix: itself, and what is below it, which Istio tells apart
	switch r.Path.Kind {
	case routing.Exact:
		alone = matches(r, Text{"exact", r.Path.Text}, nil)
		seen.add(r)
	case routing.Prefix:
		alone = matches(r, Text{"exact", r.Path.Text}, seen)
		below = matches(r, Text{"prefix", r.Path.Text + "/"}, nil)
	case routing.Regex:
		alone = matches(r, Text{"regex", regexMatch(r.Path.Text)}, nil)
	case routing.Every:
		alone = matches(r, Text{"prefix", "/"}, nil)
	}
	path := r.Written.Rewrite.Path.Value
	if !r.Written.Rewrite.Path.IsSet() {
		out.Matches = append(alone, below...)
		return append(to, out)
	}
	slash := path
	if !strings.HasSuffix(path, "/") {
		slash += "/"
	}
	if r.Path.Kind != routing.Prefix {
		if r.Path.Kind == routing.Every {
			// Envoy replaces the matched "/" alone: /x with rewrite /v1 would
			// become /v1x.
			path = slash
		}
		return append(to, out.rewritten(alone, path))
	}
	// The prefix itself and what is below it are replaced by different texts:
	// /api and /api/x with rewrite /v1 become /v1 and /v1/x.
	if len(alone) > 0 {
		to = append(to, out.rewritten(alone, path))
	}
	return append(to, out.rewritten(below, slash))
}

// rewritten is a route for some requests, of which it replaces the path.
func (r Route) rewritten(matches []Match, path string) Route {
	r.Matches = matches
	rewrite := Rewrite{Path: &path}
	if r.Rewrite != nil {
		rewrite.Host = r.Rewrite.Host
	}
	r.Rewrite = &rewrite
	return r
}

// regexMatch is an expression as it is, but for the one that istiod would put
// behind all other routes of its host (SortVHostRoutes).
func regexMatch(expression string) string {
	if expression == ".*" {
		return "(.*)"
	}
	return expression
}

// resolveRoute is what a route does with a request.
func resolveRoute(r *plan.Route, s *plan.VirtualService) Route {
	route := r.Written
	out := Route{Timeout: seconds(route.Timeout), CORS: resolveCORS(route.CORS)}
	switch {
	case route.Redirect != nil:
		out.Redirect = resolveRedirect(route.Redirect)
	case route.Respond != nil:
		out.Respond = &Respond{Status: route.Respond.Status.Value, Body: setText(route.Respond.Body)}
	case r.Port != nil:
		out.Destinations = destinations(r.App, r.Port, r.Version, s)
	}
	if t := route.Retries; t != nil {
		out.Retries = &Retries{Attempts: t.Attempts.Value, PerTry: seconds(t.PerTry), On: format.Values(t.On)}
	}
	if m := route.Mirror; m != nil && r.MirroredPort != nil {
		out.Mirror = &Mirror{To: destination(r.Mirrored, r.MirroredPort, s), Percent: percent(m)}
	}
	out.Request, out.Response = resolveChange(route.Request), resolveChange(route.Response)
	if renamed(r) {
		out.Rewrite = &Rewrite{Host: &r.App.Backend.Authority}
	}
	if w := &route.Rewrite; w.Regex.IsSet() {
		if out.Rewrite == nil {
			out.Rewrite = &Rewrite{}
		}
		out.Rewrite.Parts = &Replacement{Regex: w.Regex.Value, To: w.To.Value}
	}
	return out
}
