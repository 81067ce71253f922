package model

import (
	"regexp"
	"slices"
	"strings"

	"render/internal/later"
	"render/render/plan"
	"render/render/routing"
)

// matches are one for each method and each part of the hosts, without those that
// an earlier exact path took already.
func matches(r *plan.PlacedRoute, path Text, seen exactPaths) []Match {
	match := Match{Path: path, Query: resolveQuery(r.Query), AnyCase: r.Path.AnyCase}
	for _, h := range r.Headers {
		if h.Not {
			match.Without = append(match.Without, resolveHeader(h))
		} else {
			match.Headers = append(match.Headers, resolveHeader(h))
		}
	}
	methods := r.Methods
	if len(methods) == 0 {
		methods = []string{""} // all
	}
	authorities := routing.AuthorityMatches(r.On.Names())
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
func headerKinds() map[routing.HeaderKind]string { return headerKindsOnce.Get(makeHeaderKinds) }

var headerKindsOnce later.Value[map[routing.HeaderKind]string]

func makeHeaderKinds() map[routing.HeaderKind]string {
	return map[routing.HeaderKind]string{
		routing.HeaderExact: "exact", routing.HeaderPrefix: "prefix", routing.HeaderRegex: "regex", routing.HeaderPresent: "present",
	}
}

func resolveHeader(h routing.Header) Header {
	return Header{Name: h.Name, Kind: headerKinds()[h.Kind], Text: h.Value}
}

// resolveQuery are what parameters are compared with. Istio compares the beginning of
// one from 1.18 on alone, and takes an expression in every version.
func resolveQuery(query []routing.Header) []Header {
	var out []Header
	for _, h := range query {
		out = append(out, resolveHeader(h))
		if last := &out[len(out)-1]; h.Kind == routing.HeaderPrefix {
			last.Kind, last.Text = "regex", beginning(h.Value)
		}
	}
	return out
}

// beginning is an expression for all texts that begin so.
func beginning(text string) string { return regexp.QuoteMeta(text) + ".*" }

// exactPaths are the routes of exact paths that a VirtualService has so far.
// After one of the same path, the exact half of a prefix may get no request any
// more, and Istio's analyzers tell of it (IST0130, IST0131).
type exactPaths map[string][]*plan.PlacedRoute

func (x exactPaths) add(r *plan.PlacedRoute) {
	key := strings.ToLower(r.Path.Text)
	x[key] = append(x[key], r)
}

// covers reports whether an earlier route takes all requests for a prefix itself
// that are of a method.
func (x exactPaths) covers(r *plan.PlacedRoute, method string) bool {
	itself := routing.NewPath(routing.Exact, r.Path.Text)
	if r.Path.AnyCase {
		itself = itself.InAnyCase()
	}
	return slices.ContainsFunc(x[strings.ToLower(r.Path.Text)], func(e *plan.PlacedRoute) bool {
		return e.Path.Covers(itself) && e.TakesMethods([]string{method}) && r.On.Within(e.On) && e.AsksNoMore(&r.Match)
	})
}
