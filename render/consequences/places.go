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
	services  []served.Service
}

// allIn reports whether all Services that clients of a host come in by are among some.
func (p *place) allIn(some map[served.Service]bool) bool {
	return !slices.ContainsFunc(p.services, func(s served.Service) bool { return !some[s] })
}

// places are those of all hosts.
func (s *side) places() map[string]*place {
	if s.placed != nil {
		return s.placed
	}
	out := map[string]*place{}
	for _, e := range s.Entrances {
		routes := routedBy(s.ownDoors(), s.ownPassages(), e.Objects())
		for _, host := range slices.Concat(e.Hosts, routes.below(e.Hosts)) {
			if out[host] == nil {
				out[host] = &place{}
			}
			p := out[host]
			p.objects = append(append(p.objects, e.Object), e.From...)
			if e.LoadBalancer {
				p.services = append(p.services, e.Service)
			}
			for _, a := range e.Reached() {
				if e.LoadBalancer && !slices.Contains(p.addresses, a) {
					p.addresses = append(p.addresses, a)
				}
			}
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
