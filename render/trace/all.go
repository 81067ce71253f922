package trace

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
)

// All are requests by which every entrance is tried: one for each route of each host
// and port of the gateways, as far as one can be made that the route takes, and none
// before it where there is one, and one for each way of whole connections. Where it
// does not come as far without a token, it is there without one too.
func (m *Mesh) All() []Request {
	list, _ := m.tries(nil, func(h *virtualHost, base Request, route int) []Request {
		if r, ok := h.sample(base, route); ok {
			return []Request{r}
		}
		return nil
	})
	var out []Request
	for _, r := range list {
		out = append(out, r)
		any := m.Follow(r)
		if r.Tokenless = any.tokens; !any.tokens {
			continue
		}
		if none := m.Follow(r); !none.same(&any) {
			out = append(out, r)
		}
	}
	return out
}

// AllByClients are All, and behind each that an entrance, an AuthorizationPolicy or a
// NetworkPolicy has arrive from some addresses alone the same from the edges of what it names,
// inside and just outside, as ChangesByClients tries them. Unasked is as there.
func (m *Mesh) AllByClients() (out []Request, unasked int) {
	c := &clients{old: m, new: m, known: map[string][]netip.Addr{}, both: true}
	for _, r := range m.All() {
		out = append(out, r)
		out = append(out, c.apart(&r)...)
	}
	return out, c.less
}

// mostBeside is how many requests there are of a listener for names of the other side.
const mostBeside = 10_000

// tries are requests for all hosts of all entrances, and for other names that they
// answer, by what is made for each route of a virtual host. Of more than mostBeside the
// names that are left have one request each; less is how many names.
func (m *Mesh) tries(names []string, of func(h *virtualHost, base Request, route int) []Request) (out []Request, less int) {
	seen := map[string]bool{}
	for _, e := range m.entrances {
		for i := range e.ports {
			for _, p := range e.pods {
				l := m.listens(p, e.ports[i].target)
				if l == nil {
					continue
				}
				way := way{m, e, e.ports[i].number, l, p, names, of, &less}
				for _, r := range way.requests() {
					if words := r.Words(); !seen[words] {
						seen[words] = true
						out = append(out, r)
					}
				}
			}
		}
	}
	return out, less
}

// way is a listener of some pods, by a port of an entrance.
type way struct {
	m        *Mesh
	entrance *entrance
	port     int64
	listener *listener
	pods     *pods
	names    []string
	of       func(h *virtualHost, base Request, route int) []Request
	less     *int
}

// requests are those that the listener is tried with.
func (w *way) requests() []Request {
	var out []Request
	for i := range w.listener.chains {
		c := &w.listener.chains[i]
		if c.table == "" {
			out = append(out, w.dials(c)...)
			continue
		}
		hosts := w.m.tables(w.listener, c.table, w.pods)
		for _, h := range hosts.list {
			if strings.Contains(h.name, "/") {
				continue // which istiod makes of a redirect for one namespace, and nobody can ask for
			}
			out = append(out, w.ask(c, h, concrete(h.name))...)
		}
		beside := 0
		for _, name := range w.names {
			h := hosts.answering(name)
			if h == nil || concrete(h.name) == name || w.listener.find(c.ends, name) != c {
				continue
			}
			list := w.ask(c, h, name)
			if beside += len(list); beside > mostBeside { // a wildcard's many routes, for many names below it
				list = list[:1]
				*w.less++
			}
			out = append(out, list...)
		}
	}
	return out
}

// ask are the requests for a name that a virtual host answers.
func (w *way) ask(c *chain, h *virtualHost, name string) []Request {
	base := Request{Secure: c.ends, Host: name, Port: w.port, Method: "GET", Path: "/"}
	if h.redirect != nil && !base.Secure || len(h.routes) == 0 {
		return []Request{w.m.by(w.entrance, base)}
	}
	var out []Request
	for j := range h.routes {
		for _, r := range w.of(h, base, j) {
			out = append(out, w.m.by(w.entrance, r))
		}
	}
	return out
}

// dials are the connections that a chain is tried with.
func (w *way) dials(c *chain) []Request {
	e := w.entrance
	secure := c.ends || c.server.passes()
	if !secure {
		r := Request{Raw: true, Host: e.name + "." + e.namespace + clusterDomain, Port: w.port, Service: e.key()}
		if len(e.addresses) > 0 {
			r.Service, r.Address, r.Host = "", e.addresses[0], e.addresses[0].String()
		}
		return []Request{r}
	}
	var out []Request
	for _, h := range c.hosts {
		out = append(out, w.m.by(e, Request{Raw: true, Secure: true, Host: concrete(h), Port: w.port}))
	}
	for _, name := range w.names {
		if w.listener.find(true, name) == c {
			out = append(out, w.m.by(e, Request{Raw: true, Secure: true, Host: name, Port: w.port}))
		}
	}
	return out
}

