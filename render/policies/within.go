package policies

import (
	"net/netip"
	"slices"
)

// NotWithin are the networks that no one of others holds whole.
func NotWithin(list, others []string) []string {
	if len(others) == 0 {
		return nil
	}
	var out []string
	for _, text := range list {
		p, err := netip.ParsePrefix(text)
		if !slices.ContainsFunc(others, func(other string) bool {
			o, err2 := netip.ParsePrefix(other)
			return text == other || err == nil && err2 == nil && o.Bits() <= p.Bits() && o.Contains(p.Addr())
		}) {
			out = append(out, text)
		}
	}
	return out
}
