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

// meansIP reports whether a text that is no address is meant to be one: numbers between dots, or an
// address but for letters that look like its digits.
func meansIP(text string) bool {
	if strings.Contains(text, ".") && strings.Trim(text, "0123456789.") == "" {
		return true
	}
	if text == "" || text[0] < '0' || text[0] > '9' || strings.Contains(text, "://") {
		return false // as nearly all names, of which no address is tried
	}
	_, ok := addressMeant(text)
	return ok
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

// checkInterface adds to the pattern what Linux says of bytes and dots.
func checkInterface(text string) wording.Fault {
	if len(text) > 15 || text == "" || text == "." || text == ".." || strings.ContainsAny(text, "/: \t\n\r\v\f") {
		return wording.Fault{Message: wording.Quote(text) + " is not " + interfaceWords, Help: ""}
	}
	return wording.Fault{}
}
