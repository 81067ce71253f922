package served

import (
	"maps"
	"slices"

	"render/render/objects"
	"render/render/routing"
)

// Routed are the hosts that the routes of some Gateways name: below a wildcard of a
// Gateway they are hosts that DNS leads there, as those are that it names itself.
type Routed struct {
	Hosts map[string]bool
	wild  []string // of them
}

// RoutedBy are those of the Gateways that some objects are.
func RoutedBy(doors *Doors, passages *Passages, of []*objects.Object) Routed {
	out := Routed{Hosts: map[string]bool{}}
	known := map[*Door]bool{} // which several Gateways may share
	for _, o := range of {
		for _, host := range passages.hostsOf(o.ID()) {
			out.Hosts[host] = true
		}
		for _, at := range doors.of[o.ID()] {
			one := doors.By[at]
			if known[one] {
				continue
			}
			known[one] = true
			for host, list := range one.Routes {
				if len(list) > 0 {
					out.Hosts[host] = true
				}
			}
		}
	}
	for _, host := range slices.Sorted(maps.Keys(out.Hosts)) {
		if routing.IsWild(host) {
			out.wild = append(out.wild, host)
		}
	}
	return out
}

// Has reports whether some route is for a host.
func (r *Routed) Has(host string) bool {
	return r.Hosts[host] || slices.ContainsFunc(r.wild, func(wide string) bool { return routing.Covers(wide, host) })
}

// Below are those of the hosts that a gateway takes by a wildcard alone, sorted.
func (r *Routed) Below(own []string) []string {
	known := make(map[string]bool, len(own))
	var wild []string
	for _, host := range own {
		if known[host] = true; routing.IsWild(host) {
			wild = append(wild, host)
		}
	}
	var out []string
	for _, host := range slices.Sorted(maps.Keys(r.Hosts)) {
		if !known[host] && slices.ContainsFunc(wild, func(wide string) bool { return routing.Covers(wide, host) }) {
			out = append(out, host)
		}
	}
	return out
}

// Meets reports whether some route is for a host, or for one that it covers.
func (r *Routed) Meets(host string) bool {
	if !routing.IsWild(host) {
		return r.Has(host)
	}
	for own := range r.Hosts {
		if routing.Overlap(host, own) {
			return true
		}
	}
	return false
}
