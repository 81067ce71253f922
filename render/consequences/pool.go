package consequences

import (
	"net/netip"
	"slices"

	"render/render/objects"
)

// pool is what MetalLB takes addresses from.
type pool struct {
	object      *objects.Object
	name        string
	ranges      []objects.AddressRange
	avoidsBuggy bool
	asked       bool // its addresses go to those alone that ask for them
	allocation  objects.ServiceAllocation
	restricted  bool // by allocation
	announced   announcement
}

// announcement is how packets for a pool's addresses find their way.
type announcement struct{ layer2, bgp bool }

func (p *pool) add(text string) {
	if r, ok := objects.ParseAddressRange(text); ok {
		p.ranges = append(p.ranges, r)
	}
}

// configured reports whether the pool is of MetalLB's old ConfigMap, of which all
// pools come at once.
func (p *pool) configured() bool { return p.object.ID().Kind == "ConfigMap" }

// has reports whether a Service may have all of some addresses of the pool, as far
// as its addresses go (metallb, internal/allocator, poolFor).
func (p *pool) has(addresses []netip.Addr) bool {
	for _, a := range addresses {
		if p.avoidsBuggy && buggy(a) || !slices.ContainsFunc(p.ranges, func(r objects.AddressRange) bool { return r.Has(a) }) {
			return false
		}
	}
	return len(addresses) > 0
}

// hasAll reports whether all addresses of another pool are some of its.
func (p *pool) hasAll(other *pool) bool {
	return !slices.ContainsFunc(other.ranges, func(o objects.AddressRange) bool {
		return !slices.ContainsFunc(p.ranges, func(r objects.AddressRange) bool { return r.Has(o.First) && r.Has(o.Last) })
	})
}

// buggy reports whether an address is one of those that avoidBuggyIPs leaves out.
func buggy(a netip.Addr) bool {
	if !a.Is4() {
		return false
	}
	last := a.As4()[3]
	return last == 0 || last == 255
}

// overlap is the first range that two pools have addresses of in common.
func (p *pool) overlap(other *pool) (objects.AddressRange, bool) {
	for _, r := range p.ranges {
		for _, o := range other.ranges {
			if r.Overlaps(o) {
				return o, true
			}
		}
	}
	return objects.AddressRange{}, false
}

// poolOf is the first pool that has all of some addresses; nil where none does.
func poolOf(pools []*pool, addresses []netip.Addr) *pool {
	for _, p := range pools {
		if p.has(addresses) {
			return p
		}
	}
	return nil
}

// and is an announcement with another.
func (a announcement) and(b announcement) announcement {
	return announcement{a.layer2 || b.layer2, a.bgp || b.bgp}
}

// announces reports whether an advertisement is of a pool; those of a ConfigMap say
// themselves how they are announced.
func announces(a objects.Advertisement, p *pool) bool {
	return !p.configured() && a.Announces(p.object.AddressPool())
}

// denial is a pool that MetalLB's webhook refuses, since another has some of its
// addresses (metallb, internal/config, poolsFor).
type denial struct {
	pool, other *pool
	common      objects.AddressRange
}

// course is how pools come into the cluster.
type course struct {
	sets   [][]*pool // that there are one after the other, the last in the end
	first  []denial  // that the first run meets
	denied []denial  // that every run meets
}

// end are the pools that there are when all is done.
func (c *course) end() []*pool { return c.sets[len(c.sets)-1] }
