package format

import (
	"net/netip"
	"slices"
	"sort"
)

// RangeIndex finds the list of an address among lists of ranges, such as pools,
// without going through all.
type RangeIndex struct{ ranges []indexedRange }

// indexedRange is a range of a list. reach is, of it and those before it, the one that
// goes furthest.
type indexedRange struct {
	AddressRange
	list, reach int
}

// NewRangeIndex indexes lists.
func NewRangeIndex(lists [][]AddressRange) RangeIndex {
	var x []indexedRange
	for i, list := range lists {
		for _, r := range list {
			x = append(x, indexedRange{AddressRange: r, list: i})
		}
	}
	slices.SortStableFunc(x, func(a, b indexedRange) int { return a.First.Compare(b.First) })
	for i := range x {
		x[i].reach = i
		if i > 0 && x[x[i-1].reach].Last.Compare(x[i].Last) > 0 {
			x[i].reach = x[i-1].reach
		}
	}
	return RangeIndex{x}
}

// Find is the list that has an address, -1 for none.
func (x RangeIndex) Find(ip netip.Addr) int {
	after := sort.Search(len(x.ranges), func(i int) bool { return x.ranges[i].First.Compare(ip) > 0 })
	if after == 0 {
		return -1
	}
	if r := x.ranges[x.ranges[after-1].reach]; r.Contains(ip) {
		return r.list
	}
	return -1
}
