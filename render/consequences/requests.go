package consequences

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// ask is what a route asks of a request, and stands for one that is just that.
type ask struct {
	path       routing.Path
	text       string      // the path as it is written, of a prefix with "*" behind it
	sample     string      // a path that it takes, which nothing more specific does
	conditions []condition // beside the path, sorted
	anyCase    bool
	// segments is how long a prefix of whole segments is, of the Gateway API; 0 for
	// what is none. Such a prefix is two asks: for its path, and for what is below.
	segments int
}

// newAsk is one of a path: of a VirtualService a prefix is one of letters, of the
// Gateway API one of whole segments.
func newAsk(kind routing.Kind, text string, anyCase bool, conditions []condition) ask {
	a := ask{path: routing.Path{Kind: kind, Text: text}, text: text, sample: text, conditions: conditions, anyCase: anyCase}
	switch {
	case kind == routing.Regex:
		a.path = routing.NewPath(kind, text)
		a.sample = a.path.Literal()
	case kind == routing.Every:
		a.text, a.sample = "/*", "/~"
	case kind == routing.Prefix:
		a.text, a.sample = text+"*", text+"~"
	}
	return a
}

// takes reports whether a route that asks for a takes the request for a host that b
// stands for.
func (a *ask) takes(host string, b *ask) bool {
	if !a.takesPath(b) {
		return false
	}
	for i := range a.conditions {
		if !a.conditions[i].met(host, b) {
			return false
		}
	}
	return true
}

// takesPath reports whether it takes its path.
func (a *ask) takesPath(b *ask) bool {
	text, sample := a.path.Text, b.sample
	if a.anyCase {
		text, sample = strings.ToLower(text), strings.ToLower(sample)
	}
	switch a.path.Kind {
	case routing.Every:
		return true
	case routing.Prefix:
		return strings.HasPrefix(sample, text)
	case routing.Exact:
		return b.path.Kind == routing.Exact && text == sample
	}
	if b.path.Kind == routing.Regex {
		return a.text == b.text
	}
	return a.path.Matches(b.sample)
}

// catchesAll reports whether it takes all requests; istiod puts such a route behind
// all others of its host.
func (a *ask) catchesAll() bool { return a.path.Kind == routing.Every && len(a.conditions) == 0 }

// variants are an ask and others of what it takes: a prefix alone, large letters, and
// paths that are left out of what a route takes by the header :path.
func variants(a ask) []ask {
	out := []ask{a}
	if a.path.Kind == routing.Prefix {
		bare := a
		bare.sample = a.path.Text
		out = append(out, bare)
	}
	if a.anyCase {
		large := a
		large.sample = strings.ToUpper(a.sample)
		out = append(out, large)
	}
	for _, c := range a.conditions {
		if c.name != ":path" || c.how != isRegex {
			continue
		}
		for text := range strings.SplitSeq(c.value, "|") {
			if literal := routing.NewPath(routing.Regex, text).Literal(); literal != "" {
				out = append(out, newAsk(routing.Exact, literal, false, nil), newAsk(routing.Prefix, strings.TrimSuffix(literal, "/")+"/", false, nil))
			}
		}
	}
	return out
}

// key tells asks apart.
func (a *ask) key() string {
	text := strconv.Itoa(int(a.path.Kind)) + a.text
	text += " " + a.sample
	for i := range a.conditions {
		text += "\x00" + a.conditions[i].text()
	}
	return text
}

// asksOfRule are what a rule of a VirtualService asks for of what comes in by a port.
func asksOfRule(rule objects.HTTPRule, port int64) []ask {
	var out []ask
	for _, m := range rule.Matches().All() {
		if own, ok := m.Port().Value(); ok && own != port {
			continue
		}
		conditions := conditionsOfMatch(m)
		anyCase, _ := m.At("ignoreUriCase").Raw().(bool)
		uri := m.URI()
		switch {
		case uri.Exact().Present():
			out = append(out, newAsk(routing.Exact, uri.Exact().Value(), anyCase, conditions))
		case uri.Regex().Present():
			out = append(out, newAsk(routing.Regex, uri.Regex().Value(), anyCase, conditions))
		case uri.Prefix().Present() && uri.Prefix().Value() != "/":
			out = append(out, newAsk(routing.Prefix, uri.Prefix().Value(), anyCase, conditions))
		default:
			out = append(out, newAsk(routing.Every, "", false, conditions))
		}
	}
	if rule.Matches().Len() == 0 {
		out = append(out, newAsk(routing.Every, "", false, nil))
	}
	return out
}

// asksOfRouteRule are what a rule of an HTTPRoute asks for.
func asksOfRouteRule(rule objects.RouteRule) []ask {
	var out []ask
	for _, m := range rule.Matches().All() {
		conditions := conditionsOfRoute(m)
		text := m.Path().Value().Value()
		switch kind := m.Path().Type().Value(); {
		case kind == "Exact":
			out = append(out, newAsk(routing.Exact, text, false, conditions))
		case kind == "RegularExpression":
			out = append(out, newAsk(routing.Regex, text, false, conditions))
		case strings.Trim(text, "/") == "":
			out = append(out, newAsk(routing.Every, "", false, conditions))
		default:
			text = strings.TrimSuffix(text, "/")
			whole, below := newAsk(routing.Exact, text, false, conditions), newAsk(routing.Prefix, text+"/", false, conditions)
			whole.segments, below.segments = len(text), len(text)
			out = append(out, whole, below)
		}
	}
	if len(out) == 0 {
		out = append(out, newAsk(routing.Every, "", false, nil))
	}
	return out
}

// compareAsks is the order in which routes of the Gateway API are tried: exact paths,
// prefixes, the longer before the shorter, and expressions last.
func compareAsks(a, b *ask) int {
	rank := func(a *ask) int {
		switch {
		case a.path.Kind == routing.Regex:
			return 2
		case a.path.Kind == routing.Exact && a.segments == 0:
			return 0
		}
		return 1
	}
	length := func(a *ask) int { return cmp.Or(a.segments, len(a.path.Text)) }
	method := func(a *ask) int {
		if slices.ContainsFunc(a.conditions, func(c condition) bool { return c.about == "method" }) {
			return 0
		}
		return 1
	}
	count := func(a *ask, about string) (n int) {
		for i := range a.conditions {
			if a.conditions[i].about == about {
				n++
			}
		}
		return n
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(length(b), length(a)), cmp.Compare(method(a), method(b)),
		cmp.Compare(count(b, "headers"), count(a, "headers")), cmp.Compare(count(b, "queryParams"), count(a, "queryParams")))
}
