package check

import (
	"net/netip"
	"slices"
	"strings"
)

// addressRange is a stretch of a pool; both ends belong to it.
type addressRange struct{ first, last netip.Addr }

// addressRanges are those of all pools.
type addressRanges []addressRange

// parseRange reads "a-b", with or without spaces, or a CIDR.
func parseRange(text string) (r addressRange, ok bool) {
	if a, b, cut := strings.Cut(text, "-"); cut {
		first, err := netip.ParseAddr(strings.TrimSpace(a))
		last, err2 := netip.ParseAddr(strings.TrimSpace(b))
		return addressRange{first, last}, err == nil && err2 == nil && first.Is4() == last.Is4() && !last.Less(first)
	}
	p, err := netip.ParsePrefix(strings.TrimSpace(text))
	if err != nil {
		return r, false
	}
	p = p.Masked()
	bytes := p.Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return addressRange{p.Addr(), last}, true
}

// sort orders ranges by their first address and makes each end where the
// farthest before it does, so that one look finds out what is in any.
func (r addressRanges) sort() {
	slices.SortFunc(r, func(a, b addressRange) int { return a.first.Compare(b.first) })
	for n := 1; n < len(r); n++ {
		if before := r[n-1].last; r[n].last.Less(before) {
			r[n].last = before
		}
	}
}

// contain reports whether an address is in a range of those that are sorted.
func (r addressRanges) contain(addr netip.Addr) bool {
	n, exact := slices.BinarySearchFunc(r, addr, func(r addressRange, a netip.Addr) int { return r.first.Compare(a) })
	if exact {
		return true
	}
	return n > 0 && !r[n-1].last.Less(addr)
}
