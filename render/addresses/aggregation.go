package addresses

import (
	"fmt"
	"net/netip"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// checkBGPFamilies checks the lengths of the prefixes that are told, each against
// the pools of its family: MetalLB refuses to tell of more addresses than a
// pool has.
func (v *verdict) checkBGPFamilies(b *format.BGP) {
	for p, a := range v.advertisements(b) {
		v.checkAggregation(p, a.Aggregation.V4, true, "IPv4")
		v.checkAggregation(p, a.Aggregation.V6, false, "IPv6")
	}
	v.warnOfUnheard(b, true, "IPv4")
	v.warnOfUnheard(b, false, "IPv6")
	for _, r := range v.toldRanges() {
		if r.First.Is6() && !platform.MetalLBBGPIPv6.In(v.Plan.Versions.MetalLB) {
			v.Need(r.Origin, platform.MetalLBBGPIPv6, v.Plan.Versions.MetalLB)
			return
		}
	}
}

// warnOfUnheard finds addresses of a family in which there is no session.
func (v *verdict) warnOfUnheard(b *format.BGP, is4 bool, family string) {
	missing := platform.MetalLBBGPBothFamilies.Missing(v.Plan.Versions.MetalLB)
	if missing == "" {
		return
	}
	for i := range b.Peers {
		if router, ok := parseIP(b.Peers[i].Address); !ok || router.Is4() == is4 || b.Peers[i].DualStack.Value {
			return
		}
	}
	for _, r := range v.toldRanges() {
		if r.First.Is4() == is4 && len(b.Peers) > 0 {
			v.Warn("bgp-family-unheard", r.Origin, "nobody is told of "+family+" addresses: no router has one, and "+missing, "add a peer with an "+family+" address, or write dualStack: true in one", b.Peers[0].Address.Origin)
			return
		}
	}
}

// checkAggregation checks a length that is told of a pool, or of each that says nothing
// itself, where it is nil.
func (v *verdict) checkAggregation(of *plan.Pool, length format.Number, is4 bool, family string) {
	if !length.IsSet() {
		return
	}
	there, asked := false, false
	for i := range v.Plan.Pools {
		p := &v.Plan.Pools[i]
		if of != nil && p != of || of == nil && (p.SaysWhatIsTold() || !p.Ways.BGP) {
			continue
		}
		asked = true
		for _, r := range p.Ranges {
			if r.First.Is4() != is4 {
				continue
			}
			there = true
			if !v.holdsPrefixes(r, length.Value) {
				least := v.leastLength(r)
				v.Fail("aggregation", length.Origin, fmt.Sprintf("prefixes of length %d have more addresses than are in pool %q, and MetalLB refuses to tell of them", length.Value, p.Name),
					fmt.Sprintf("write: %d or more, or give the pool whole networks of length %d", least, length.Value), r.Origin)
				return
			}
		}
	}
	switch {
	case there || v.Plan.BadRange || !asked: // by no pool, which is told where it is
	case of != nil:
		v.Fail("aggregation", length.Origin, fmt.Sprintf("has no effect, since pool %q has no %s addresses", of.Name, family), "remove it", of.Origin)
	default:
		v.Fail("aggregation", length.Origin, "has no effect, since no pool has "+family+" addresses", "remove it")
	}
}

// holdsPrefixes reports whether MetalLB takes prefixes of a length for a pool's
// entry: since 0.12 if one of them lies in it, before if it consists of them.
func (v *verdict) holdsPrefixes(r format.AddressRange, length int) bool {
	if r.Prefix.IsValid() {
		return r.Prefix.Bits() <= length
	}
	first, last := netip.PrefixFrom(r.First, length).Masked(), netip.PrefixFrom(r.Last, length).Masked()
	whole := first.Addr() == r.First && format.LastAddress(last) == r.Last
	if whole || !platform.MetalLBBGPRangeAggregation.In(v.Plan.Versions.MetalLB) {
		return whole
	}
	if first.Addr() != r.First {
		next := format.LastAddress(first).Next()
		if !next.IsValid() {
			return false
		}
		first = netip.PrefixFrom(next, length)
	}
	return !r.Last.Less(format.LastAddress(first))
}

// leastLength is the shortest prefix that MetalLB tells of a pool's entry.
func (v *verdict) leastLength(r format.AddressRange) int {
	if r.Prefix.IsValid() {
		return r.Prefix.Bits()
	}
	shortest, longest := r.First.BitLen(), 0
	for a := r.First; a.IsValid() && !r.Last.Less(a); {
		p := largestAt(a, r.Last)
		shortest, longest = min(shortest, p.Bits()), max(longest, p.Bits())
		a = format.LastAddress(p).Next()
	}
	if platform.MetalLBBGPRangeAggregation.In(v.Plan.Versions.MetalLB) {
		return shortest
	}
	return longest
}

// largestAt is the largest network that begins with an address and does not
// reach beyond another one.
func largestAt(first, last netip.Addr) netip.Prefix {
	found := netip.PrefixFrom(first, first.BitLen())
	for bits := first.BitLen() - 1; bits >= 0; bits-- {
		p := netip.PrefixFrom(first, bits)
		if p.Masked().Addr() != first || last.Less(format.LastAddress(p)) {
			break
		}
		found = p
	}
	return found
}
