package served

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// Ask is what a route asks of a request, and stands for one that is just that.
type Ask struct {
	path       routing.Path
	Text       string      // the path as it is written, of a prefix with "*" behind it
	sample     string      // a path that it takes, which nothing more specific does
	Conditions []Condition // beside the path, sorted
	anyCase    bool
	// segments is how long a prefix of whole segments is, of the Gateway API; 0 for
	// what is none. Such a prefix is two asks: for its path, and for what is below.
	segments int
}

// NewAsk is one of a path: of a VirtualService a prefix is one of letters, of the
// Gateway API one of whole segments.
func NewAsk(kind routing.Kind, text string, anyCase bool, conditions []Condition) Ask {
	a := Ask{path: routing.Path{Kind: kind, Text: text}, Text: text, sample: text, Conditions: conditions, anyCase: anyCase}
	switch {
	case kind == routing.Regex:
		a.path = routing.NewPath(kind, text)
		a.sample = a.path.Literal()
	case kind == routing.Every:
		a.Text, a.sample = "/*", "/~"
	case kind == routing.Prefix:
		a.Text, a.sample = text+"*", text+"~"
	}
	return a
}

// takes reports whether a route that asks for a takes the request for a host that b
// stands for.
func (a *Ask) takes(host string, b *Ask) bool {
	if !a.TakesPath(b) {
		return false
	}
	for i := range a.Conditions {
		if !a.Conditions[i].met(host, b) {
			return false
		}
	}
	return true
}

// TakesPath reports whether it takes its path.
func (a *Ask) TakesPath(b *Ask) bool {
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
		return a.Text == b.Text
	}
	return a.path.Matches(b.sample)
}

// TakesNone reports whether no path is as it asks, as of what stands where a route has to be.
func (a *Ask) TakesNone() bool { return a.path.Kind == routing.Regex && routing.TakesNoPath(a.Text) }

// CatchesAll reports whether it takes all requests; istiod puts such a route behind
// all others of its host.
func (a *Ask) CatchesAll() bool { return a.path.Kind == routing.Every && len(a.Conditions) == 0 }

// Variants are an ask and others of what it takes: a prefix alone, large letters, and
// paths that are left out of what a route takes by the header :path.
func Variants(a Ask) []Ask {
	out := []Ask{a}
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
	for _, c := range a.Conditions {
		if c.name != ":path" || c.how != isRegex {
			continue
		}
		for text := range strings.SplitSeq(c.value, "|") {
			if literal := routing.NewPath(routing.Regex, text).Literal(); literal != "" {
				out = append(out, NewAsk(routing.Exact, literal, false, nil), NewAsk(routing.Prefix, strings.TrimSuffix(literal, "/")+"/", false, nil))
			}
		}
	}
	return out
}

// Sample is a path that it takes, which nothing more specific does.
func (a *Ask) Sample() string { return a.sample }

// Begins is the path with which all begin that a prefix of letters is for, if it takes more than that path and what is
// below it, and asks for these; "" for all else.
func (a *Ask) Begins() (path string, within []Ask) {
	path = a.path.Text
	if a.path.Kind != routing.Prefix || a.segments > 0 || a.anyCase || strings.HasSuffix(path, "/") {
		return "", nil
	}
	return path, []Ask{NewAsk(routing.Exact, path, false, a.Conditions), NewAsk(routing.Prefix, path+"/", false, a.Conditions)}
}

// Key tells asks apart.
func (a *Ask) Key() string {
	text := strconv.Itoa(int(a.path.Kind)) + a.Text
	text += " " + a.sample
	for i := range a.Conditions {
		text += "\x00" + a.Conditions[i].text()
	}
	return text
}