// names are those of all that is answered, as somebody can ask for it.
func (m *Mesh) names() []string {
	known := map[string]bool{}
	m.tries(nil, func(_ *virtualHost, base Request, _ int) []Request { known[base.Host] = true; return nil })
	for _, ports := range m.listeners {
		for _, l := range ports {
			for i := range l.chains {
				for _, h := range l.chains[i].hosts {
					known[concrete(h)] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(known))
}

// by is a request that comes in by an entrance: by its address where another one serves
// the host too.
func (m *Mesh) by(e *entrance, r Request) Request {
	if found, _ := m.serving(&r); found == e {
		return r
	}
	return through(e, r)
}

// bySNI reports whether a policy tells connections apart by the host for which they are.
func (m *Mesh) bySNI() bool {
	for a := range m.world.AuthorizationPolicies() {
		for _, rule := range a.Rules().All() {
			for _, c := range rule.When().All() {
				if textOf(c.At("key")) == "connection.sni" {
					return true
				}
			}
		}
	}
	return false
}

// namedOtherwise are requests for some hosts over connections that are for others: where the
// server of those answers the host too, as one of a wildcard does for a host below it that
// has a server of its own.
func (m *Mesh) namedOtherwise(names []string) (out []Request) {
	around := (*virtualHost).around
	for _, e := range m.entrances {
		for i := range e.ports {
			for _, p := range e.pods {
				if l := m.listens(p, e.ports[i].target); l != nil {
					w := way{m: m, entrance: e, port: e.ports[i].number, listener: l, pods: p, of: around}
					out = append(out, w.namedOtherwise(names)...)
				}
			}
		}
	}
	return out
}

func (w *way) namedOtherwise(names []string) (out []Request) {
	for i := range w.listener.chains {
		c := &w.listener.chains[i]
		at := slices.IndexFunc(c.hosts, func(h string) bool { return w.listener.find(true, concrete(h)) == c })
		if c.table == "" || !c.ends || at < 0 {
			continue
		}
		hosts := w.m.tables(w.listener, c.table, w.pods)
		for _, name := range names {
			h := hosts.answering(name)
			if h == nil || w.listener.find(true, name) == c {
				continue
			}
			for _, r := range w.ask(c, h, name) {
				if r.SNI = concrete(c.hosts[at]); len(out) < mostBeside {
					out = append(out, r)
				}
			}
		}
	}
	return out
}

// Entrances are the requests by which the entrances of either side are tried: for each
// route of each host, those of All and others that it takes, or that it nearly does; for
// the hosts of the other side too, which may be served by a wildcard here. A host that
// another entrance serves on the other side is tried by the addresses of both too, and by these alone
// where that of the old side goes on serving it; where a
// policy of either tells connections apart by the hosts for which they are, also by those for
// another host; where the two make something else of paths, by paths written so.
func Entrances(old, new *Mesh) (out []Request, less int) {
	known := map[string]bool{}
	add := func(r Request) {
		if words := r.Words(); !known[words] {
			known[words] = true
			out = append(out, r)
		}
	}
	ways := [...]otherWays{{old, new, map[askedAt]*ledApart{}}, {new, old, map[askedAt]*ledApart{}}}
	for _, side := range [...][2]*Mesh{{old, new}, {new, old}} {
		list, fewer := side[0].tries(side[1].names(), (*virtualHost).around)
		less += fewer
		for _, r := range list {
			if apart, ok := ways[0].both(r); ok {
				for _, r := range apart {
					add(r)
				}
				continue
			}
			add(r)
			for i := range ways {
				if by, ok := ways[i].of(r); ok {
					add(by)
				}
			}
		}
	}
	if old.bySNI() || new.bySNI() {
		names := slices.Compact(slices.Sorted(slices.Values(append(old.names(), new.names()...))))
		for _, r := range append(old.namedOtherwise(names), new.namedOtherwise(names)...) {
			add(r)
		}
	}
	was, _ := old.normalization()
	is, _ := new.normalization()
	for _, r := range slices.Clone(out) {
		if r.Raw {
			continue
		}
		for _, path := range readApart(r.Path, was, is) {
			r.Path = path
			add(r)
		}
	}
	return out, less
}
