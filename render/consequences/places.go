package consequences

import (
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// place is where a host's clients come in.
type place struct {
	addresses []netip.Addr
	objects   []*objects.Object
	ways      []wayIn
}

// wayIn is one of the Services that clients of a host come in by, each by the addresses that
// DNS has for some of them: a host of several is one of a view of DNS each, or has all.
type wayIn struct {
	by        *served.Entrance
	addresses []netip.Addr
	objects   []*objects.Object
}

// by is the way in by a Service; nil where it is none.
func (p *place) by(s served.Service) *wayIn {
	for i := range p.ways {
		if p.ways[i].by.Service == s {
			return &p.ways[i]
		}
	}
	return nil
}

// places are those of all hosts.
func (s *side) places() map[string]*place {
	if s.placed != nil {
		return s.placed
	}
	out := map[string]*place{}
	for _, e := range s.Entrances {
		routes := served.RoutedBy(s.ownDoors(), s.ownPassages(), e.Objects())
		for _, host := range slices.Concat(e.Hosts, routes.Below(e.Hosts)) {
			if out[host] == nil {
				out[host] = &place{}
			}
			p := out[host]
			p.objects = append(p.objects, e.Objects()...)
			if !e.LoadBalancer {
				continue
			}
			reached := slices.SortedFunc(slices.Values(e.Reached()), netip.Addr.Compare)
			p.ways = append(p.ways, wayIn{e, reached, e.Objects()})
			p.addresses = append(p.addresses, addressesBut(reached, p.addresses)...)
			slices.SortFunc(p.addresses, netip.Addr.Compare)
		}
	}
	s.placed = out
	return out
}

func contains(all, some []netip.Addr) bool {
	return !slices.ContainsFunc(some, func(a netip.Addr) bool { return !slices.Contains(all, a) })
}

// addressesBut are all that are not among some.
func addressesBut(all, some []netip.Addr) []netip.Addr {
	return slices.DeleteFunc(slices.Clone(all), func(a netip.Addr) bool { return slices.Contains(some, a) })
}
