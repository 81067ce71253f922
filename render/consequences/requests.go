package consequences

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// ask is what a route asks of a request, and stands for one that is just that.
type ask struct {
	path       routing.Path
	text       string // the path as it is written, of a prefix with "*" behind it
	sample     string // a path that it takes, which nothing more specific does
	conditions string // beside the path, sorted, a line each
}

// newAsk is one of a path: of a VirtualService a prefix is one of letters, of the
// Gateway API one of whole segments.
func newAsk(kind routing.Kind, text string, anyCase bool, conditions []string) ask {
	if anyCase {
		conditions = append(conditions, "in any case")
	}
	slices.Sort(conditions)
	a := ask{path: routing.Path{Kind: kind, Text: text}, text: text, sample: text, conditions: strings.Join(conditions, "\n")}
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

// takes reports whether a route that asks for a takes the request that b stands for.
func (a *ask) takes(b *ask) bool {
	if a.conditions != "" && a.conditions != b.conditions && !within(a.conditions, b.conditions) {
		return false
	}
	switch a.path.Kind {
	case routing.Every:
		return true
	case routing.Prefix:
		return strings.HasPrefix(b.sample, a.path.Text)
	case routing.Exact:
		return b.path.Kind == routing.Exact && a.text == b.text
	}
	if b.path.Kind == routing.Regex {
		return a.text == b.text
	}
	return a.path.Matches(b.sample)
}

// within reports whether all conditions are among others.
func within(some, all string) bool {
	others := strings.Split(all, "\n")
	for condition := range strings.SplitSeq(some, "\n") {
		if !slices.Contains(others, condition) {
			return false
		}
	}
	return true
}

// catchesAll reports whether it takes all requests; istiod puts such a route behind
// all others of its host.
func (a *ask) catchesAll() bool { return a.path.Kind == routing.Every && a.conditions == "" }

// conditionsOf are the conditions of a match beside its path: all members but some.
func conditionsOf(match objects.Field, but ...string) []string {
	var out []string
	for _, m := range match.Members() {
		if !slices.Contains(but, m.Key) {
			out = append(out, m.Key+" "+canonical(m.Value))
		}
	}
	return out
}

// asksOfRule are what a rule of a VirtualService asks for of what comes in by a port,
// for a host or those below a wildcard.
func asksOfRule(rule objects.HTTPRule, port int64, host string) []ask {
	var out []ask
	for _, m := range rule.Matches().All() {
		if own, ok := m.Port().Value(); ok && own != port {
			continue
		}
		but := []string{"uri", "name", "ignoreUriCase", "gateways", "port"}
		if authority := m.Authority(); authority.Present() && !strings.HasPrefix(host, "*") {
			if !takesHost(authority, host) {
				continue
			}
			but = append(but, "authority")
		}
		conditions := conditionsOf(m.Field, but...)
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

// takesHost reports whether a condition takes a host without a port. One that cannot be
// read takes none.
func takesHost(m objects.StringMatch, host string) bool {
	switch {
	case m.Exact().Present():
		return m.Exact().Value() == host
	case m.Prefix().Present():
		return strings.HasPrefix(host, m.Prefix().Value())
	}
	re, err := regexp.Compile("^(?:" + m.Regex().Value() + ")$")
	return err == nil && re.MatchString(host)
}

// asksOfRouteRule are what a rule of an HTTPRoute asks for.
func asksOfRouteRule(rule objects.RouteRule) []ask {
	var out []ask
	for _, m := range rule.Matches().All() {
		conditions := conditionsOf(m.Field, "path")
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
			out = append(out, newAsk(routing.Exact, text, false, slices.Clone(conditions)), newAsk(routing.Prefix, text+"/", false, conditions))
		}
	}
	if len(out) == 0 {
		out = append(out, newAsk(routing.Every, "", false, nil))
	}
	return out
}

// compareAsks is the order in which routes of the Gateway API are tried.
func compareAsks(a, b *ask) int {
	rank := func(k routing.Kind) int {
		switch k {
		case routing.Exact:
			return 0
		case routing.Prefix, routing.Every:
			return 1
		}
		return 2
	}
	return cmp.Or(cmp.Compare(rank(a.path.Kind), rank(b.path.Kind)), cmp.Compare(len(b.path.Text), len(a.path.Text)),
		cmp.Compare(strings.Count(b.conditions, "\n"), strings.Count(a.conditions, "\n")), cmp.Compare(len(b.conditions), len(a.conditions)))
}
