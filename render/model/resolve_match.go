package model

import (
	"slices"

	"render/render/plan"
	"render/render/routing"
)

// matches are one for each method and each part of the hosts, without those that
// an earlier exact path took already.
func matches(r *plan.PlacedRoute, path Text, seen exactPaths) []Match {
	match := Match{Path: path, Headers: resolveHeaders(r.Headers)}
	methods := r.Methods
	if len(methods) == 0 {
		methods = []string{""} // all
	}
	authorities := plan.AuthorityMatches(r.On.Names())
	out := make([]Match, 0, len(methods)*len(authorities))
	for _, method := range methods {
		if seen.covers(r, method) {
			continue
		}
		for _, authority := range authorities {
			match.Method, match.Authority = textOrNull(method), textOrNull(authority)
			out = append(out, match)
		}
	}
	return out
}

// headerKinds are the model's words.
var headerKinds = map[routing.HeaderKind]string{
	routing.HeaderExact: "exact", routing.HeaderPrefix: "prefix", routing.HeaderRegex: "regex", routing.HeaderPresent: "present",
}

// resolveHeaders are what a route's headers are compared with.
func resolveHeaders(headers []routing.Header) []Header {
	var out []Header
	for _, h := range headers {
		out = append(out, Header{Name: h.Name, Kind: headerKinds[h.Kind], Text: h.Value})
	}
	return out
}

// exactPaths are the routes of exact paths that a VirtualService has so far.
// After one of the same path, the exact half of a prefix may get no request any
// more, and Istio's analyzers tell of it (IST0130, IST0131).
type exactPaths map[string][]*plan.PlacedRoute

func (x exactPaths) add(r *plan.PlacedRoute) { x[r.Path.Text] = append(x[r.Path.Text], r) }

// covers reports whether an earlier route takes all requests for a prefix itself
// that are of a method.
func (x exactPaths) covers(r *plan.PlacedRoute, method string) bool {
	return slices.ContainsFunc(x[r.Path.Text], func(e *plan.PlacedRoute) bool {
		return e.TakesMethods([]string{method}) && r.On.Within(e.On) && e.AsksNoMore(&r.Match)
	})
}
