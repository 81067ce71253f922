package format

import (
	"net/netip"
	"strconv"
	"strings"

	"render/render/wording"
)

// AddressRange is an entry of a pool's addresses: first to last, both in it.
type AddressRange struct {
	First, Last netip.Addr
	Origin      Origin
	Prefix      netip.Prefix // valid where it was written as a network
}

// Contains reports whether an address is in the range, which is of one family.
func (r AddressRange) Contains(a netip.Addr) bool {
	return a.Is4() == r.First.Is4() && r.First.Compare(a) <= 0 && a.Compare(r.Last) <= 0
}

// ParseRange reads an entry of a pool: an IP, a range a-b or a CIDR.
func ParseRange(text string) (AddressRange, wording.Fault) {
	var r AddressRange
	if a, b, ok := strings.Cut(text, "-"); ok {
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		if fixed := mendRange(a, b); fixed != "" {
			return r, wording.Fault{Message: wording.Quote(text) + " does not end in an address", Help: "write: " + fixed}
		}
		for _, end := range []string{a, b} {
			if fault := CheckIP(end); fault.Found() {
				return r, fault
			}
		}
		r.First, r.Last = netip.MustParseAddr(a), netip.MustParseAddr(b)
		switch {
		case r.First.Is4() != r.Last.Is4():
			return r, wording.Fault{Message: wording.Quote(text) + " goes from one address family to the other", Help: "write: a range for each family"}
		case r.Last.Less(r.First):
			return r, wording.Fault{Message: wording.Quote(text) + " ends before it begins", Help: turned(r, a, b)}
		case text != a+"-"+b:
			return r, wording.Fault{Message: wording.Quote(text) + " is not how a range is written", Help: "write: " + a + "-" + b}
		}
		return r, wording.Fault{}
	}
	if strings.Contains(text, "/") {
		if fault := networkForm(text); fault.Found() {
			return r, fault
		}
		r.Prefix = netip.MustParsePrefix(text)
		r.First, r.Last = r.Prefix.Addr(), LastAddress(r.Prefix)
		return r, wording.Fault{}
	}
	if text == "" {
		return r, wording.Fault{Message: "is empty", Help: "write an address, a range or a network"}
	}
	if meant, ok := rangeByOther(text); ok {
		return r, wording.Fault{Message: wording.Quote(text) + " is not how a range is written", Help: "write: " + meant}
	}
	if network, ok := withStars(text); ok {
		return r, wording.Fault{Message: wording.Quote(text) + " is not how a network is written", Help: "write: " + network}
	}
	if fault := CheckIP(text); fault.Found() {
		return r, fault
	}
	r.First = netip.MustParseAddr(text)
	r.Last = r.First
	return r, wording.Fault{}
}

func checkRange(text string) wording.Fault {
	_, fault := ParseRange(text)
	return fault
}

// rangeByOther is a range between whose ends something else than "-" stands.
func rangeByOther(text string) (string, bool) {
	for _, between := range []string{"\u2013", "\u2014", "..", "~", " to ", ":", ",", " "} {
		from, to, ok := strings.Cut(text, between)
		if !ok {
			continue
		}
		first, err := netip.ParseAddr(strings.TrimSpace(from))
		last, wrong := netip.ParseAddr(strings.TrimLeft(to, ". "))
		if err == nil && wrong == nil && first.Less(last) && first.Is4() == last.Is4() {
			return first.String() + "-" + last.String(), true
		}
	}
	return "", false
}

// withStars is the network of 192.168.1.*, or of 10.*.*.*.
func withStars(text string) (string, bool) {
	alone := strings.TrimRight(text, ".*")
	stars := strings.Count(text, "*")
	if stars == 0 || stars > 3 || text != alone+strings.Repeat(".*", stars) {
		return "", false
	}
	addr, err := netip.ParseAddr(alone + strings.Repeat(".0", stars))
	return netip.PrefixFrom(addr, 32-8*stars).String(), err == nil && addr.Is4()
}

// mendRange knows 192.168.1.150-160, a range that names its end by the last
// number alone.
func mendRange(from, to string) string {
	first, err := netip.ParseAddr(from)
	if err != nil || !first.Is4() || strings.Trim(to, "0123456789") != "" {
		return ""
	}
	end, err := netip.ParseAddr(from[:strings.LastIndexByte(from, '.')+1] + to)
	if err != nil || end.Less(first) {
		return ""
	}
	return first.String() + "-" + end.String()
}

// LastAddress is the highest address of a network.
func LastAddress(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for i := range bytes {
		for bit := range 8 {
			if i*8+bit >= p.Bits() {
				bytes[i] |= 0x80 >> bit
			}
		}
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

const interfaceWords = "the name of a network interface: up to 15 bytes without white space, / and :"

// turned is how a range is written that ends before it begins: the other way round, unless a digit may be missing at its end.
func turned(r AddressRange, a, b string) string {
	for digit := range 10 {
		if end, err := netip.ParseAddr(b + strconv.Itoa(digit)); err == nil && end.Is4() && !end.Less(r.First) {
			return "write an end that is not before " + a + "; or " + b + "-" + a + ", if all of those are meant"
		}
	}
	return "write: " + b + "-" + a
}
