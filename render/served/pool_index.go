package served

import (
	"net/netip"
	"slices"
	"sort"

	"render/render/objects"
)

// PoolIndex finds pools by their addresses and names, without going through all.
type PoolIndex struct {
	List   []*Pool
	ranges []poolRange
	named  map[string]*Pool
}

// poolRange is a range of a pool. reach is, of it and those before it, the last address of the one that
// goes furthest.
type poolRange struct {
	objects.AddressRange
	pool  int
	reach netip.Addr
}

// NewPoolIndex indexes pools.
func NewPoolIndex(list []*Pool) *PoolIndex {
	x := &PoolIndex{List: list, named: make(map[string]*Pool, len(list))}
	for i, p := range list {
		for _, r := range p.ranges {
			x.ranges = append(x.ranges, poolRange{AddressRange: r, pool: i})
		}
		if x.named[p.Name] == nil {
			x.named[p.Name] = p
		}
	}
	slices.SortStableFunc(x.ranges, func(a, b poolRange) int { return a.First.Compare(b.First) })
	for i := range x.ranges {
		if x.ranges[i].reach = x.ranges[i].Last; i > 0 && x.ranges[i].reach.Less(x.ranges[i-1].reach) {
			x.ranges[i].reach = x.ranges[i-1].reach
		}
	}
	return x
}

// Named is the first pool of a name; nil where there is none.
func (x *PoolIndex) Named(name string) *Pool { return x.named[name] }

// Of is the first pool that has all of some addresses; nil where none does.
func (x *PoolIndex) Of(addresses []netip.Addr) *Pool {
	if all := x.HavingAll(addresses); len(all) > 0 {
		return all[0]
	}
	return nil
}

// HavingAll are the pools that have all of some addresses, in their order.
func (x *PoolIndex) HavingAll(addresses []netip.Addr) (out []*Pool) {
	if len(addresses) == 0 {
		return nil
	}
	for _, n := range x.near([]objects.AddressRange{{First: addresses[0], Last: addresses[0]}}) {
		if x.List[n].Has(addresses) {
			out = append(out, x.List[n])
		}
	}
	return out
}

// Overlapping are the pools that have an address of another, in their order.
func (x *PoolIndex) Overlapping(p *Pool) (out []*Pool) {
	for _, n := range x.near(p.ranges) {
		out = append(out, x.List[n])
	}
	return out
}

// near are the numbers of the pools that have addresses of some ranges.
func (x *PoolIndex) near(ranges []objects.AddressRange) (out []int) {
	for _, r := range ranges {
		at := sort.Search(len(x.ranges), func(i int) bool { return r.Last.Less(x.ranges[i].First) })
		for at--; at >= 0 && !x.ranges[at].reach.Less(r.First); at-- {
			if !x.ranges[at].Last.Less(r.First) {
				out = append(out, x.ranges[at].pool)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
