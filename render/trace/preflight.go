package trace

import (
	"slices"

	"render/render/wording"
)

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
		t.answersItself(200)
	}
	return true
}
