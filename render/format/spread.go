package format

import (
	"net/netip"
	"strings"
)

// mostSpread is how many items a cure lists in place of one.
const mostSpread = 16

// Spread are the items of a list of single addresses, or of networks, that one text stands for
// which is none: the addresses of a range or a network, the networks that a range consists of, the
// network of an address with a netmask. None where there is no such text; whole is false where they
// are the first of too many to be listed.
func (f *Field) Spread(text string) (items []string, whole bool) {
	if len(f.Formats) != 1 {
		return nil, false
	}
	switch f.Formats[0] {
	case "ip":
		return addressesOf(text)
	case "cidr":
		return networksOf(text)
	}
	return nil, false
}

// Networks are those that a text stands for: a network, an address, or what Spread knows; none
// where it is nothing of them.
func Networks(text string) []string {
	if !checkCIDR(text).Found() {
		return []string{text}
	}
	if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" && !addr.IsUnspecified() {
		return []string{netip.PrefixFrom(addr, addr.BitLen()).String()}
	}
	items, whole := networksOf(text)
	if !whole {
		return nil
	}
	return items
}

// rangeMeant is a range or network as somebody may write it who knows that there are such.
func rangeMeant(text string) (r AddressRange, ok bool) {
	text = strings.Join(strings.Fields(text), "")
	if from, to, found := strings.Cut(text, "-"); found {
		if mended := mendRange(from, to); mended != "" {
			text = mended
		}
	}
	r, fault := ParseRange(text)
	return r, !fault.Found() && r.First != r.Last
}

// addressesOf are those of a range, and of a network those that hosts can have.
func addressesOf(text string) (items []string, whole bool) {
	r, ok := rangeMeant(text)
	if !ok {
		return nil, false
	}
	first, last := r.First, r.Last
	if r.Prefix.IsValid() && first.Is4() && r.Prefix.Bits() < 31 {
		first, last = first.Next(), last.Prev()
	}
	for a := first; ; a = a.Next() {
		if len(items) == mostSpread {
			return items[:2], false
		}
		items = append(items, a.String())
		if a == last {
			return items, true
		}
	}
}

// networksOf are the fewest networks that a range consists of, or the one of a netmask.
func networksOf(text string) (items []string, whole bool) {
	for _, read := range [...]func(string) (string, bool){withNetmask, withStars} {
		if network, ok := read(text); ok {
			return []string{network}, true
		}
	}
	r, ok := rangeMeant(text)
	if !ok {
		return nil, false
	}
	for a := r.First; ; {
		bits := a.BitLen()
		for bits > 0 {
			wider := netip.PrefixFrom(a, bits-1)
			if wider.Masked().Addr() != a || r.Last.Less(LastAddress(wider)) {
				break
			}
			bits--
		}
		if len(items) == mostSpread {
			return items[:2], false
		}
		p := netip.PrefixFrom(a, bits)
		items = append(items, p.String())
		end := LastAddress(p)
		if end == r.Last {
			return items, true
		}
		a = end.Next()
	}
}

// withNetmask reads 192.168.1.0/255.255.255.0.
func withNetmask(text string) (network string, ok bool) {
	before, behind, _ := strings.Cut(text, "/")
	addr, err := netip.ParseAddr(strings.TrimSpace(before))
	mask, wrong := netip.ParseAddr(strings.TrimSpace(behind))
	if err != nil || wrong != nil || !addr.Is4() || !mask.Is4() {
		return "", false
	}
	for bits := range 33 {
		all := netip.PrefixFrom(netip.AddrFrom4([4]byte{255, 255, 255, 255}), bits).Masked()
		if all.Addr() == mask {
			return netip.PrefixFrom(addr, bits).Masked().String(), true
		}
	}
	return "", false
}
