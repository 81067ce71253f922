//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package main

import (
	"net/netip"
	"slices"
	"strings"
)

// inPools reports whether one pool has all of some addresses.
func inPools(pools map[string][]string, ips []string) bool {
	for _, list := range pools {
		if !slices.ContainsFunc(ips, func(ip string) bool { return len(rangesOf([]string{ip + "-" + ip}).both(rangesOf(list))) == 0 }) {
			return true
		}
	}
	return false
}

// addressRanges are addresses, each from one to another.
type addressRanges [][2]netip.Addr

func rangesOf(list []string) (out addressRanges) {
	for _, text := range list {
		if first, last, ok := strings.Cut(text, "-"); ok {
			out = append(out, [2]netip.Addr{netip.MustParseAddr(first), netip.MustParseAddr(last)})
			continue
		}
		p := netip.MustParsePrefix(text)
		last := p.Addr().AsSlice()
		for bit := p.Bits(); bit < len(last)*8; bit++ {
			last[bit/8] |= 0x80 >> (bit % 8)
		}
		end, _ := netip.AddrFromSlice(last)
		out = append(out, [2]netip.Addr{p.Masked().Addr(), end})
	}
	return out
}

// both are the pairs of ranges that meet.
func (a addressRanges) both(b addressRanges) (out addressRanges) {
	for _, x := range a {
		for _, y := range b {
			if !x[1].Less(y[0]) && !y[1].Less(x[0]) {
				out = append(out, x)
			}
		}
	}
	return out
}

func texts(list []any) (out []string) {
	for _, one := range list {
		out = append(out, one.(string))
	}
	return out
}
