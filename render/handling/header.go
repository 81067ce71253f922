package handling

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// checkConditions checks what a route asks for beside its path and its methods.
func (v *verdict) checkConditions(r *plan.Route) {
	route := r.Written
	for i := range route.Headers {
		if v.failRequestLine(r, &route.Headers[i]) {
			continue
		}
		h := &route.Headers[i].Value
		v.checkHeaderValue(h, "a header", "exact, prefix, regex, present, not")
		v.need(format.PointerOrigin(h.Not), platform.IstioWithoutMissingHeaders)
	}
	for i := range route.Query {
		h := &route.Query[i].Value
		v.checkHeaderValue(h, "a parameter", "exact, prefix, regex, present")
		v.FailEach("query-match", negations(h), "Istio compares a parameter of the query with what it is, not with what it is not",
			"write a route for the requests that have it, which is tried first, and this one without it")
	}
	if route.IgnoreCase.Value && !r.Path.AnyCase {
		help := "remove it"
		if r.Path.Kind == routing.Regex {
			help = "write (?i) at the beginning of the expression, and remove it"
		}
		v.Fail("ignore-case", route.IgnoreCase.Origin, "has no effect on "+wording.Quote(pathText(r)), help, r.Origin)
	}
}

// negations are where a value says what it is not.
func negations(h *format.HeaderValue) []format.Origin {
	out := []format.Origin{format.PointerOrigin(h.Not)}
	if !h.Present.Value {
		out = append(out, h.Present.Origin)
	}
	return out
}

// pathText is a route's path as it is written.
func pathText(r *plan.Route) string {
	for _, t := range []format.Text{r.Written.Path, r.Written.Exact, r.Written.Prefix, r.Written.Regex} {
		if t.IsSet() {
			return t.Value
		}
	}
	return ""
}

// checkHeaderValue checks that a value is compared in one way.
func (v *verdict) checkHeaderValue(h *format.HeaderValue, what, ways string) {
	origins := []format.Origin{h.Exact.Origin, h.Prefix.Origin, h.Regex.Origin, h.Present.Origin, format.PointerOrigin(h.Not)}
	if given(origins) != 1 && !h.IsWrong() {
		v.Fail("header-match", h.Origin, what+" is compared in one way", "write one of: "+ways)
	}
	if p := h.Prefix; p.IsSet() && p.Value == "" {
		v.Fail("header-match", p.Origin, "every value begins with nothing, and Istio refuses it", "write present: true in its place")
	}
	n := h.Not
	if n == nil || n.IsWrong() {
		return
	}
	if given([]format.Origin{n.Exact.Origin, n.Prefix.Origin, n.Regex.Origin}) != 1 {
		v.Fail("header-match", n.Origin, what+" is compared in one way", "write one of: exact, prefix, regex")
	}
	if p := n.Prefix; p.IsSet() && p.Value == "" {
		v.Fail("header-match", p.Origin, "every value begins with nothing, and Istio refuses it", "write present: false in place of `not`")
	}
}

// given counts what was written.
func given(origins []format.Origin) int {
	n := 0
	for _, m := range origins {
		if m.IsSet() {
			n++
		}
	}
	return n
}

// checkHeaderChanges checks what becomes of the headers of a request and its answer.
func (v *verdict) checkHeaderChanges(r *plan.Route) {
	request, response := r.Written.Request, r.Written.Response
	v.checkHeaderChange(request)
	v.checkHeaderChange(response)
	if response != nil {
		v.failHost(append(changed(response), response.Remove...), "an answer has no Host")
	}
	if request == nil {
		return
	}
	var not []format.Text
	for _, p := range request.Add {
		not = append(not, p.Key)
	}
	v.failHost(append(not, request.Remove...), "a request has one Host, which can only be set")
	for _, p := range request.Set {
		if p.Key.Value == "host" && r.App.Backend.Renames() && !r.Written.Answered() {
			v.Fail("header-change", p.Key.Origin, "what is outside the cluster gets another Host already", "remove it, and write the name as `host` of `outside`", r.App.Written.Outside.Origin)
		}
	}
}

// changed are the headers that get a value.
func changed(c *format.HeaderChange) []format.Text {
	var out []format.Text
	for _, list := range [][]format.Pair{c.Set, c.Add} {
		for _, p := range list {
			out = append(out, p.Key)
		}
	}
	return out
}

func (v *verdict) failHost(headers []format.Text, message string) {
	for _, h := range headers {
		if h.Value == "host" {
			v.Fail("header-change", h.Origin, message, "remove it, or write it in request.set")
		}
	}
}

// checkHeaderChange checks that each header is changed in one way.
func (v *verdict) checkHeaderChange(c *format.HeaderChange) {
	if c == nil || c.IsWrong() {
		return
	}
	if len(c.Set)+len(c.Add)+len(c.Remove) == 0 {
		v.Fail("header-change", c.Origin, "says of no header what becomes of it", "write set, add or remove, or remove it")
	}
	seen := map[string]format.Origin{}
	for _, h := range append(changed(c), c.Remove...) {
		if first, ok := seen[h.Value]; ok && h.Value != "host" {
			v.Fail("header-change", h.Origin, wording.Quote(h.Value)+" is there twice: a header is set, added to or removed", "remove one of the two", first)
			continue
		}
		seen[h.Value] = h.Origin
	}
}
