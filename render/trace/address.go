package trace

import (
	"net/netip"
	"strings"
)

// within reports whether an address is in "a-b", or in a CIDR.
func within(text string, a netip.Addr) bool {
	if from, to, ok := strings.Cut(text, "-"); ok {
		first, err1 := netip.ParseAddr(strings.TrimSpace(from))
		last, err2 := netip.ParseAddr(strings.TrimSpace(to))
		return err1 == nil && err2 == nil && first.BitLen() == a.BitLen() && first.Compare(a) <= 0 && a.Compare(last) <= 0
	}
	p, err := netip.ParsePrefix(strings.TrimSpace(text))
	return err == nil && p.Contains(a)
}
