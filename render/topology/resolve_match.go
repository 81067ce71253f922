package topology

import (
	"maps"
	"slices"
)

// withConditions is a match for each method and each part of the hosts, without
// those that an earlier exact path took already.
func withConditions(r *placedRoute, uri map[string]any, seen exactPaths) []any {
	match := map[string]any{"uri": uri}
	if len(r.route.Headers) > 0 {
		headers := map[string]any{}
		for _, h := range r.route.Headers {
			headers[h.Key.Value] = headerMatch(&h.Value)
		}
		match["headers"] = headers
	}
	methods := r.Methods
	if len(methods) == 0 {
		methods = []string{""} // all
	}
	authorities := authorityMatches(r.on.Names())
	out := make([]any, 0, len(methods)*len(authorities))
	for _, method := range methods {
		if seen.covers(r, method) {
			continue
		}
		for _, authority := range authorities {
			one := match
			if method != "" || authority != "" {
				one = maps.Clone(match)
			}
			if method != "" {
				one["method"] = map[string]any{"exact": method}
			}
			if authority != "" {
				one["authority"] = map[string]any{"regex": authority}
			}
			out = append(out, one)
		}
	}
	return out
}

// exactPaths are the routes of exact paths that a VirtualService has so far.
// After one of the same path, the exact half of a prefix may get no request any
// more, and Istio's analyzers tell of it (IST0130, IST0131).
type exactPaths map[string][]*placedRoute

func (x exactPaths) add(r *placedRoute) { x[r.Path.Text] = append(x[r.Path.Text], r) }

// covers reports whether an earlier route takes all requests for a prefix itself
// that are of a method.
func (x exactPaths) covers(r *placedRoute, method string) bool {
	return slices.ContainsFunc(x[r.Path.Text], func(e *placedRoute) bool {
		return e.TakesMethods([]string{method}) && r.on.Within(e.on) && e.AsksNoMore(&r.Match)
	})
}
