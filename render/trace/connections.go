package trace

import "slices"

// visible are the VirtualServices of a Gateway for pods in a namespace: those for it
// alone first, then those of others for it, then those for all (istio,
// pilot/pkg/model/push_context.go, VirtualServicesForGateway).
func (m *Mesh) visible(g *gateway, p *pods) []*virtualService {
	var private, exported, own, public []*virtualService
	for _, v := range m.servicesOf(g) {
		switch {
		case contains(v.exportTo, "*"):
			if v.api && v.namespace == p.namespace {
				own = append(own, v)
			} else {
				public = append(public, v)
			}
		case contains(v.exportTo, "~"):
		case contains(v.exportTo, p.namespace):
			if v.namespace == p.namespace {
				private = append(private, v)
			} else {
				exported = append(exported, v)
			}
		}
	}
	return append(append(append(private, exported...), own...), public...)
}

// servicesOf are the VirtualServices that name a Gateway, in their order. They are put together once all are
// read.
func (m *Mesh) servicesOf(g *gateway) []*virtualService {
	if m.naming == nil {
		m.naming = map[string][]*virtualService{}
		for _, v := range m.services {
			for i, key := range v.gateways {
				if !contains(v.gateways[:i], key) {
					m.naming[key] = append(m.naming[key], v)
				}
			}
		}
	}
	return m.naming[g.key()]
}

// meets reports whether a VirtualService is for some host of a server.
func (v *virtualService) meets(s *server) bool {
	return slices.ContainsFunc(v.hosts, s.hostsFor(v.namespace).Overlaps)
}

// passing are the ways of connections that a server hands on as they are
// (buildGatewayNetworkFiltersFromTLSRoutes).
func (m *Mesh) passing(s *server, p *pods, names map[string]bool) []chain {
	var out []chain
	for _, v := range m.visible(s.gateway, p) {
		if s.mode == "AUTO_PASSTHROUGH" || !v.meets(s) {
			continue
		}
		for i := range v.tls {
			route := &v.tls[i]
			if len(route.to) == 0 {
				continue
			}
			for j := range route.matches {
				match := &route.matches[j]
				if !match.takes(s) || taken(names, match.hosts) {
					continue
				}
				out = append(out, newChain(s, match.hosts, chain{to: route.to, route: route, match: match, of: v}))
			}
		}
	}
	return out
}

// taken reports whether some hosts are a chain's already, and else takes them.
func taken(names map[string]bool, hosts []string) bool {
	for _, h := range hosts {
		if names[h] {
			return true
		}
	}
	for _, h := range hosts {
		names[h] = true
	}
	return false
}

// connecting is the way of connections of which no request is read, and of which TLS
// is ended or there is none (buildGatewayNetworkFiltersFromTCPRoutes).
func (m *Mesh) connecting(s *server, p *pods) (chain, bool) {
	way := func(v *virtualService, route *connectionRoute, match *connectionMatch) (chain, bool) {
		var hosts []string
		if s.tls {
			hosts = s.names()
		}
		return newChain(s, hosts, chain{ends: s.tls, to: route.to, route: route, match: match, of: v}), true
	}
	for _, v := range m.visible(s.gateway, p) {
		if !v.meets(s) {
			continue
		}
		for i := range v.tcp {
			route := &v.tcp[i]
			if len(route.to) == 0 {
				continue
			}
			if len(route.matches) == 0 {
				return way(v, route, nil)
			}
			for j := range route.matches {
				if route.matches[j].takes(s) {
					return way(v, route, &route.matches[j])
				}
			}
		}
		for i := range v.tls {
			for j := range v.tls[i].matches {
				if v.ofTLSKind && s.tls && v.tls[i].matches[j].takes(s) {
					return way(v, &v.tls[i], &v.tls[i].matches[j])
				}
			}
		}
	}
	return chain{}, false
}
