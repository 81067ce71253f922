package served

import (
	"net/netip"
	"slices"

	"render/render/objects"
)

// Pool is what MetalLB takes addresses from.
type Pool struct {
	Object      *objects.Object
	Name        string
	ranges      []objects.AddressRange
	avoidsBuggy bool
	Asked       bool // its addresses go to those alone that ask for them
	allocation  objects.ServiceAllocation
	restricted  bool // by allocation
	Announced   Announcement
}

// Announcement is how packets for a pool's addresses find their way.
type Announcement struct{ Layer2, BGP bool }

func (p *Pool) add(text string) {
	if r, ok := objects.ParseAddressRange(text); ok {
		p.ranges = append(p.ranges, r)
	}
}

// Configured reports whether the pool is of MetalLB's old ConfigMap, of which all
// pools come at once.
func (p *Pool) Configured() bool { return p.Object.ID().Kind == "ConfigMap" }

// Has reports whether a Service may have all of some addresses of the pool, as far
// as its addresses go (metallb, internal/allocator, poolFor).
func (p *Pool) Has(addresses []netip.Addr) bool {
	for _, a := range addresses {
		if p.avoidsBuggy && buggy(a) || !slices.ContainsFunc(p.ranges, func(r objects.AddressRange) bool { return r.Has(a) }) {
			return false
		}
	}
	return len(addresses) > 0
}

// Within reports whether others have all addresses of a pool.
func (p *Pool) Within(others []*Pool) bool {
	for _, r := range p.ranges {
		for at := r.First; at.IsValid() && at.Compare(r.Last) <= 0; {
			last, ok := lastOf(others, at)
			if !ok {
				return false
			}
			at = last.Next()
		}
	}
	return true
}

// lastOf is the last address up to which a range of some pools goes from an address on.
func lastOf(pools []*Pool, from netip.Addr) (last netip.Addr, ok bool) {
	for _, p := range pools {
		for _, r := range p.ranges {
			if r.Has(from) {
				return r.Last, true
			}
		}
	}
	return last, false
}

// HasBeside reports whether a pool has an address that is not one of some.
func (p *Pool) HasBeside(taken map[netip.Addr]bool) bool {
	for _, r := range p.ranges {
		for at := r.First; at.IsValid() && at.Compare(r.Last) <= 0; at = at.Next() {
			if !taken[at] && !(p.avoidsBuggy && buggy(at)) {
				return true
			}
		}
	}
	return false
}

// buggy reports whether an address is one of those that avoidBuggyIPs leaves out.
func buggy(a netip.Addr) bool {
	if !a.Is4() {
		return false
	}
	last := a.As4()[3]
	return last == 0 || last == 255
}

// Overlap is the first range that two pools have addresses of in common.
func (p *Pool) Overlap(other *Pool) (objects.AddressRange, bool) {
	for _, r := range p.ranges {
		for _, o := range other.ranges {
			if r.Overlaps(o) {
				if o.First.Less(r.First) {
					o.First = r.First
				}
				if r.Last.Less(o.Last) {
					o.Last = r.Last
				}
				return o, true
			}
		}
	}
	return objects.AddressRange{}, false
}

// And is an announcement with another.
func (a Announcement) And(b Announcement) Announcement {
	return Announcement{a.Layer2 || b.Layer2, a.BGP || b.BGP}
}

// Without is an announcement without what another has.
func (a Announcement) Without(b Announcement) Announcement {
	return Announcement{a.Layer2 && !b.Layer2, a.BGP && !b.BGP}
}

// String is how it is announced, as a message says it.
func (a Announcement) String() string {
	switch {
	case a.Layer2 && a.BGP:
		return "layer 2 and BGP"
	case a.Layer2:
		return "layer 2"
	case a.BGP:
		return "BGP"
	}
	return "nothing"
}

// Announces reports whether an advertisement is of a pool; those of a ConfigMap say
// themselves how they are announced.
func Announces(a objects.Advertisement, p *Pool) bool {
	return !p.Configured() && a.Announces(p.Object.AddressPool())
}
