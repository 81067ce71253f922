package trace

import (
	"regexp/syntax"
	"slices"
	"strings"

	"render/render/routing"
)

// All are requests by which every entrance is tried: one for each route of each host
// and port of the gateways, as far as one can be made that the route takes, and one for
// each way of whole connections.
func (m *Mesh) All() []Request {
	var out []Request
	seen := map[string]bool{}
	for _, e := range m.entrances {
		for i := range e.ports {
			for _, p := range e.pods {
				l := m.listens(p, e.ports[i].target)
				if l == nil {
					continue
				}
				for _, r := range m.waysIn(e, e.ports[i].number, l, p) {
					if words := r.Words(); !seen[words] {
						seen[words] = true
						out = append(out, r)
					}
				}
			}
		}
	}
	return out
}

// waysIn are the requests that a listener is tried with.
func (m *Mesh) waysIn(e *entrance, port int64, l *listener, p *pods) []Request {
	var out []Request
	for i := range l.chains {
		c := &l.chains[i]
		if c.table == "" {
			out = append(out, m.dials(e, port, c)...)
			continue
		}
		for _, h := range m.tables(l, c.table, p) {
			if strings.Contains(h.name, "/") {
				continue // which istiod makes of a redirect for one namespace, and nobody can ask for
			}
			base := Request{Secure: c.ends, Host: concrete(h.name), Port: port, Method: "GET", Path: "/"}
			if h.redirect != nil && !base.Secure || len(h.routes) == 0 {
				out = append(out, m.by(e, base))
				continue
			}
			for j := range h.routes {
				if r, ok := sample(base, h.routes[j].match); ok {
					out = append(out, m.by(e, r))
				}
			}
		}
	}
	return out
}

// dials are the connections that a chain is tried with.
func (m *Mesh) dials(e *entrance, port int64, c *chain) []Request {
	secure := c.ends || c.server.passes()
	if !secure {
		r := Request{Raw: true, Port: port, Service: e.key()}
		if len(e.addresses) > 0 {
			r.Service, r.Address, r.Host = "", e.addresses[0], e.addresses[0].String()
		}
		return []Request{r}
	}
	var out []Request
	for _, h := range c.hosts {
		out = append(out, m.by(e, Request{Raw: true, Secure: true, Host: concrete(h), Port: port}))
	}
	return out
}

// by is a request that comes in by an entrance: by its address where another one serves
// the host too.
func (m *Mesh) by(e *entrance, r Request) Request {
	if found, _ := m.serving(r.Host, r.Port); found == e {
		return r
	}
	if r.Service = e.key(); len(e.addresses) > 0 {
		r.Service, r.Address = "", e.addresses[0]
	}
	return r
}

// concrete is a name that a host stands for.
func concrete(host string) string {
	if host == routing.EveryHost {
		return "any.example.net"
	}
	return strings.ToLower(strings.Replace(host, "*", "any", 1))
}

// sample is a request that a match takes, as far as one can be made.
func sample(r Request, m *match) (Request, bool) {
	if m == nil {
		return r, true
	}
	if m.uri != nil {
		r.Path = m.uri.sample()
	}
	if !strings.HasPrefix(r.Path, "/") {
		return r, false // nobody can ask for it
	}
	if m.method != nil {
		r.Method = m.method.sample()
	}
	for _, h := range m.headers {
		r.Headers = append(r.Headers, Header{h.name, h.sample()})
	}
	var query []string
	for _, q := range m.query {
		query = append(query, q.name+"="+q.sample())
	}
	r.Query = strings.Join(query, "&")
	ok, _ := m.takes(&r)
	return r, ok
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
