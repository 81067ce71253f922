package mesh

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// match is a topology's way to ask for a header, or for a parameter of the query: a
// text, or one of these.
type match struct {
	Exact   string          `json:"exact"`
	Prefix  string          `json:"prefix"`
	Regex   string          `json:"regex"`
	Present *bool           `json:"present"`
	Not     json.RawMessage `json:"not"`
}

func matchOf(text json.RawMessage) match {
	var m match
	if json.Unmarshal(text, &m.Exact) != nil {
		_ = json.Unmarshal(text, &m)
	}
	return m
}

// denied is what must not be there, nil for nothing.
func (m match) denied() *match {
	if len(m.Not) == 0 || string(m.Not) == "false" {
		return nil
	}
	out := matchOf(m.Not)
	if string(m.Not) == "true" {
		out = m
		out.Not = nil
	}
	return &out
}

// value is one that is asked for, and whether any must be there.
func (m match) value() (value string, there bool) {
	switch {
	case m.denied() != nil:
		return "", false
	case m.Exact != "":
		return m.Exact, true
	case m.Prefix != "":
		return m.Prefix + "x", true
	case m.Regex != "":
		return shortest(m.Regex), true
	}
	return "x", m.Present == nil || *m.Present
}

// takes reports whether values are what is asked for.
func (m match) takes(values []string) bool {
	if no := m.denied(); no != nil {
		return !no.takes(values)
	}
	value := strings.Join(values, ",")
	switch {
	case m.Present != nil:
		return (len(values) > 0) == *m.Present
	case len(values) == 0:
		return false
	case m.Prefix != "":
		return strings.HasPrefix(value, m.Prefix)
	case m.Regex != "":
		return whole(m.Regex).MatchString(value)
	}
	return value == m.Exact
}

// takes reports whether a route is for a request to one of its hosts.
func (r *route) takes(q *request) bool {
	if len(r.Methods) > 0 && !slices.Contains(r.Methods, q.method) {
		return false
	}
	for name, asked := range r.Headers {
		if !matchOf(asked).takes(q.headers.Values(name)) {
			return false
		}
	}
	for name, asked := range r.Query {
		if !matchOf(asked).takes(valuesOf(q.query, name)) {
			return false
		}
	}
	return r.takesPath(q.path)
}

func (r *route) takesPath(path string) bool {
	exact, prefix, expression := r.Exact, strings.TrimSuffix(r.Prefix, "/"), r.Regex
	if r.IgnoreCase {
		exact, prefix, expression, path = strings.ToLower(exact), strings.ToLower(prefix), "(?i:"+expression+")", strings.ToLower(path)
	}
	switch {
	case r.Exact != "":
		return path == exact
	case r.Regex != "":
		return whole(expression).MatchString(path)
	}
	return path == prefix || strings.HasPrefix(path, prefix+"/")
}

// paths are some that a route is for, and some next to them that it is not.
func (r *route) paths() (out []string) {
	prefix := strings.TrimSuffix(r.Prefix, "/")
	switch {
	case r.Exact != "":
		out = []string{r.Exact, r.Exact + "x", strings.TrimSuffix(r.Exact, "/") + "/x"}
	case r.Regex != "":
		of := shortest(r.Regex)
		if strings.Contains(of, "/.") && resolved(of) != of && whole(r.Regex).MatchString(of+"x") {
			of += "x" // no gateway hands on a segment that is a dot
		}
		out = []string{of, of + "%7F"}
	case prefix == "":
		return []string{"/", "/any", "/any/thing"}
	default:
		out = []string{prefix, prefix + "/", prefix + "/a/b", prefix + "x"}
	}
	if other := swapped(out[0]); other != out[0] && r.Regex == "" {
		out = append(out, other)
	}
	return out
}

// swapped is a path with small letters where it has great ones, and the other way.
func swapped(path string) string {
	if upper := strings.ToUpper(path); upper != path {
		return upper
	}
	return strings.ToLower(path)
}

func (r *route) method() string {
	if len(r.Methods) > 0 {
		return r.Methods[0]
	}
	return http.MethodGet
}

// header has what the route asks for, but for one; "" for all.
func (r *route) header(without string) http.Header {
	out := http.Header{}
	for name, asked := range r.Headers {
		if value, there := matchOf(asked).value(); there && name != without {
			out.Set(name, value)
		}
	}
	return out
}

// asked has what the route asks of the query, but for one.
func (r *route) asked(without string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(r.Query)) {
		if value, there := matchOf(r.Query[name]).value(); there && name != without {
			out = append(out, name+"="+value)
		}
	}
	return strings.Join(out, "&")
}

func whole(expression string) *regexp.Regexp {
	return regexp.MustCompile("^(?:" + expression + ")$")
}

// shortest is a short text that an expression matches.
func shortest(expression string) string {
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return ""
	}
	return minimal(parsed.Simplify())
}

func minimal(e *syntax.Regexp) string {
	switch e.Op {
	case syntax.OpLiteral:
		return string(e.Rune)
	case syntax.OpCharClass:
		return string(e.Rune[0])
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "x"
	case syntax.OpCapture, syntax.OpPlus, syntax.OpAlternate:
		return minimal(e.Sub[0])
	case syntax.OpConcat:
		var b strings.Builder
		for _, part := range e.Sub {
			b.WriteString(minimal(part))
		}
		return b.String()
	}
	return "" // what may be left out is
}
