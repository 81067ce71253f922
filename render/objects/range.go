package objects

import (
	"net/netip"
	"strings"
)

// AddressRange is an entry of a pool; both ends belong to it.
type AddressRange struct{ First, Last netip.Addr }

// ParseAddressRange reads "a-b", with or without spaces, or a CIDR, as MetalLB does.
func ParseAddressRange(text string) (r AddressRange, ok bool) {
	if a, b, cut := strings.Cut(text, "-"); cut {
		first, err := netip.ParseAddr(strings.TrimSpace(a))
		last, err2 := netip.ParseAddr(strings.TrimSpace(b))
		return AddressRange{first, last}, err == nil && err2 == nil && first.Is4() == last.Is4() && !last.Less(first)
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
	return AddressRange{p.Addr(), last}, true
}

// Has reports whether an address is in the range.
func (r AddressRange) Has(a netip.Addr) bool {
	return a.Is4() == r.First.Is4() && !a.Less(r.First) && !r.Last.Less(a)
}

// Overlaps reports whether two ranges have an address in common.
func (r AddressRange) Overlaps(other AddressRange) bool {
	return r.First.Is4() == other.First.Is4() && !r.Last.Less(other.First) && !other.Last.Less(r.First)
}