// asksOfRule are what a rule of a VirtualService asks for of what comes in by a port.
func asksOfRule(rule objects.HTTPRule, port int64) []Ask {
	var out []Ask
	for _, m := range rule.Matches().All() {
		if own, ok := m.Port().Value(); ok && own != port {
			continue
		}
		conditions := conditionsOfMatch(m)
		anyCase, _ := m.At("ignoreUriCase").Raw().(bool)
		uri := m.URI()
		switch {
		case uri.Exact().Present():
			out = append(out, NewAsk(routing.Exact, uri.Exact().Value(), anyCase, conditions))
		case uri.Regex().Present():
			out = append(out, NewAsk(routing.Regex, uri.Regex().Value(), anyCase, conditions))
		case uri.Prefix().Present() && uri.Prefix().Value() != "/":
			out = append(out, NewAsk(routing.Prefix, uri.Prefix().Value(), anyCase, conditions))
		default:
			out = append(out, NewAsk(routing.Every, "", false, conditions))
		}
	}
	if rule.Matches().Len() == 0 {
		out = append(out, NewAsk(routing.Every, "", false, nil))
	}
	return out
}

// asksOfRouteRule are what a rule of an HTTPRoute, or of a GRPCRoute, asks for.
func asksOfRouteRule(r objects.Route, rule objects.RouteRule) []Ask {
	var out []Ask
	for _, m := range rule.Matches().All() {
		conditions := conditionsOfRoute(m)
		if r.ID().Kind == "GRPCRoute" {
			out = append(out, askOfCall(m, conditions))
			continue
		}
		text := m.Path().Value().Value()
		switch kind := m.Path().Type().Value(); {
		case kind == "Exact":
			out = append(out, NewAsk(routing.Exact, text, false, conditions))
		case kind == "RegularExpression":
			out = append(out, NewAsk(routing.Regex, text, false, conditions))
		case strings.Trim(text, "/") == "":
			out = append(out, NewAsk(routing.Every, "", false, conditions))
		default:
			text = strings.TrimSuffix(text, "/")
			whole, below := NewAsk(routing.Exact, text, false, conditions), NewAsk(routing.Prefix, text+"/", false, conditions)
			whole.segments, below.segments = len(text), len(text)
			out = append(out, whole, below)
		}
	}
	if len(out) == 0 {
		out = append(out, NewAsk(routing.Every, "", false, nil))
	}
	return out
}

// askOfCall is what a match of a GRPCRoute asks for.
func askOfCall(m objects.RouteMatch, conditions []Condition) Ask {
	how, text := m.Call()
	kind, ok := map[string]routing.Kind{"exact": routing.Exact, "prefix": routing.Prefix, "regex": routing.Regex}[how]
	if !ok {
		kind = routing.Every
	}
	return NewAsk(kind, text, false, conditions)
}

// compareAsks is the order in which routes of the Gateway API are tried: exact paths,
// prefixes, the longer before the shorter, and expressions last.
func compareAsks(a, b *Ask) int {
	rank := func(a *Ask) int {
		switch {
		case a.path.Kind == routing.Regex:
			return 2
		case a.path.Kind == routing.Exact && a.segments == 0:
			return 0
		}
		return 1
	}
	length := func(a *Ask) int { return cmp.Or(a.segments, len(a.path.Text)) }
	method := func(a *Ask) int {
		if slices.ContainsFunc(a.Conditions, func(c Condition) bool { return c.about == "method" }) {
			return 0
		}
		return 1
	}
	count := func(a *Ask, about string) (n int) {
		for i := range a.Conditions {
			if a.Conditions[i].about == about {
				n++
			}
		}
		return n
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(length(b), length(a)), cmp.Compare(method(a), method(b)),
		cmp.Compare(count(b, "headers"), count(a, "headers")), cmp.Compare(count(b, "queryParams"), count(a, "queryParams")))
}

// PolicyPath is its path as policies write those; not known of a regular expression, and where large letters
// are small ones to it.
func (a *Ask) PolicyPath() (text string, known bool) {
	return a.Text, !a.anyCase && a.path.Kind != routing.Regex
}
