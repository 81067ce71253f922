package trace

import (
	"slices"
	"strings"

	"render/render/routing"
)

// listens is what pods listen on by a port of theirs; nil for nothing.
func (m *Mesh) listens(p *pods, port int64) *listener {
	ports := m.listeners[p]
	if ports == nil {
		ports = m.merge(p)
		m.listeners[p] = ports
	}
	return ports[port]
}

// binds reports whether a Gateway is for pods.
func (m *Mesh) binds(g *gateway, p *pods) bool {
	if m.scoped && g.namespace != p.namespace {
		return false
	}
	if !g.api {
		return p.labels.Match(g.selector)
	}
	return slices.ContainsFunc(g.of, func(key string) bool {
		return slices.ContainsFunc(m.called(key), func(e *entrance) bool { return slices.Contains(e.pods, p) || e.leadsTo(p) })
	})
}

// called are the entrances of a Service "namespace/name". They are put together once all are there.
func (m *Mesh) called(key string) []*entrance {
	if m.byName == nil || m.inNames != len(m.entrances) {
		m.byName, m.inNames = map[string][]*entrance{}, len(m.entrances)
		for _, e := range m.entrances {
			m.byName[e.key()] = append(m.byName[e.key()], e)
		}
	}
	return m.byName[key]
}

// gatewaysOf are the Gateways for some pods of an entrance, which are looked for once.
func (m *Mesh) gatewaysOf(e *entrance) []*gateway {
	list, ok := m.bound[e]
	if !ok {
		var at []int
		for _, p := range e.pods {
			at = append(at, m.binding(p)...)
		}
		slices.Sort(at)
		for _, n := range slices.Compact(at) {
			list = append(list, m.gateways[n])
		}
		m.bound[e] = list
	}
	return list
}

// binding are the numbers of the Gateways that are for pods, in their order.
func (m *Mesh) binding(p *pods) []int {
	x := m.binders
	if x == nil {
		x = &binders{}
		for n, g := range m.gateways {
			if g.api {
				x.api = append(x.api, n)
				continue
			}
			x.selecting = append(x.selecting, n)
			x.selectors.Add(m.scope(g.namespace), g.selector)
		}
		m.binders = x
	}
	var out []int
	for _, n := range x.selectors.Match(m.scope(p.namespace), p.labels) {
		out = append(out, x.selecting[n])
	}
	for _, n := range x.api {
		if m.binds(m.gateways[n], p) {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// scope is what a namespace is for whom a Gateway selects: its own, where it selects there alone.
func (m *Mesh) scope(namespace string) string {
	if m.scoped {
		return namespace
	}
	return ""
}

// merge puts the servers of all Gateways of some pods together (istio,
// pilot/pkg/model/gateway.go, mergeGateways).
func (m *Mesh) merge(p *pods) map[int64]*listener {
	out := map[int64]*listener{}
	for _, n := range m.binding(p) {
		for _, s := range m.gateways[n].servers {
			port, ok := m.resolve(s, p)
			if !ok {
				continue
			}
			l := out[port]
			if l == nil {
				l = &listener{tables: map[string][]*server{}, names: map[string]bool{}}
				out[port] = l
			}
			why, mend := s.left, s.mend
			if why == "" {
				why, mend = l.add(s, port), "remove one of the two"
			}
			if why != "" {
				l.skipped = append(l.skipped, skipped{s, why, mend})
			}
		}
	}
	for port, l := range out {
		l.chains = m.chains(l, p, port)
	}
	return out
}

// resolve is the port that pods listen on for a server: that behind the Service's port
// of its number, else the number itself (resolvePorts).
func (m *Mesh) resolve(s *server, p *pods) (int64, bool) {
	for _, e := range m.entrances {
		if !slices.Contains(e.pods, p) && !e.leadsTo(p) || s.gateway.api && !contains(s.gateway.of, e.key()) {
			continue
		}
		if port := e.port(s.port); port != nil && port.target != 0 {
			return port.target, true
		}
	}
	return s.port, !s.gateway.api
}

// leadsTo reports whether a Service takes in pods that another one was read with.
func (e *entrance) leadsTo(p *pods) bool {
	return slices.ContainsFunc(e.pods, func(o *pods) bool { return !p.made && !o.made && o.object == p.object })
}

// add takes a server in, or says why istiod does not.
func (l *listener) add(s *server, port int64) string {
	if s.bind != "" && s.bind != "0.0.0.0" && s.bind != "::" {
		return "it listens on the address " + s.bind + " alone"
	}
	if s.tls {
		for _, h := range s.hosts {
			if l.names[h] {
				return "the host " + h + " is another server's on the same port already"
			}
		}
		for _, h := range s.hosts {
			l.names[h] = true
		}
	}
	table := s.table(port)
	switch {
	case l.plain != nil:
		if !s.isHTTP() || !l.plain.isHTTP() {
			return "the port speaks " + l.plain.protocol + " already"
		}
	case len(l.servers) > 0 && s.isTLS() && table != "" && l.tables[table] != nil:
		return "the name of its port is another's of the same Gateway"
	}
	if !s.isTLS() && l.plain == nil {
		l.plain = s
	}
	if table != "" {
		l.tables[table] = append(l.tables[table], s)
	}
	l.servers = append(l.servers, s)
	return ""
}

// chains are the ways in of a listener (pilot/pkg/networking/core/gateway.go,
// buildGatewayTCPBasedFilterChains).
func (m *Mesh) chains(l *listener, p *pods, port int64) []chain {
	var out []chain
	names := map[string]bool{}
	for _, s := range l.servers {
		switch {
		case s.isHTTP():
			if s == l.plain {
				out = append(out, chain{server: s, every: true, table: s.table(port)})
			}
		case s.ends():
			out = append(out, newChain(s, s.names(), chain{table: s.table(port), ends: true}))
		case s.passes():
			out = append(out, m.passing(s, p, names)...)
		default:
			if c, ok := m.connecting(s, p); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

func newChain(s *server, hosts []string, c chain) chain {
	c.server, c.hosts = s, hosts
	c.every = len(hosts) == 0 || contains(hosts, "*")
	return c
}

// find is the chain that a connection comes to: that of the most specific host, else
// one that is for all (Envoy's FilterChainMatch).
func (l *listener) find(secure bool, sni string) *chain {
	if l.byHost == nil {
		l.byHost = map[string]*chain{}
		for i := range slices.Backward(l.chains) { // of several for one host the first is taken
			c := &l.chains[i]
			if c.every {
				l.open = c
				continue
			}
			for _, h := range c.hosts {
				l.byHost[h] = c
			}
		}
	}
	if secure {
		if host, ok := routing.MostSpecific(l.byHost, strings.ToLower(sni)); ok { // as Envoy does, which leaves the servers' hosts as they are
			return l.byHost[host]
		}
	}
	return l.open
}
