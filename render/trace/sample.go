package trace

import (
	"net/url"
	"regexp/syntax"
	"slices"
	"strings"

	"render/render/routing"
)

// sample is a request that a route takes, and of several one that no route before it
// does: those that have its path to themselves are tried by what is below that.
func (h *virtualHost) sample(base Request, at int) (first Request, ok bool) {
	match := h.routes[at].match
	for _, r := range samples(base, match, h.name) {
		if takes, missed := match.takes(&r); !takes && missed != claimsMissed {
			continue // claims are in no request, and some client's token may have them
		}
		if h.first(&r, at) == at {
			return r, true
		}
		if !ok {
			first, ok = r, true
		}
	}
	if ok && match.takesMuch() { // what routes before it leave out may be all that it gets
		for _, path := range h.leftOut(at) {
			r := first
			r.Path = path
			if takes, _ := match.takes(&r); takes && h.first(&r, at) == at {
				return r, true
			}
		}
	}
	return first, ok
}

// mostLeftOut is how many paths that routes leave out one behind them is tried by.
const mostLeftOut = 8

// leftOut are the first paths that routes before one leave out.
func (h *virtualHost) leftOut(at int) (out []string) {
	if h.left == nil {
		h.left = h.pathsLeftOut()
	}
	for _, one := range h.left {
		if one.by < at && len(out) < mostLeftOut {
			out = append(out, one.path)
		}
	}
	return out
}

// pathsLeftOut are the first of all that routes leave out, each once: apps that share a redirect leave out the same.
func (h *virtualHost) pathsLeftOut() []leftOutPath {
	out, known := make([]leftOutPath, 0, mostLeftOut), map[string]bool{}
	for i := range h.routes {
		if h.routes[i].match == nil {
			continue
		}
		for _, without := range h.routes[i].match.without {
			if without.name != pathHeader || known[without.text] {
				continue
			}
			known[without.text] = true
			if path := without.sample(); canBeAsked(path) && !slices.ContainsFunc(out, func(one leftOutPath) bool { return one.path == path }) {
				if out = append(out, leftOutPath{i, path}); len(out) == mostLeftOut {
					return out
				}
			}
		}
	}
	return out
}

// around are requests that a route takes, or would but for one thing: the one of sample
// first, then each of its paths, another method, and headers that it wants to be absent.
func (h *virtualHost) around(base Request, at int) []Request {
	match := h.routes[at].match
	first, ok := h.sample(base, at)
	if !ok {
		return nil
	}
	out := []Request{first}
	for _, path := range match.paths() {
		if canBeAsked(path) {
			r := first
			r.Path = path
			out = append(out, r)
		}
	}
	other := first
	if other.Method = "POST"; first.Method == "POST" {
		other.Method = "GET"
	}
	out = append(out, other)
	if match == nil {
		return out
	}
	for _, without := range match.without {
		r, text := first, without.sample()
		switch {
		case without.ofToken():
			continue
		case without.name != pathHeader:
			r.Headers = append(slices.Clone(first.Headers), Header{without.name, text})
		case canBeAsked(text):
			r.Path = text
		default:
			continue
		}
		out = append(out, r)
	}
	return append(out, h.crossings(first, at)...)
}

// mostCrossings is how many other routes one is tried together with.
const mostCrossings = 20

// crossings are requests that a route takes which asks for more than a path, and that another one
// takes too: of the two that come first it depends which answers.
func (h *virtualHost) crossings(first Request, at int) (out []Request) {
	match := h.routes[at].match
	if len(match.headers) == 0 && len(match.query) == 0 && match.method == nil {
		return nil // the other's own request is one of both
	}
	for i := range h.routes {
		other := h.routes[i].match
		if i == at || other == nil || other.uri == nil || h.routes[i].route == h.routes[at].route {
			continue
		}
		for _, r := range samples(first, other, h.name) {
			takes, _ := match.takes(&r)
			both, _ := other.takes(&r)
			if takes && both && r.Path != first.Path {
				out = append(out, r)
				break
			}
		}
		if len(out) == mostCrossings {
			break
		}
	}
	return out
}

