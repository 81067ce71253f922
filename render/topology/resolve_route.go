package topology

import (
	"render/render/routing"
	"strconv"
	"strings"
	"time"
)

// resolveRoutes are the routes to an app.
func (r *resolver) resolveRoutes(a *appPlan) ModelRoutes {
	var out ModelRoutes
	for i := range a.http {
		out.HTTPRoutes = append(out.HTTPRoutes, r.resolveHTTPRoute(&a.http[i]))
	}
	if r.plan.gatewayAPI() {
		return out
	}
	for i := range a.own {
		out.VirtualServices = append(out.VirtualServices, resolveVirtualService(&a.own[i]))
	}
	out.Connections = resolveConnections(a)
	return out
}

func resolveVirtualService(s *virtualServicePlan) ModelVirtualService {
	out := ModelVirtualService{Name: s.name, Hosts: plainList(routing.Widest(s.hosts)), Gateways: plainList(s.gateways),
		Routes: make([]ModelRoute, 0, len(s.rules))}
	seen := exactPaths{}
	for i := range s.rules {
		out.Routes = appendRoutes(out.Routes, &s.rules[i], s, seen)
	}
	return out
}

// appendRoutes adds what a route becomes: one, or two for a prefix with a rewrite.
// What no request would reach is left out.
func appendRoutes(to []ModelRoute, r *placedRoute, s *virtualServicePlan, seen exactPaths) []ModelRoute {
	out := resolveRoute(r.routePlan, s)
	var alone, below []ModelMatch // of a prefix: itself, and what is below it, which Istio tells apart
	switch r.Path.Kind {
	case routing.Exact:
		alone = matches(r, ModelText{"exact", r.Path.Text}, nil)
		seen.add(r)
	case routing.Prefix:
		alone = matches(r, ModelText{"exact", r.Path.Text}, seen)
		below = matches(r, ModelText{"prefix", r.Path.Text + "/"}, nil)
	case routing.Regex:
		alone = matches(r, ModelText{"regex", regexMatch(r.Path.Text)}, nil)
	case routing.Every:
		alone = matches(r, ModelText{"prefix", "/"}, nil)
	}
	path := r.route.Rewrite.Value
	if !r.route.Rewrite.IsSet() {
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
func (r ModelRoute) rewritten(matches []ModelMatch, path string) ModelRoute {
	r.Matches = matches
	rewrite := ModelRewrite{Path: &path}
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
func resolveRoute(r *routePlan, s *virtualServicePlan) ModelRoute {
	route := r.route
	out := ModelRoute{Timeout: seconds(route.Timeout), CORS: resolveCORS(route.CORS)}
	if route.Redirect != nil {
		out.Redirect = resolveRedirect(route.Redirect)
	} else if r.port != nil {
		out.Destinations = destinations(r.app, r.port, s)
	}
	if t := route.Retries; t != nil {
		out.Retries = &ModelRetries{Attempts: t.Attempts.Value, PerTry: seconds(t.PerTry), On: values(t.On)}
	}
	if m := route.Mirror; m != nil && r.mirrored != nil && len(r.mirrored.ports) > 0 {
		out.Mirror = &ModelMirror{To: destination(r.mirrored, &r.mirrored.ports[0], s), Percent: percent(m)}
	}
	if r.renamed() {
		out.Rewrite = &ModelRewrite{Host: &r.app.backend.host}
	}
	return out
}

// renamed reports whether requests get the name of where they go, a host outside
// the cluster: a server there knows itself by that, not by the tier's hosts.
func (r *routePlan) renamed() bool { return r.route.Redirect == nil && r.app.backend.named() }

// percent is the share that is copied; nil for all.
func percent(m *Mirror) *int {
	if m.Percent.Value == 100 {
		return nil
	}
	return &m.Percent.Value
}

// destination is an app's Service, or what it names, and a port.
func destination(a *appPlan, port *portPlan, s *virtualServicePlan) ModelDestination {
	return ModelDestination{Host: serviceHost(a, s), Port: port.number}
}

// destinations are a route's: one, or one for each version with its weight.
func destinations(a *appPlan, port *portPlan, s *virtualServicePlan) []ModelDestination {
	one := destination(a, port, s)
	if len(a.versions) == 0 {
		return []ModelDestination{one}
	}
	out := make([]ModelDestination, len(a.versions))
	for i := range a.versions {
		one.Subset, one.Weight = &a.versions[i].subset, &a.versions[i].version.Weight.Value
		out[i] = one
	}
	return out
}

func resolveRedirect(d *Redirect) *ModelRedirect {
	scheme, host, path, port := splitRedirect(d.To.Value)
	out := &ModelRedirect{Scheme: textOrNull(scheme), Host: textOrNull(host), Path: textOrNull(path)}
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

func resolveCORS(c *CORS) *ModelCORS {
	if c == nil {
		return nil
	}
	out := &ModelCORS{Origins: values(c.Origins), Methods: values(c.Methods), Headers: values(c.Headers), Expose: values(c.Expose),
		MaxAge: seconds(c.MaxAge), MaxAgeSeconds: 5, Credentials: given(c.Credentials)}
	if d, err := time.ParseDuration(c.MaxAge.Value); err == nil {
		out.MaxAgeSeconds = int(d / time.Second)
	}
	return out
}

// seconds is a duration in the one spelling that every reader of Istio's
// objects takes; null where none was written. 0s is no limit, which is what
// Istio does without the field, and refuses in it.
func seconds(t Text) *string {
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
