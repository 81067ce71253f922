package addresses

import (
	"fmt"
	"math/bits"
	"net/netip"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

func (v *verdict) checkPools() {
	names := map[string]format.Origin{}
	for i := range v.Doc.MetalLB.Pools {
		name := v.Doc.MetalLB.Pools[i].Name
		if first, ok := names[name.Value]; ok && name.Value != "" {
			v.Fail("pool-twice", name.Origin, "pool "+wording.Quote(name.Value)+" is there twice", "write: another name", first)
		}
		names[name.Value] = name.Origin
		v.checkAllocation(&v.Doc.MetalLB.Pools[i])
	}
}

// checkTierPool checks the pool that a tier's addresses are in.
func (v *verdict) checkTierPool(p *plan.Tier) {
	for i, at := range p.InPools {
		if at >= 0 {
			v.checkAvoided(p, p.IPs[i], &v.Plan.Pools[at])
		}
	}
	named, found := p.Written.Names.Pool, p.Pools()
	explicit := v.Plan.PoolNamed(named)
	switch {
	case len(p.IPs) == 0:
	case explicit >= 0 && !slices.Contains(found, explicit):
		v.Fail("pool-wrong", named.Origin, fmt.Sprintf("pool %q does not have this tier's address", named.Value), "write: another pool, or add the address to it",
			p.Written.IP[0].Origin, v.Plan.Pools[explicit].Origin)
	case len(found) > 1:
		v.Fail("address-pools-differ", p.Written.IP[1].Origin, "its two addresses are in two pools, and a Service gets both from one", "write: both into one pool")
	case len(found) == 1 && named.IsSet() && named.Value != p.Pool:
		v.Fail("pool-wrong", named.Origin, fmt.Sprintf("the tier's address is in pool %q", p.Pool), "write: "+p.Pool+", or remove the name")
	case len(found) == 1:
		v.checkAllInPool(p, found[0])
	case len(v.Doc.MetalLB.Pools) > 0 && !v.apart && !v.Plan.BadRange && !named.IsSet() && !v.unreadPool():
		v.warnOfOwnPool(p)
	}
}

// unreadPool reports whether a pool has no addresses that could be read, which is told there.
func (v *verdict) unreadPool() bool {
	return slices.ContainsFunc(v.Doc.MetalLB.Pools, func(p format.Pool) bool { return p.IsWrong() || len(p.Addresses) == 0 })
}

// warnOfOwnPool tells of an address that is in none of the pools in the file, which
// may be a slip of the pen as well as meant.
func (v *verdict) warnOfOwnPool(p *plan.Tier) {
	own, at := plan.OwnPoolName(p.IPs), v.nearestPool(p.IPs[0])
	near := &v.Plan.Pools[at]
	help, kept := "add it to the addresses of a pool", "write: names: {pool: "+own+"} if that is meant"
	switch {
	case !allAlike(p.Written, v.membersOf(at)):
		help = "pool " + wording.Quote(near.Name) + " is announced in another way than this tier: write: an address of another one"
	case len(v.Doc.MetalLB.Pools) > 1 && near.Name != "":
		help = "add it to the addresses of pool " + wording.Quote(near.Name)
	}
	v.Warn("address-not-in-pool", p.Written.IP[0].Origin, fmt.Sprintf("%s is in no pool of metallb.pools, and gets one of its own, %s%s", wording.Quote(p.Written.IP[0].Value), wording.Quote(own), v.toldToAll()),
		help+", or "+kept, near.Origin)
}

// nearestPool is the pool of the file that has an address of a network with another one, as far as networks are
// known, and of several, or without, the one whose addresses begin as that does, the longest.
func (v *verdict) nearestPool(ip netip.Addr) int {
	best, most := 0, -1
	if !v.Guess() {
		return best
	}
	for i := range v.Plan.Pools {
		pool := &v.Plan.Pools[i]
		for _, r := range pool.Ranges {
			if same := max(v.alike(ip, r.First), v.alike(ip, r.Last)); pool.Written != nil && same > most {
				best, most = i, same
			}
		}
	}
	return best
}

// alike is how many bits two addresses begin with alike, and more than they have if one network has both.
func (v *verdict) alike(a, b netip.Addr) int {
	if a.Is4() != b.Is4() {
		return -1
	}
	same := 0
	for i, one := range a.AsSlice() {
		differ := one ^ b.AsSlice()[i]
		same += bits.LeadingZeros8(differ)
		if differ != 0 {
			break
		}
	}
	if v.lan != nil {
		if at := v.lan.network(a); at >= 0 && v.lan.prefixes[at].Contains(b) {
			same += a.BitLen()
		}
	}
	return same
}

// toldToAll says which peers are told of a pool that says nothing of that, where other pools keep theirs apart; "" where no
// others are told than of those.
func (v *verdict) toldToAll() string {
	m := &v.Doc.MetalLB
	if ways, _ := m.Announced(nil); !ways.BGP || m.BGP == nil || len(m.BGP.Peers) < 2 || len(m.BGP.ForAll().Peers) > 0 {
		return ""
	}
	if !slices.ContainsFunc(m.Pools, func(p format.Pool) bool {
		return slices.ContainsFunc(p.Advertisements, func(a format.BGPAdvertisement) bool { return len(a.Peers) > 0 })
	}) {
		return ""
	}
	return ", of which all peers are told: " + wording.Listed(m.BGP.PeerNames())
}

// checkAllInPool checks that the other address of a tier is in the pool of the one.
func (v *verdict) checkAllInPool(p *plan.Tier, at int) {
	if written := v.Plan.Pools[at].Written; written != nil && slices.ContainsFunc(written.Addresses, format.Text.IsWrong) {
		return // it may be in that
	}
	for i, ip := range p.IPs {
		if !v.Plan.Pools[at].Has(ip) {
			v.Fail("address-pools-differ", p.Written.IP[i].Origin, fmt.Sprintf("%s is not in pool %q, which has the tier's other address", wording.Quote(ip.String()), p.Pool),
				"add it to that pool's addresses", v.Plan.Pools[at].Origin)
		}
	}
}

// checkAvoided tells when a tier's address is one that its pool leaves out.
func (v *verdict) checkAvoided(p *plan.Tier, ip netip.Addr, pool *plan.Pool) {
	if !pool.Written.AvoidBuggyIPs.Value || !ip.Is4() {
		return
	}
	if last := ip.As4()[3]; last == 0 || last == 255 {
		v.Fail("address-avoided", p.Written.IP[0].Origin, fmt.Sprintf("%s ends in .%d, and its pool leaves such addresses out", wording.Quote(ip.String()), last),
			"write: another address, or remove avoidBuggyIPs", pool.Written.AvoidBuggyIPs.Origin)
	}
}

func (v *verdict) checkDisjoint() {
	type entry struct {
		r    format.AddressRange
		pool *plan.Pool
	}
	var all []entry
	for i := range v.Plan.Pools {
		for _, r := range v.Plan.Pools[i].Ranges {
			all = append(all, entry{r, &v.Plan.Pools[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return a.r.First.Compare(b.r.First) })
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if b.r.First.Compare(a.r.Last) > 0 {
			continue
		}
		message := fmt.Sprintf("its addresses are also in pool %q, and MetalLB refuses pools that overlap", a.pool.Name)
		if a.pool == b.pool {
			message = "its addresses are in this pool already"
		}
		help := "write: addresses that no other entry has"
		if a.pool != b.pool && a.pool.AutoOff && b.pool.AutoOff { // of two tiers that share an address
			help = "write one names.pool in both tiers, or an address that no other has"
		}
		v.Fail("pool-overlap", b.r.Origin, message, help, a.r.Origin)
		if a.r.Last.Compare(b.r.Last) > 0 {
			all[i] = entry{format.AddressRange{First: b.r.First, Last: a.r.Last, Origin: a.r.Origin}, a.pool}
		}
	}
}

// checkAnnouncements checks that tiers of one pool are announced alike: MetalLB
// announces pools, not single addresses.
func (v *verdict) checkAnnouncements() {
	first := map[string]*format.Tier{}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		if p.Pool == "" {
			continue
		}
		other := first[p.Pool]
		if other == nil {
			first[p.Pool] = p.Written
			continue
		}
		if at, otherAt, differ := announcedApart(p.Written, other); differ {
			help := "write: the same announce for both, or a pool for each"
			if p.Sharing != "" && p.First().Written == other {
				help = "write: the same announce for both, or an address of its own"
			}
			v.Fail("announcement-differs", at, fmt.Sprintf("tiers %q and %q are in pool %q, and a pool is announced in one way", other.Name.Value, p.Written.Name.Value, p.Pool), help,
				otherAt)
		}
	}
}