// first is the number of the first route that takes a request, of those up to one.
func (h *virtualHost) first(r *Request, last int) int {
	for _, i := range h.mayTake(r.Path) {
		if takes, _ := h.routes[i].match.takes(r); takes || i >= last {
			return min(i, last)
		}
	}
	return last
}

// samples are requests that a match of a host may take, the plainest first.
func samples(r Request, m *match, host string) []Request {
	methods := []string{r.Method, "POST", "PROPFIND"}
	if m != nil {
		if m.method != nil {
			methods = []string{m.method.sample()}
		}
		if m.authority != nil && m.authority.kind == exact && routing.Covers(host, strings.ToLower(m.authority.text)) {
			r.Host = strings.ToLower(m.authority.text)
		}
		for _, h := range m.headers {
			if h.ofToken() {
				continue
			}
			r.Headers = append(r.Headers, Header{h.name, h.sample()})
		}
		var query []string
		for _, q := range m.query {
			query = append(query, q.name+"="+q.sample())
		}
		r.Query = sendable(strings.Join(query, "&"))
	}
	var out []Request
	for _, method := range methods {
		for _, path := range m.paths() {
			if canBeAsked(path) {
				r.Method, r.Path = method, path
				out = append(out, r)
			}
		}
	}
	return out
}

// canBeAsked reports whether a path can be in a request: an expression may take others.
func canBeAsked(path string) bool {
	u, err := url.Parse("http://any" + path)
	return err == nil && strings.HasPrefix(path, "/") && u.EscapedPath() == path && u.RawQuery == ""
}

// paths are some that a match may take, the plainest first.
func (m *match) paths() []string {
	switch {
	case m == nil || m.uri == nil || m.uri.kind == present:
		return []string{"/", "/any"}
	case m.uri.kind == regex:
		return []string{m.uri.sample()}
	}
	text := m.uri.text
	out := []string{text}
	if m.uri.kind == prefix {
		out = append(out, strings.TrimSuffix(text, "/")+"/", text+"any", strings.TrimSuffix(text, "/")+"/any")
	}
	if m.anyCase {
		for _, path := range slices.Clone(out) {
			out = append(out, strings.ToUpper(path))
		}
	}
	return out
}

// sample is a text that a condition takes; of some expressions there is none that can
// be thought of.
func (c *condition) sample() string {
	switch {
	case c.anything():
		return "any"
	case c.kind == regex:
		if e, err := syntax.Parse(c.text, syntax.Perl); err == nil {
			return shortest(e.Simplify())
		}
	}
	return c.text
}

// shortest is a short text that an expression matches.
func shortest(e *syntax.Regexp) string {
	switch e.Op {
	case syntax.OpLiteral:
		return string(e.Rune)
	case syntax.OpCharClass:
		for _, r := range [...]rune{'a', '1', '-', 'A'} { // one that reads well, where it may be
			for i := 0; i+1 < len(e.Rune); i += 2 {
				if e.Rune[i] <= r && r <= e.Rune[i+1] {
					return string(r)
				}
			}
		}
		if len(e.Rune) > 0 {
			return string(e.Rune[0])
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "a"
	case syntax.OpCapture, syntax.OpPlus:
		return shortest(e.Sub[0])
	case syntax.OpConcat:
		var parts []string
		for _, sub := range e.Sub {
			parts = append(parts, shortest(sub))
		}
		return strings.Join(parts, "")
	case syntax.OpAlternate:
		all := make([]string, len(e.Sub))
		for i, sub := range e.Sub {
			all[i] = shortest(sub)
		}
		return slices.MinFunc(all, func(a, b string) int { return len(a) - len(b) })
	}
	return ""
}
