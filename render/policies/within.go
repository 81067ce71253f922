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
	return slices.DeleteFunc(slices.Clone(list), func(text string) bool { return isWithin(text, others) })
}

// Within are the networks that one of others holds whole.
func Within(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(text string) bool { return !isWithin(text, others) })
}

func isWithin(text string, others []string) bool {
	p, err := netip.ParsePrefix(text)
	return slices.ContainsFunc(others, func(other string) bool {
		o, err2 := netip.ParsePrefix(other)
		return text == other || err == nil && err2 == nil && o.Bits() <= p.Bits() && o.Contains(p.Addr())
	})
}
