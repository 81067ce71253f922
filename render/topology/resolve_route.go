package topology

import (
	"maps"
	"render/render/routing"
	"strconv"
	"strings"
	"time"
)

func (r *resolver) resolveVirtualService(s *virtualServicePlan, labels map[string]any) ModelVirtualService {
	out := ModelVirtualService{Name: s.name, Metadata: r.metadata(s.name, s.namespace, labels),
		Hosts: plainList(routing.Widest(s.hosts)), Gateways: plainList(s.gateways)}
	seen := exactPaths{}
	for i := range s.rules {
		placed := &s.rules[i]
		for _, rule := range httpRoutes(placed, s, seen) {
			out.HTTP = append(out.HTTP, withAuthority(placed.routePlan, rule))
		}
	}
	return out
}

// httpRoutes is a route as Istio's HTTPRoutes: one, or two for a prefix with a
// rewrite. What no request would reach is left out.
func httpRoutes(r *placedRoute, s *virtualServicePlan, seen exactPaths) []map[string]any {
	route := r.route
	out := actions(r.routePlan, s)
	var alone, below []any // of a prefix: itself, and what is below it, which Istio tells apart
	switch r.Path.Kind {
	case routing.Exact:
		alone = withConditions(r, map[string]any{"exact": r.Path.Text}, nil)
		seen.add(r)
	case routing.Prefix:
		alone = withConditions(r, map[string]any{"exact": r.Path.Text}, seen)
		below = withConditions(r, map[string]any{"prefix": r.Path.Text + "/"}, nil)
	case routing.Regex:
		alone = withConditions(r, map[string]any{"regex": regexMatch(r.Path.Text)}, nil)
	case routing.Every:
		alone = withConditions(r, map[string]any{"prefix": "/"}, nil)
	}
	to := route.Rewrite.Value
	if !route.Rewrite.IsSet() {
		out["match"] = append(alone, below...)
		return []map[string]any{out}
	}
	slash := to
	if !strings.HasSuffix(to, "/") {
		slash += "/"
	}
	if r.Path.Kind != routing.Prefix {
		if r.Path.Kind == routing.Every {
			// Envoy replaces the matched "/" alone: /x with rewrite /v1 would
			// become /v1x.
			to = slash
		}
		out["match"], out["rewrite"] = alone, map[string]any{"uri": to}
		return []map[string]any{out}
	}
	// The prefix itself and what is below it are replaced by different texts:
	// /api and /api/x with rewrite /v1 become /v1 and /v1/x.
	var rules []map[string]any
	if len(alone) > 0 {
		rule := maps.Clone(out)
		rule["match"], rule["rewrite"] = alone, map[string]any{"uri": to}
		rules = append(rules, rule)
	}
	out["match"], out["rewrite"] = below, map[string]any{"uri": slash}
	return append(rules, out)
}

// regexMatch is an expression as it is, but for the one that istiod would put
// behind all other routes of its host (SortVHostRoutes).
func regexMatch(expression string) string {
	if expression == ".*" {
		return "(.*)"
	}
	return expression
}

// destination is Istio's Destination: a Service and its port.
func destination(a *appPlan, port *portPlan, s *virtualServicePlan) map[string]any {
	return map[string]any{"host": serviceHost(a, s), "port": map[string]any{"number": float64(port.number)}}
}

// actions are what a route does with a request, as fields of Istio's HTTPRoute.
func actions(r *routePlan, s *virtualServicePlan) map[string]any {
	route, out := r.route, map[string]any{}
	if route.Redirect != nil {
		out["redirect"] = redirect(route.Redirect)
	} else if r.port != nil {
		out["route"] = destinations(r.app, r.port, s)
	}
	if d := seconds(route.Timeout); d != nil {
		out["timeout"] = *d
	}
	if route.Retries != nil {
		out["retries"] = retries(route.Retries)
	}
	if route.CORS != nil {
		out["corsPolicy"] = cors(route.CORS)
	}
	if m := route.Mirror; m != nil && r.mirrored != nil && len(r.mirrored.ports) > 0 {
		out["mirror"] = destination(r.mirrored, &r.mirrored.ports[0], s)
		if m.Percent.Value != 100 {
			out["mirrorPercentage"] = map[string]any{"value": float64(m.Percent.Value)}
		}
	}
	return out
}

// headerMatch is a StringMatch; an empty one asks only that the header is
// there.
func headerMatch(h *HeaderValue) map[string]any {
	switch {
	case h.Exact.IsSet():
		return map[string]any{"exact": h.Exact.Value}
	case h.Prefix.IsSet():
		return map[string]any{"prefix": h.Prefix.Value}
	case h.Regex.IsSet():
		return map[string]any{"regex": h.Regex.Value}
	}
	return map[string]any{}
}

func redirect(d *Redirect) map[string]any {
	scheme, host, path, port := splitRedirect(d.To.Value)
	out := map[string]any{}
	for key, value := range map[string]string{"scheme": scheme, "authority": host, "uri": path} {
		if value != "" {
			out[key] = value
		}
	}
	if port != 0 {
		out["port"] = float64(port)
	}
	code, _ := strconv.Atoi(d.Code.Value)
	out["redirectCode"] = float64(code)
	return out
}

func retries(t *Retries) map[string]any {
	out := map[string]any{"attempts": float64(t.Attempts.Value)}
	if s := seconds(t.PerTry); s != nil {
		out["perTryTimeout"] = *s
	}
	on := ""
	for i, condition := range t.On {
		if i > 0 {
			on += ","
		}
		on += condition.Value
	}
	if on != "" {
		out["retryOn"] = on
	}
	return out
}

func cors(c *CORS) map[string]any {
	origins := make([]any, len(c.Origins))
	for i, o := range c.Origins {
		origins[i] = map[string]any{"exact": o.Value}
		if o.Value == "*" {
			origins[i] = map[string]any{"regex": ".*"}
		}
	}
	out := map[string]any{"allowOrigins": origins}
	for key, list := range map[string][]Text{"allowMethods": c.Methods, "allowHeaders": c.Headers, "exposeHeaders": c.Expose} {
		if len(list) > 0 {
			out[key] = plainList(values(list))
		}
	}
	if s := seconds(c.MaxAge); s != nil {
		out["maxAge"] = *s
	}
	if c.Credentials.IsSet() {
		out["allowCredentials"] = c.Credentials.Value
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
