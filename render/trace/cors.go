package trace

import (
	"regexp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// crossing is what a route says of pages of other origins. The question that a browser
// asks before (OPTIONS with Origin and Access-Control-Request-Method) is the gateway's to
// answer (Envoy's filter envoy.filters.http.cors, behind policies and faults, before
// routes that send on; routes that redirect or answer themselves have none).
type crossing struct {
	field   objects.Field
	origins []condition
	// keeps is whether the question of an origin that is not among them ends at the gateway
	// too (unmatchedPreflights; always by the Gateway API).
	keeps bool
}

// readCrossing reads the corsPolicy of a VirtualService's rule; nil where it is absent.
func readCrossing(f objects.Field) *crossing {
	if !f.Present() {
		return nil
	}
	out := &crossing{field: f, keeps: textOf(f.At("unmatchedPreflights")) == "IGNORE"}
	for _, o := range f.At("allowOrigins").Items().All() {
		if c := readCondition(objects.StringMatch{Field: o}); c != nil {
			out.origins = append(out.origins, *c)
		}
	}
	if !f.At("allowOrigins").Present() {
		for _, o := range f.At("allowOrigin").Items().All() {
			out.origins = append(out.origins, condition{exact, textOf(o)})
		}
	}
	return out
}

// readFilterCrossing reads the filter of an HTTPRoute (istio,
// pilot/pkg/config/kube/gateway/conversion.go, createCorsFilter).
func readFilterCrossing(f objects.Field) *crossing {
	out := &crossing{field: f, keeps: true}
	for _, o := range f.At("allowOrigins").Items().All() {
		text := textOf(o)
		switch {
		case text == "":
		case text == "*":
			out.origins = append(out.origins, condition{regex, `[a-zA-Z][a-zA-Z0-9+.-]*://[^/\s?#]+`})
		default:
			out.origins = append(out.origins, condition{regex, strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, ".*")})
		}
	}
	return out
}

// preflight ends a way with the answer to a browser's question, and reports whether it
// does. That of an origin which may not ask goes on, or is answered without leave.
func (t *Trace) preflight(c *crossing) (ended bool) {
	origin, _ := t.Request.header("origin")
	method, _ := t.Request.header("access-control-request-method")
	if c == nil || t.Request.Method != "OPTIONS" || origin == "" || method == "" {
		return false
	}
	allowed := slices.ContainsFunc(c.origins, func(o condition) bool { return o.holds("*") || o.holds(origin) })
	switch {
	case !allowed && !c.keeps:
		t.hop(StepRoute, c.field, "pages of "+wording.Quote(origin)+" may not ask, and the question goes on to the app")
		return false
	case !allowed:
		t.hop(StepRoute, c.field, "pages of "+wording.Quote(origin)+" may not ask, and the gateway answers so")
	default:
		t.hop(StepRoute, c.field, "pages of "+wording.Quote(origin)+" may ask, and the gateway answers so")
	}
	if t.Verdict != Fails {
		t.Status, t.answered = 200, true
		t.Verdict, t.Why = Answers, "the gateway answers 200 by itself"
	}
	return true
}
