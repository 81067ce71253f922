package model

import (
	"strconv"
	"strings"
	"time"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// resolveRoutes are the routes to an app.
func (r *resolver) resolveRoutes(a *plan.App) Routes {
	var out Routes
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
	out := VirtualService{Name: s.Name, Hosts: routing.Widest(s.Hosts), Gateways: s.Gateways,
		Routes: make([]Route, 0, len(s.Rules))}
	seen := exactPaths{}
	for i := range s.Rules {
		out.Routes = appendRoutes(out.Routes, &s.Rules[i], s, seen)
	}
	return out
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
	path := r.Written.Rewrite.Value
	if !r.Written.Rewrite.IsSet() {
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
	if route.Redirect != nil {
		out.Redirect = resolveRedirect(route.Redirect)
	} else if r.Port != nil {
		out.Destinations = destinations(r.App, r.Port, s)
	}
	if t := route.Retries; t != nil {
		out.Retries = &Retries{Attempts: t.Attempts.Value, PerTry: seconds(t.PerTry), On: format.Values(t.On)}
	}
	if m := route.Mirror; m != nil && r.Mirrored != nil && len(r.Mirrored.Ports) > 0 {
		out.Mirror = &Mirror{To: destination(r.Mirrored, &r.Mirrored.Ports[0], s), Percent: percent(m)}
	}
	if renamed(r) {
		out.Rewrite = &Rewrite{Host: &r.App.Backend.Host}
	}
	return out
}

// renamed reports whether requests get the name of where they go, a host outside
// the cluster: a server there knows itself by that, not by the tier's hosts.
func renamed(r *plan.Route) bool { return r.Written.Redirect == nil && r.App.Backend.Named() }

// percent is the share that is copied; nil for all.
func percent(m *format.Mirror) *int {
	if m.Percent.Value == 100 {
		return nil
	}
	return &m.Percent.Value
}

// destination is an app's Service, or what it names, and a port.
func destination(a *plan.App, port *plan.Port, s *plan.VirtualService) Destination {
	return Destination{Host: plan.ServiceHost(a, s), Port: port.Number}
}

// destinations are a route's: one, or one for each version with its weight.
func destinations(a *plan.App, port *plan.Port, s *plan.VirtualService) []Destination {
	one := destination(a, port, s)
	if len(a.Versions) == 0 {
		return []Destination{one}
	}
	out := make([]Destination, len(a.Versions))
	for i := range a.Versions {
		one.Subset, one.Weight = &a.Versions[i].Subset, &a.Versions[i].Written.Weight.Value
		out[i] = one
	}
	return out
}

func resolveRedirect(d *format.Redirect) *Redirect {
	scheme, host, path, port := plan.SplitRedirect(d.To.Value)
	out := &Redirect{Scheme: textOrNull(scheme), Host: textOrNull(host), Path: textOrNull(path)}
	if port != 0 {
		out.Port = &port
	}
	out.Code, _ = strconv.Atoi(string(d.Code.Value))
	return out
}

// textOrNull is a text that is there; nil for none.
func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func resolveCORS(c *format.CORS) *CORS {
	if c == nil {
		return nil
	}
	out := &CORS{Origins: format.Values(c.Origins), Methods: format.Values(c.Methods), Headers: format.Values(c.Headers), Expose: format.Values(c.Expose),
		MaxAge: seconds(c.MaxAge), MaxAgeSeconds: 5, Credentials: given(c.Credentials)}
	if d, err := time.ParseDuration(c.MaxAge.Value); err == nil {
		out.MaxAgeSeconds = int(d / time.Second)
	}
	return out
}

// seconds is a duration in the one spelling that every reader of Istio's
// objects takes; null where none was written. 0s is no limit, which is what
// Istio does without the field, and refuses in it.
func seconds(t format.Text) *string {
	if !t.IsSet() {
		return nil
	}
	d, err := time.ParseDuration(t.Value)
	if err != nil || d == 0 {
		return nil
	}
	text := strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "s"
	return &text
}
