package topology

import (
	"maps"
	"strconv"
	"strings"
	"time"
)

func resolveVirtualService(s *virtualServicePlan, labels map[string]any, m *Model) ModelVirtualService {
	out := ModelVirtualService{Name: s.name, Metadata: m.metadata(s.name, s.namespace, labels),
		Hosts: plainList(widest(s.hosts)), Gateways: plainList(s.gateways)}
	for _, r := range s.routes {
		out.HTTP = append(out.HTTP, withAuthority(r, resolveRoute(r, s))...)
	}
	return out
}

// serviceHost is how a VirtualService names a Service: alone in the Service's
// own namespace, else in full.
func serviceHost(a *appPlan, s *virtualServicePlan) string {
	if a.backend != nil {
		return a.backend.seenFrom(s)
	}
	if s.full || a.namespace != s.namespace {
		return a.names.service + "." + a.namespace + ".svc.cluster.local"
	}
	return a.names.service
}

// resolveRoute is a route as Istio's HTTPRoutes: one, or two for a prefix with a
// rewrite.
func resolveRoute(r *routePlan, s *virtualServicePlan) []any {
	route := r.route
	out := actions(r, s)
	if r.class != prefixPath || !route.Rewrite.IsSet() {
		out["match"] = r.matches()
		if to := route.Rewrite.Value; route.Rewrite.IsSet() {
			// Envoy replaces the matched "/" alone: /x with rewrite /v1 would
			// become /v1x.
			if r.class == everyPath && !strings.HasSuffix(to, "/") {
				to += "/"
			}
			out["rewrite"] = map[string]any{"uri": to}
		}
		return []any{out}
	}
	// The prefix itself and what is below it are replaced by different texts:
	// /api and /api/x with rewrite /v1 become /v1 and /v1/x.
	alone, below := out, maps.Clone(out)
	to := route.Rewrite.Value
	alone["match"], alone["rewrite"] = r.withConditions(map[string]any{"exact": r.path}), map[string]any{"uri": to}
	if !strings.HasSuffix(to, "/") {
		to += "/"
	}
	below["match"], below["rewrite"] = r.withConditions(map[string]any{"prefix": r.path + "/"}), map[string]any{"uri": to}
	return []any{alone, below}
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

// matches are the entries of a VirtualService's match list. Istio's prefix is
// one of characters, so a prefix of path segments takes two.
func (r *routePlan) matches() []any {
	switch r.class {
	case prefixPath:
		return append(r.withConditions(map[string]any{"exact": r.path}), r.withConditions(map[string]any{"prefix": r.path + "/"})...)
	case regexPath:
		return r.withConditions(map[string]any{"regex": r.path})
	case everyPath:
		return r.withConditions(map[string]any{"prefix": "/"})
	}
	return r.withConditions(map[string]any{"exact": r.path})
}

// withConditions is a match for each method, or one where all are welcome.
func (r *routePlan) withConditions(uri map[string]any) []any {
	match := map[string]any{"uri": uri}
	if len(r.route.Headers) > 0 {
		headers := map[string]any{}
		for _, h := range r.route.Headers {
			headers[h.Key.Value] = headerMatch(&h.Value)
		}
		match["headers"] = headers
	}
	if len(r.methods) == 0 {
		return []any{match}
	}
	out := make([]any, len(r.methods))
	for i, method := range r.methods {
		one := maps.Clone(match)
		one["method"] = map[string]any{"exact": method}
		out[i] = one
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
