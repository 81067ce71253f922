package dns

import (
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// Place is where a host's clients come in.
type Place struct {
	Addresses []netip.Addr
	Objects   []*objects.Object
	Ways      []WayIn
}

// WayIn is one of the Services that clients of a host come in by, each by the addresses that
// DNS has for some of them: a host of several is one of a view of DNS each, or has all.
type WayIn struct {
	By        *served.Entrance
	Addresses []netip.Addr
	Objects   []*objects.Object
}

// WayBy is the way in by a Service; nil where it is none.
func (p *Place) WayBy(s served.Service) *WayIn {
	for i := range p.Ways {
		if p.Ways[i].By.Service == s {
			return &p.Ways[i]
		}
	}
	return nil
}

// Add puts another way in beside one.
func (w *WayIn) Add(other *WayIn) {
	w.Addresses = append(w.Addresses, AddressesBut(other.Addresses, w.Addresses)...)
	slices.SortFunc(w.Addresses, netip.Addr.Compare)
	w.Objects = append(w.Objects, other.Objects...)
}

// Places are those of all hosts.
func (s *Side) Places() map[string]*Place {
	if s.placed != nil {
		return s.placed
	}
	out := map[string]*Place{}
	for _, e := range s.Entrances {
		routes := served.RoutedBy(s.OwnDoors(), s.OwnPassages(), e.Objects())
		for _, host := range slices.Concat(e.Hosts, routes.Below(e.Hosts)) {
			if out[host] == nil {
				out[host] = &Place{}
			}
			p := out[host]
			p.Objects = append(p.Objects, e.Objects()...)
			if !e.LoadBalancer {
				continue
			}
			reached := slices.SortedFunc(slices.Values(e.Reached()), netip.Addr.Compare)
			p.Ways = append(p.Ways, WayIn{e, reached, e.Objects()})
			p.Addresses = append(p.Addresses, AddressesBut(reached, p.Addresses)...)
			slices.SortFunc(p.Addresses, netip.Addr.Compare)
		}
	}
	s.placed = out
	return out
}

// AddressesBut are all that are not among some.
func AddressesBut(all, some []netip.Addr) []netip.Addr {
	return slices.DeleteFunc(slices.Clone(all), func(a netip.Addr) bool { return slices.Contains(some, a) })
}

// HasAll reports whether all addresses have some others among them.
func HasAll(all, some []netip.Addr) bool { return len(AddressesBut(some, all)) == 0 }
