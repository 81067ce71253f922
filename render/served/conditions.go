package served

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// Condition is something that a route asks of a request beside its path.
type Condition struct {
	about string // "method", "headers", "queryParams"; of other members their name
	name  string // of a header or parameter
	not   bool   // the request must not be so
	how   comparison
	value string
	whole *routing.Whole // of an expression
}

// Same reports whether two conditions are one.
func (c Condition) Same(o Condition) bool {
	return c.about == o.about && c.name == o.name && c.not == o.not && c.how == o.how && c.value == o.value
}

// comparison is how a value is compared.
type comparison uint8

const (
	isThere comparison = iota // whatever its value
	isExact
	isPrefix
	isRegex
)

// met reports whether a request for a host meets a condition.
func (c *Condition) met(host string, by *Ask) bool {
	switch { // what a request's path and host say, whatever was asked for
	case c.name == ":path":
		return c.takes(&Condition{how: isExact, value: by.sample}) != c.not
	case c.about == "authority" || c.name == ":authority":
		return c.takes(&Condition{how: isExact, value: strings.Replace(host, "*", "told", 1)}) != c.not
	case slices.ContainsFunc(by.Conditions, c.Same):
		return true
	}
	return slices.ContainsFunc(by.Conditions, func(has Condition) bool {
		return has.about == c.about && has.name == c.name && !has.not && c.takes(&has)
	}) != c.not
}

// takes reports whether all values that a request's condition stands for are taken.
func (c *Condition) takes(has *Condition) bool {
	switch {
	case c.how == isThere || has.how == c.how && has.value == c.value:
		return true
	case c.how == isPrefix:
		return has.how != isThere && strings.HasPrefix(has.value, c.value)
	case c.how == isRegex && has.how == isExact:
		return c.whole.Matches(has.value)
	}
	return false
}

// Joined are the conditions of two asks; not ok where no request meets both.
func Joined(a, b []Condition) (out []Condition, ok bool) {
	out = slices.Clone(a)
	for _, c := range b {
		if strings.HasPrefix(c.name, ":") || c.about == "authority" {
			continue // which follows from the path and the host
		}
		if slices.ContainsFunc(a, c.Same) {
			continue
		}
		at := slices.IndexFunc(out, func(o Condition) bool { return o.about == c.about && o.name == c.name })
		switch {
		case at < 0:
		case !out[at].not && !c.not && out[at].takes(&c):
			out[at] = c // which is the narrower
			continue
		case !out[at].not && !c.not && c.takes(&out[at]):
			continue
		default:
			return nil, false // by their values, which of expressions nobody knows
		}
		out = append(out, c)
	}
	slices.SortFunc(out, compareConditions)
	return out, true
}

// Opposites are requests that a route does not take for what it asks them not to be.
func Opposites(list []Condition) [][]Condition {
	var out [][]Condition
	for _, c := range list {
		if c.not {
			c.not = false
			out = append(out, []Condition{c})
		}
	}
	return out
}

func compareConditions(a, b Condition) int { return strings.Compare(a.text(), b.text()) }

// text is a condition as a key.
func (c *Condition) text() string {
	text := c.about + " " + c.name + " " + string('0'+rune(c.how)) + " " + c.value
	if c.not {
		text += " not"
	}
	return text
}

// conditionsOfMatch are those of a match of a VirtualService.
func conditionsOfMatch(m objects.HTTPMatch) []Condition {
	var out []Condition
	for _, member := range m.Members() {
		switch member.Key {
		case "uri", "name", "ignoreUriCase", "gateways", "port":
		case "headers", "withoutHeaders", "queryParams":
			for _, inner := range m.At(member.Key).Members() {
				c := compared(m.At(member.Key, inner.Key))
				c.about, c.name, c.not = member.Key, inner.Key, member.Key == "withoutHeaders"
				if c.not {
					c.about = "headers"
				}
				out = append(out, c)
			}
		case "method", "scheme", "authority":
			c := compared(m.At(member.Key))
			c.about = member.Key
			out = append(out, c)
		default:
			out = append(out, Condition{about: member.Key, how: isExact, value: objects.Canonical(member.Value)})
		}
	}
	slices.SortFunc(out, compareConditions)
	return out
}

// compared is a match of a text.
func compared(f objects.Field) Condition {
	for how, key := range map[comparison]string{isExact: "exact", isPrefix: "prefix", isRegex: "regex"} {
		if text, ok := f.At(key).Raw().(string); ok {
			return Condition{how: how, value: text, whole: routing.NewWhole(text)}
		}
	}
	return Condition{how: isThere}
}

// conditionsOfRoute are those of a match of a route of the Gateway API.
func conditionsOfRoute(m objects.RouteMatch) []Condition {
	var out []Condition
	if method := m.Method().Value(); method != "" {
		out = append(out, Condition{about: "method", how: isExact, value: method})
	}
	for _, key := range [...]string{"headers", "queryParams"} {
		for _, f := range m.At(key).Items().All() {
			one := objects.ValueMatch{Field: f}
			c := Condition{about: key, name: strings.ToLower(one.Name().Value()), how: isExact, value: one.Value().Value(), whole: routing.NewWhole(one.Value().Value())}
			if one.Type().Value() == "RegularExpression" {
				c.how = isRegex
			}
			out = append(out, c)
		}
	}
	slices.SortFunc(out, compareConditions)
	return out
}
