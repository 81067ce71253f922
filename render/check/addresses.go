package check

import (
	"net/netip"
	"slices"

	"render/render/objects"
)

// addressRanges are those of all pools.
type addressRanges []objects.AddressRange

// sort orders ranges by their first address and makes each end where the
// farthest before it does, so that one look finds out what is in any.
func (r addressRanges) sort() {
	slices.SortFunc(r, func(a, b objects.AddressRange) int { return a.First.Compare(b.First) })
	for n := 1; n < len(r); n++ {
		if before := r[n-1].Last; r[n].Last.Less(before) {
			r[n].Last = before
		}
	}
}

// contain reports whether an address is in a range of those that are sorted.
func (r addressRanges) contain(addr netip.Addr) bool {
	n, exact := slices.BinarySearchFunc(r, addr, func(r objects.AddressRange, a netip.Addr) int { return r.First.Compare(a) })
	if exact {
		return true
	}
	return n > 0 && !r[n-1].Last.Less(addr)
}
