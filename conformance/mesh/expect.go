package mesh

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"time"
)

// request is one request and what it ought to come to: clusters, a redirect, or
// nothing.
type request struct {
	host, path, method string
	headers            http.Header
	clusters           map[string]uint32 // nil for none
	redirect           bool
	route              *route // that it ought to take; nil for none
}

func (q request) String() string {
	switch {
	case q.redirect:
		return "a redirect"
	case q.clusters == nil:
		return "no route"
	}
	return fmt.Sprint(q.clusters)
}

// ends reports whether a request came to what it ought to.
func (q request) ends(got answer) bool {
	switch {
	case q.redirect:
		target, isPath := q.route.Redirect.(string)
		return got.redirect && (!isPath || !strings.HasPrefix(target, "/") || target == got.target)
	case q.clusters == nil:
		return got.err != nil
	case !maps.Equal(q.clusters, got.clusters):
		return false
	}
	timeout, err := time.ParseDuration(q.timeout())
	return err != nil || timeout == got.timeout
}

func (q request) timeout() string {
	if q.route == nil {
		return "" // a whole connection's
	}
	return q.route.Timeout
}

// A request that no route is for.
const nobody = "/nobody-serves-this-path"

// requests are those that the topology's routes of a tier are tried with: each
// route's own paths on each of its hosts, with and without what else it asks for,
// paths just beside them, and one that nobody serves.
func (t *topology) requests(tier *tier) []request {
	var out []request
	for i := range tier.Apps {
		for j := range tier.Apps[i].Routes {
			r := &tier.Apps[i].Routes[j]
			if r.TCP != 0 {
				continue
			}
			for _, host := range r.hosts(tier) {
				for _, path := range r.paths() {
					out = append(out, request{host: concrete(host), path: path, method: r.method(), headers: r.header()})
				}
				// The same without what the route asks for beside the path.
				if len(r.Methods) > 0 {
					out = append(out, request{host: concrete(host), path: r.paths()[0], method: "PROPFIND", headers: r.header()})
				}
				if len(r.Headers) > 0 {
					out = append(out, request{host: concrete(host), path: r.paths()[0], method: r.method()})
				}
			}
		}
	}
	for _, host := range tier.Hosts {
		out = append(out, request{host: concrete(host), path: nobody, method: http.MethodGet})
	}
	for i := range out {
		t.answer(tier, &out[i])
	}
	return out
}

// paths are some that a route is for, and some next to them that it is not.
func (r *route) paths() []string {
	switch {
	case r.Exact != "":
		return []string{r.Exact, r.Exact + "x", strings.TrimSuffix(r.Exact, "/") + "/x"}
	case r.Regex != "":
		return []string{shortest(r.Regex), shortest(r.Regex) + "\u007f"}
	}
	prefix := strings.TrimSuffix(r.Prefix, "/")
	if prefix == "" {
		return []string{"/", "/any", "/any/thing"}
	}
	return []string{prefix, prefix + "/", prefix + "/a/b", prefix + "x"}
}

func (r *route) method() string {
	if len(r.Methods) > 0 {
		return r.Methods[0]
	}
	return http.MethodGet
}

// header has what the route asks for.
func (r *route) header() http.Header {
	out := http.Header{}
	for name, match := range r.Headers {
		out.Set(name, headerMatch(match).value())
	}
	return out
}

// match is a topology's way to ask for a header: a text, or one of these.
type match struct {
	Exact, Prefix, Regex string
	Present              bool
}

func headerMatch(text json.RawMessage) match {
	var m match
	if json.Unmarshal(text, &m.Exact) != nil {
		_ = json.Unmarshal(text, &m)
	}
	return m
}

func (m match) value() string {
	switch {
	case m.Exact != "":
		return m.Exact
	case m.Prefix != "":
		return m.Prefix + "x"
	case m.Regex != "":
		return shortest(m.Regex)
	}
	return "x"
}

func (m match) takes(value string) bool {
	switch {
	case m.Exact != "":
		return value == m.Exact
	case m.Prefix != "":
		return strings.HasPrefix(value, m.Prefix)
	case m.Regex != "":
		return whole(m.Regex).MatchString(value)
	}
	return value != ""
}

// answer finds the route that a request ought to take: exact paths before
// prefixes, longer ones first, then expressions in the order of the file, then
// everything; of two with one path the one that asks for more.
func (t *topology) answer(tier *tier, q *request) {
	var best *route
	for i := range tier.Apps {
		a := &tier.Apps[i]
		for j := range a.Routes {
			r := &a.Routes[j]
			if r.TCP != 0 || !r.takes(tier, q) || best != nil && !r.before(best) {
				continue
			}
			best = r
			q.route = r
			q.redirect = r.Redirect != nil
			q.clusters = nil
			if !q.redirect {
				q.clusters = t.clusters(a, r)
			}
		}
	}
}

func (r *route) takes(tier *tier, q *request) bool {
	if !slices.ContainsFunc(r.hosts(tier), func(host string) bool { return best(tier.Hosts, q.host) == host }) {
		return false
	}
	if len(r.Methods) > 0 && !slices.Contains(r.Methods, q.method) {
		return false
	}
	for name, match := range r.Headers {
		if !headerMatch(match).takes(q.headers.Get(name)) {
			return false
		}
	}
	switch prefix := strings.TrimSuffix(r.Prefix, "/"); {
	case r.Exact != "":
		return q.path == r.Exact
	case r.Regex != "":
		return whole(r.Regex).MatchString(q.path)
	default:
		return q.path == prefix || strings.HasPrefix(q.path, prefix+"/")
	}
}

func (r *route) before(other *route) bool {
	if a, b := r.rank(), other.rank(); a != b {
		return a < b
	}
	if r.Regex != "" {
		return false // the one in the file first
	}
	if a, b := len(r.Methods) > 0, len(other.Methods) > 0; a != b {
		return a
	}
	return len(r.Headers) > len(other.Headers)
}

// rank is small for routes that are tried first.
func (r *route) rank() int {
	switch prefix := strings.TrimSuffix(r.Prefix, "/"); {
	case r.Exact != "":
		return 0
	case r.Regex != "":
		return 1 << 20
	case prefix == "":
		return 2 << 20
	default:
		return 1<<20 - 1 - len(prefix)
	}
}

// concrete is a host that a tier's host stands for.
func concrete(host string) string {
	if host == "*" {
		return "any.example.net"
	}
	return strings.Replace(host, "*", "any", 1)
}

// best is the tier's host that a request's host belongs to: itself, the longest
// wildcard, or everything. "" where there is none.
func best(hosts []string, host string) string {
	found := ""
	for _, h := range hosts {
		wild, isWild := strings.CutPrefix(h, "*")
		switch {
		case h == host:
			return h
		case isWild && strings.HasSuffix(host, wild) && len(h) > len(found):
			found = h
		}
	}
	return found
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
