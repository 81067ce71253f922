package consequences

import (
	"net/netip"
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// server is a gateway with the hosts that it answers.
type server struct {
	title     string
	hosts     []string
	addresses []netip.Addr
	from      []*objects.Object
	entrances []*served.Entrance
	routes    served.Routed
	below     []string // hosts of the routes alone
	// unreached is one of which the objects do not tell how clients come to it.
	unreached bool
	controls  bool // by Ingresses
}

// is reports whether it is another one of the other side.
func (s *server) is(other *server) bool { return s.title == other.title || sameAddress(s, other) }

func (s *server) answers(host string) bool {
	return slices.ContainsFunc(s.hosts, func(own string) bool { return routing.Covers(own, host) })
}

// sameAddress reports whether clients of one find the other, as where a tier is
// renamed.
func sameAddress(a, b *server) bool {
	return len(a.addresses) > 0 && slices.Equal(a.addresses, b.addresses)
}

// servers are those of a side, with entrances of the other one that stay.
func (s *side) servers(staying []*served.Entrance) []*server {
	var out []*server
	titled := map[string]*server{}
	for _, e := range slices.Concat(s.Entrances, staying) {
		if len(e.Hosts) == 0 {
			continue
		}
		one := titled[e.Title()]
		if one == nil {
			one = &server{title: e.Title(), addresses: e.Addresses}
			titled[one.title], out = one, append(out, one)
		}
		for _, host := range e.Hosts {
			if !slices.Contains(one.hosts, host) {
				one.hosts = append(one.hosts, host)
			}
		}
		one.from, one.entrances = append(append(one.from, e.From...), e.Object), append(one.entrances, e)
	}
	return out
}

// unreached are the Gateways of a side, and of those that stay beside it, that choose no
// pods which it knows, as where a cluster's objects are without the Services of gateways.
func unreached(s *side, staying []*objects.Object) []*server {
	var out []*server
	for _, o := range access.OfKind(s.World, staying, objects.IstioNetworking, "Gateway") {
		var hosts []string
		for _, host := range served.HostsOfServers(o.Gateway()) {
			if !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
		if len(hosts) > 0 && !slices.ContainsFunc(s.Entrances, func(e *served.Entrance) bool { return slices.Contains(e.From, o) }) {
			out = append(out, &server{title: titled(o), hosts: hosts, from: []*objects.Object{o}, unreached: true})
		}
	}
	return out
}

// controlled are controllers of Ingresses as what answers hosts.
func controlled(list []*served.Controller) (out []*server) {
	for _, one := range list {
		if len(one.Hosts) > 0 {
			out = append(out, &server{title: one.Title(), hosts: one.Hosts, addresses: one.Addresses, from: one.Ingresses, controls: true})
		}
	}
	return out
}
