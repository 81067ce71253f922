package addresses

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
)

// freeAddress suggests an address for a tier that has another one's: of a pool that no tier is in, where there is
// one, else of the pool that the taken one is in, where both are announced alike; without pools one of a network
// that nothing has.
func (v *verdict) freeAddress(taken netip.Addr, t, other *format.Tier) string {
	_, _, apart := announcedApart(t, other)
	if v.lan != nil && len(v.Doc.MetalLB.Pools) == 0 {
		return strings.Replace(v.lan.freeFor(v, taken, apart), "write another", "write: another", 1)
	}
	used := map[int]bool{}
	for i := range v.Plan.Tiers {
		for _, at := range v.Plan.Tiers[i].InPools {
			used[at] = true
		}
	}
	for _, again := range []bool{false, true} {
		for i := range v.Doc.MetalLB.Pools {
			pool := &v.Doc.MetalLB.Pools[i]
			if again && (apart || !holds(pool, taken)) || !again && used[i] || !v.Guess() {
				continue
			}
			if a, ok := v.freeIn(pool, taken.Is4()); ok {
				return fmt.Sprintf("write: another address; pool %q has %s free", pool.Name.Value, a)
			}
		}
	}
	if apart && len(v.Doc.MetalLB.Pools) > 0 {
		return "write: another address, of a pool that is announced as this tier is"
	}
	return "write: another address"
}

// holds reports whether a pool has an address.
func holds(pool *format.Pool, a netip.Addr) bool {
	return slices.ContainsFunc(pool.Addresses, func(text format.Text) bool {
		r, fault := format.ParseRange(text.Value)
		return !fault.Found() && r.Contains(a)
	})
}

// freeIn is the first address of a pool that nothing has, of those of one family at its beginning.
func (v *verdict) freeIn(pool *format.Pool, is4 bool) (netip.Addr, bool) {
	const most = 256
	used := v.usedAddresses()
	for _, text := range pool.Addresses {
		r, fault := format.ParseRange(text.Value)
		if fault.Found() || r.First.Is4() != is4 {
			continue
		}
		a := r.First
		for n := 0; n < most && a.IsValid() && r.Contains(a); n++ {
			if !used[a] && !v.spokenFor(a) {
				return a, true
			}
			a = a.Next()
		}
	}
	return netip.Addr{}, false
}

// freeFor suggests an address of the network that a taken one is in, or, for a tier that is announced in another
// way than the one that has it, of another network.
func (l *lan) freeFor(v *verdict, taken netip.Addr, apart bool) string {
	for _, again := range []bool{false, true} {
		for at, p := range l.prefixes {
			if apart && p.Addr().Is4() == taken.Is4() && !p.Contains(taken) && v.Guess() && (again || !l.hasTier(v, at)) {
				return l.freeFrom(v, at, p.Addr())
			}
		}
	}
	return l.freeAddress(v, taken)
}

// hasTier reports whether a tier has an address of a network.
func (l *lan) hasTier(v *verdict, at int) bool {
	for a := range v.usedAddresses() {
		if l.prefixes[at].Contains(a) {
			return true
		}
	}
	return false
}
