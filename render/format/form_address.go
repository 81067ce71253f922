package format

import (
	"net/netip"
	"strings"

	"render/render/wording"
)

// CheckIP tells what is wrong with an IP address, version 4 or 6, without a zone.
func CheckIP(text string) wording.Fault {
	addr, err := netip.ParseAddr(text)
	if err != nil {
		if prefix, err := netip.ParsePrefix(text); err == nil {
			return wording.Fault{Message: wording.Quote(text) + " is a network, not one address", Help: addressIn(prefix)}
		}
		if fixed, ok := withoutZeros(text); ok {
			return wording.Fault{Message: wording.Quote(text) + " has leading zeros, which some read as octal", Help: "write: " + fixed}
		}
		return wording.Fault{Message: wording.Quote(text) + " is not an IP address", Help: addressCure(text)}
	}
	switch {
	case addr.Zone() != "":
		return wording.Fault{Message: wording.Quote(text) + " has a zone, and only one machine knows it", Help: "write: " + addr.WithZone("").String()}
	case addr.Is4In6():
		return wording.Fault{Message: wording.Quote(text) + " is an IPv4 address written as IPv6", Help: "write: " + addr.Unmap().String()}
	case addr.String() != text:
		return wording.Fault{Message: wording.Quote(text) + " is not how the address is written", Help: "write: " + addr.String()}
	case addr.IsUnspecified(), addr.IsLoopback(), addr.IsMulticast(), text == "255.255.255.255":
		return wording.Fault{Message: wording.Quote(text) + " can be nobody's address on a network", Help: "write the address of a host"}
	}
	return wording.Fault{}
}

func withoutZeros(text string) (string, bool) {
	parts := strings.Split(text, ".")
	for i, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" {
			return "", false
		}
		parts[i] = max(strings.TrimLeft(p, "0"), "0")
	}
	fixed := strings.Join(parts, ".")
	_, err := netip.ParseAddr(fixed)
	return fixed, err == nil
}

// addressIn is the address that is meant by one with the length of a prefix: hosts have none that
// names a whole network.
func addressIn(p netip.Prefix) string {
	if p.Masked().Addr() == p.Addr() && p.Bits() < p.Addr().BitLen()-1 {
		return "write one address of it, such as " + p.Addr().Next().String()
	}
	return "write: " + p.Addr().String()
}

// addressCure gives the address in a text that has more in it.
func addressCure(text string) string {
	if from, to, ok := strings.Cut(strings.ReplaceAll(text, " ", ""), "-"); ok {
		if _, err := netip.ParseAddr(from); err == nil && to != "" {
			return "write one address of it, such as " + from
		}
	}
	if with, err := netip.ParseAddrPort(text); err == nil {
		return "write: " + with.Addr().String()
	}
	if inside, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return "write: " + inside.String()
	}
	if first, second, ok := strings.Cut(text, ","); ok {
		second = strings.TrimSpace(second)
		_, one := netip.ParseAddr(first)
		_, other := netip.ParseAddr(second)
		if one == nil && other == nil {
			return "write one address; the two of a tier are a list, [" + YAMLWord(first) + ", " + YAMLWord(second) + "]"
		}
	}
	if meant, ok := addressMeant(text); ok {
		return "write: " + meant
	}
	return "write an address, such as 192.168.1.141 or fd00::141"
}

// addressMeant is the address of a text in which letters stand for digits that look like them, or
// commas for dots, or that is a URL.
func addressMeant(text string) (string, bool) {
	if _, behind, ok := strings.Cut(text, "://"); ok {
		text, _, _ = strings.Cut(behind, "/")
		if with, err := netip.ParseAddrPort(text); err == nil {
			text = with.Addr().String()
		}
	}
	addr, err := netip.ParseAddr(strings.Trim(text, "[]"))
	if err != nil {
		addr, err = netip.ParseAddr(strings.NewReplacer("l", "1", "I", "1", "O", "0", "o", "0", ",", ".").Replace(text))
	}
	return addr.String(), err == nil && addr.Zone() == ""
}

// checkCIDR checks a network of which somebody is: 0.0.0.0/32, meant for everybody, lets in nobody.
func checkCIDR(text string) wording.Fault {
	if fault := networkForm(text); fault.Found() {
		return fault
	}
	if prefix := netip.MustParsePrefix(text); prefix.Addr().IsUnspecified() && prefix.IsSingleIP() {
		return wording.Fault{Message: wording.Quote(text) + " is an address that nobody has", Help: networkCure(prefix.Addr())}
	}
	return wording.Fault{}
}

// networkForm checks how a network is written.
func networkForm(text string) wording.Fault {
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		if addr, err := netip.ParseAddr(text); err == nil && addr.Zone() == "" {
			return wording.Fault{Message: wording.Quote(text) + " is one address, not a network", Help: networkCure(addr)}
		}
		help := "write an address and the length of its prefix"
		switch strings.ToLower(text) {
		case "any", "all", "*", "everyone", "everybody", "public", "world", "internet":
			help = "write: 0.0.0.0/0, or ::/0 for IPv6"
		}
		return wording.Fault{Message: wording.Quote(text) + " is not a network, such as 10.0.0.0/8", Help: help}
	}
	if prefix.Masked().String() != text {
		return wording.Fault{Message: wording.Quote(text) + " is not how the network is written: host bits or another spelling", Help: "write: " + prefix.Masked().String() + hostOf(prefix)}
	}
	return wording.Fault{}
}

// networkCure is the network that an address without a prefix stands for: of one that ends
// in zeros hardly the address alone, which would shut everyone else out.
func networkCure(addr netip.Addr) string {
	if addr.IsUnspecified() {
		return "write: " + YAMLWord(netip.PrefixFrom(addr, 0).String())
	}
	alone := netip.PrefixFrom(addr, addr.BitLen())
	if bytes := addr.AsSlice(); addr.Is4() && bytes[3] == 0 {
		return "write: " + netip.PrefixFrom(addr, bitsWritten(bytes, 0)).String() + ", if that is the network that is meant, or " + alone.String() + " for this address alone"
	}
	return "write: " + alone.String()
}

// bitsWritten is the length of the prefix that an IPv4 address stands for whose last number is zero, by the numbers before
// it that are too; it is longer than another one.
func bitsWritten(bytes []byte, than int) int {
	bits := 24
	for bits-8 > than && bytes[bits/8-1] == 0 {
		bits -= 8
	}
	return bits
}

// hostOf is what else a network with host bits may mean: that address alone, or of one that ends in zeros the network
// that is written so.
func hostOf(p netip.Prefix) string {
	if p.Masked().Addr() == p.Addr() {
		return ""
	}
	if bytes := p.Addr().AsSlice(); p.Addr().Is4() && bytes[3] == 0 && p.Bits() < 24 {
		return ", or " + netip.PrefixFrom(p.Addr(), bitsWritten(bytes, p.Bits())).String()
	}
	return ", or " + netip.PrefixFrom(p.Addr(), p.Addr().BitLen()).String() + " for that address alone"
}

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
			return r, wording.Fault{Message: wording.Quote(text) + " ends before it begins", Help: "write: " + b + "-" + a}
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

// checkInterface adds to the pattern what Linux says of bytes and dots.
func checkInterface(text string) wording.Fault {
	if len(text) > 15 || text == "" || text == "." || text == ".." || strings.ContainsAny(text, "/: \t\n\r\v\f") {
		return wording.Fault{Message: wording.Quote(text) + " is not " + interfaceWords, Help: ""}
	}
	return wording.Fault{}
}
