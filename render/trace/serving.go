package trace

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// served is a host of a server.
type served struct {
	host  string
	field objects.Field
	left  bool // istiod leaves the server out
}

// serving is the entrance to the gateway that serves a host: one that names it goes
// before those of wildcards, and one with a route for the host before one without.
// Then goes the most exact, as its name is found, one whose route is for fewer hosts, and one
// that has the port.
func (m *Mesh) serving(r *Request) (*entrance, served) {
	host := strings.ToLower(r.Host)
	var best *entrance
	var found served
	for _, e := range m.mayServe(host) {
		if one, ok := m.serves(e, host, r.Port); ok && (best == nil || m.goesBefore(r, e, one, best, found)) {
			best, found = e, one
		}
	}
	return best, found
}

// Serving are the Services "namespace/name" by which requests for a host come to a gateway: those whose
// gateways have it by its nearest name, of which its DNS says the one.
func (m *Mesh) Serving(host string) (services []string) {
	name := strings.ToLower(host)
	nearest := ""
	for _, e := range m.mayServe(name) {
		one, ok := m.servesBy(e, name, 0)
		switch {
		case !ok || nearest != "" && routing.CompareHosts(one.host, nearest) > 0:
			continue
		case nearest == "" || routing.CompareHosts(one.host, nearest) < 0:
			nearest, services = one.host, nil
		}
		services = append(services, e.key())
	}
	return services
}

// LeadsTo reports whether a Service leads to pods that a Gateway selects.
func (m *Mesh) LeadsTo(service string, to manifest.ID) bool {
	list := m.called(service) // of a name that is there already another one may be assumed
	return len(list) > 0 && slices.ContainsFunc(m.gatewaysOf(list[0]), func(g *gateway) bool { return g.object.ID() == to })
}

// Reached reports whether some Service leads to pods that a Gateway selects.
func (m *Mesh) Reached(to manifest.ID) bool {
	return slices.ContainsFunc(m.toGateways(), func(e *entrance) bool { return !e.assumed && m.LeadsTo(e.key(), to) })
}

// goesBefore reports whether an entrance that serves a host goes before another.
func (m *Mesh) goesBefore(r *Request, e *entrance, of served, other *entrance, ofOther served) bool {
	if wild := strings.HasPrefix(of.host, "*"); wild != strings.HasPrefix(ofOther.host, "*") {
		return !wild
	}
	routed, ofOtherRouted := m.routes(e, r), m.routes(other, r)
	if (routed != "") != (ofOtherRouted != "") {
		return routed != ""
	}
	if of.host != ofOther.host {
		return routing.CompareHosts(of.host, ofOther.host) < 0
	}
	if routed != ofOtherRouted {
		return routing.CompareHosts(routed, ofOtherRouted) < 0
	}
	return e.rank(r.Port) > other.rank(r.Port)
}

// routes is the most exact host by which some pods of an entrance have routes for a request's, on
// whichever port: that the one which is asked for has none is for its gateway to say; "" for none. It
// is found once.
func (m *Mesh) routes(e *entrance, r *Request) string {
	at := routedHost{e, r.sni(), r.Host}
	routed, known := m.routed[at]
	if !known {
		routed = m.findRoutes(e, r)
		m.routed[at] = routed
	}
	return routed
}

func (m *Mesh) findRoutes(e *entrance, r *Request) (routed string) {
	for _, port := range e.ports {
		for _, p := range e.pods {
			l := m.listens(p, port.target)
			if l == nil {
				continue
			}
			for _, c := range [...]*chain{l.find(true, r.sni()), l.find(false, "")} {
				if host := m.routesAt(l, p, c, r.Host); host != "" && (routed == "" || routing.CompareHosts(host, routed) < 0) {
					routed = host
				}
			}
		}
	}
	return routed
}

