package trace

import (
	"slices"
	"strings"
)

// hosts are the virtual hosts of some servers (istio,
// pilot/pkg/networking/core/gateway.go, buildGatewayHTTPRouteConfig).
func (m *Mesh) hosts(servers []*server, p *pods) *hostTable {
	var list []*virtualHost
	byName := map[string]*virtualHost{}
	made := map[string][]entry{} // one for a Gateway and a VirtualService, whichever server is first
	host := func(name string) (*virtualHost, bool) {
		if h := byName[name]; h != nil {
			return h, true
		}
		h := &virtualHost{name: name}
		byName[name], list = h, append(list, h)
		return h, false
	}
	for _, s := range servers {
		for _, v := range m.visible(s.gateway, p) {
			// The narrower of each two hosts of which one covers the other (istio, pkg/config/host/names.go).
			common := s.hostsFor(v.namespace).Narrowed(v.hosts...)
			if len(common) == 0 {
				continue
			}
			key := s.gateway.key() + "\x00" + v.namespace + "/" + v.name
			routes, ok := made[key]
			if !ok {
				if routes = v.entries(s, p); len(routes) == 0 {
					continue
				}
				made[key] = routes
			}
			for _, name := range common {
				h, _ := host(strings.ToLower(name))
				h.routes = append(h.routes, routes...)
				if s.redirect {
					h.redirect = s
				}
			}
		}
		for _, name := range s.hosts {
			if s.redirect {
				h, _ := host(strings.ToLower(name))
				h.redirect = s
			}
		}
	}
	for _, h := range list {
		slices.SortStableFunc(h.routes, func(a, b entry) int { return last(a.match) - last(b.match) })
	}
	return &hostTable{list, byName}
}

func last(m *match) int {
	if m.catchesAll() {
		return 1
	}
	return 0
}

// entries are the routes of a VirtualService for a server: none behind one that takes
// every request (BuildHTTPRoutesForVirtualService).
func (v *virtualService) entries(s *server, p *pods) []entry {
	var out []entry
	for i := range v.http {
		r := &v.http[i]
		if len(r.matches) == 0 {
			return append(out, entry{v, r, nil, s.port, s.tls})
		}
		for j := range r.matches {
			m := &r.matches[j]
			if !m.forGateway(s.port, s.gateway.key(), p) {
				continue
			}
			out = append(out, entry{v, r, m, s.port, s.tls})
			if m.catchesAll() {
				return out
			}
		}
	}
	return out
}

// tables are the virtual hosts of a table, which are made once.
func (m *Mesh) tables(l *listener, name string, p *pods) *hostTable {
	if l.hosts == nil {
		l.hosts = map[string]*hostTable{}
	}
	if _, ok := l.hosts[name]; !ok {
		l.hosts[name] = m.hosts(l.tables[name], p)
	}
	return l.hosts[name]
}