// routesAt is the host by which a way in has routes for a host: whole connections of every host
// are of none.
func (m *Mesh) routesAt(l *listener, p *pods, c *chain, host string) string {
	switch {
	case c == nil || c.table == "" && c.every:
		return ""
	case c.table == "":
		return cmp.Or(host, "*") // a connection may name none
	}
	if answers := m.tables(l, c.table, p).answering(host); answers != nil {
		return answers.name
	}
	return ""
}

// toGateways are the entrances that lead to a gateway, which are looked for once: most
// Services of a large world lead to apps.
func (m *Mesh) toGateways() []*entrance {
	if m.leading == nil {
		m.leading = []*entrance{}
		for _, e := range m.entrances {
			if len(m.gatewaysOf(e)) > 0 {
				m.leading = append(m.leading, e)
			}
		}
	}
	return m.leading
}

// mayServe are the entrances to gateways that have a host, in small letters, by its name or have some
// wildcard, in their order.
func (m *Mesh) mayServe(host string) (out []*entrance) {
	x := m.servers
	if x == nil {
		x = &serverIndex{exact: map[string][]int{}}
		for n, e := range m.toGateways() {
			hosts := m.hostsOf(e)
			for name := range hosts.exact {
				x.exact[name] = append(x.exact[name], n)
			}
			if len(hosts.wild) > 0 {
				x.wild = append(x.wild, n)
			}
		}
		m.servers = x
	}
	at := slices.Concat(x.exact[host], x.wild)
	slices.Sort(at)
	for _, n := range slices.Compact(at) {
		out = append(out, m.leading[n])
	}
	return out
}

// rank is how likely clients of outside come in by it.
func (e *entrance) rank(port int64) int {
	rank := map[string]int{"LoadBalancer": 2, "NodePort": 1}[e.kind]
	if e.port(port) != nil {
		rank += 4
	}
	return rank
}

// serves is the host of some server of an entrance's pods that a name is, most exactly,
// of those on a port where there are such, else of those whose clients name a host.
func (m *Mesh) serves(e *entrance, name string, port int64) (found served, ok bool) {
	if found, ok = m.servesBy(e, name, port); ok || port == 0 {
		return found, ok
	}
	return m.servesBy(e, name, 0)
}

func (m *Mesh) servesBy(e *entrance, name string, port int64) (found served, ok bool) {
	hosts := m.hostsOf(e)
	for _, list := range [...][]servedOn{hosts.exact[name], hosts.wild} {
		for _, one := range list {
			if (port == 0 && one.server.isNamed() || port == one.server.port) && routing.Covers(strings.ToLower(one.host), name) &&
				(!ok || routing.CompareHosts(one.host, found.host) < 0 || one.host == found.host && found.left) {
				found, ok = served{one.host, one.server.field, one.server.left != ""}, true
			}
		}
	}
	return found, ok
}

// hostsOf are those of an entrance, which are looked for once.
func (m *Mesh) hostsOf(e *entrance) *servedHosts {
	if out := m.served[e]; out != nil {
		return out
	}
	out := &servedHosts{exact: map[string][]servedOn{}}
	for _, g := range m.gatewaysOf(e) {
		for _, s := range g.servers {
			for _, h := range s.names() {
				one := servedOn{h, s}
				if strings.HasPrefix(h, "*") {
					out.wild = append(out.wild, one)
				} else {
					key := strings.ToLower(h)
					out.exact[key] = append(out.exact[key], one)
				}
			}
		}
	}
	m.served[e] = out
	return out
}

// servesOn reports whether some gateway serves a host on a port.
func (m *Mesh) servesOn(host string, port int64) bool {
	return slices.ContainsFunc(m.mayServe(host), func(e *entrance) bool {
		_, ok := m.servesBy(e, host, port)
		return ok
	})
}

// allHosts are the hosts of all servers.
func (m *Mesh) allHosts() []string {
	var out []string
	known := map[string]bool{}
	for _, g := range m.gateways {
		for _, s := range g.servers {
			if !s.isNamed() {
				continue
			}
			for _, h := range s.names() {
				if !known[h] {
					known[h] = true
					out = append(out, h)
				}
			}
		}
	}
	return out
}
