package topology

import (
	"fmt"
	"net/netip"
	"slices"
	"sort"
	"strings"

	"render/render/diag"
)

// poolRange is an entry of a pool that is written in the file. reach is, of it
// and those before it, the one that goes furthest.
type poolRange struct {
	addressRange
	pool, reach int
}

// indexPools puts the pools' entries in order, so that the pool of an address
// is found without going through all.
func (v *validator) indexPools() {
	for i := range v.plan.Pools {
		for _, r := range v.plan.Pools[i].ranges {
			v.ranges = append(v.ranges, poolRange{addressRange: r, pool: i})
		}
	}
	slices.SortStableFunc(v.ranges, func(a, b poolRange) int { return a.first.Compare(b.first) })
	for i := range v.ranges {
		v.ranges[i].reach = i
		if i > 0 && v.ranges[v.ranges[i-1].reach].last.Compare(v.ranges[i].last) > 0 {
			v.ranges[i].reach = v.ranges[i-1].reach
		}
	}
}

// poolOf is the pool that has an address, -1 for none.
func (v *validator) poolOf(ip netip.Addr) int {
	after := sort.Search(len(v.ranges), func(i int) bool { return v.ranges[i].first.Compare(ip) > 0 })
	if after == 0 {
		return -1
	}
	if r := v.ranges[v.ranges[after-1].reach]; r.contains(ip) {
		return r.pool
	}
	return -1
}

func (v *validator) pools() {
	names := map[string]Origin{}
	for i := range v.doc.MetalLB.Pools {
		pool := &v.doc.MetalLB.Pools[i]
		if first, ok := names[pool.Name.Value]; ok && pool.Name.Value != "" {
			v.fail(pool.Name.Origin, "pool "+diag.Quote(pool.Name.Value)+" is there twice", "write: another name", first)
		}
		names[pool.Name.Value] = pool.Name.Origin
		p := poolPlan{name: pool.Name.Value, origin: pool.Name.Origin, pool: pool, tierIndex: -1}
		for _, text := range pool.Addresses {
			r, fault := parseRange(text.Value)
			if fault.Found() {
				v.badRange = true // told with the field's form
				continue
			}
			r.origin = text.Origin
			p.ranges = append(p.ranges, r)
			p.texts = append(p.texts, asMetalLB(r, text.Value))
		}
		v.plan.Pools = append(v.plan.Pools, p)
	}
}

// asMetalLB is an entry as MetalLB takes it: a bare IP gets its prefix length.
func asMetalLB(r addressRange, text string) string {
	if !strings.ContainsAny(text, "-/") {
		return netip.PrefixFrom(r.first, r.first.BitLen()).String()
	}
	return text
}

// tierPool finds or makes the pool of a tier's IPs.
func (v *validator) tierPool(index int) {
	p := &v.plan.Tiers[index]
	named := p.tier.Names.Pool
	found := map[int]bool{}
	for _, ip := range p.ips {
		if at := v.poolOf(ip); at >= 0 {
			found[at] = true
			p.pool = v.plan.Pools[at].name
			v.avoided(p, ip, &v.plan.Pools[at])
		}
	}
	explicit := -1
	if named.IsSet() {
		explicit = slices.IndexFunc(v.plan.Pools, func(pool poolPlan) bool { return pool.pool != nil && pool.name == named.Value })
	}
	switch {
	case named.IsSet() && explicit >= 0 && !found[explicit] && len(p.ips) > 0:
		v.fail(named.Origin, fmt.Sprintf("pool %q does not have this tier's address", named.Value), "write: another pool, or add the address to it",
			p.tier.IP[0].Origin, v.plan.Pools[explicit].origin)
	case len(found) > 1:
		v.fail(p.tier.IP[1].Origin, "its two addresses are in two pools, and a Service gets both from one", "write: both into one pool")
	case len(found) == 1 && named.IsSet() && named.Value != p.pool:
		v.fail(named.Origin, fmt.Sprintf("the tier's address is in pool %q", p.pool), "write: "+p.pool+", or remove the name")
	case len(found) == 1:
		for at := range found {
			v.allInPool(p, at)
		}
	case len(v.doc.MetalLB.Pools) > 0 && v.badRange:
	case len(p.ips) > 0:
		if len(v.doc.MetalLB.Pools) > 0 && !named.IsSet() {
			v.besidePools(p)
		}
		v.ownPool(index)
	}
}

// besidePools tells of an address that is in none of the pools in the file, which
// may be a slip of the pen as well as meant.
func (v *validator) besidePools(p *tierPlan) {
	own := ownPoolName(p.ips)
	v.warn(p.tier.IP[0].Origin, fmt.Sprintf("%s is in no pool of metallb.pools, and gets one of its own, %s", diag.Quote(p.tier.IP[0].Value), diag.Quote(own)),
		"add it to the addresses of a pool, or write: names: {pool: "+own+"} if that is meant", v.plan.Pools[0].origin)
}

// ownPoolName names the pool of a tier's addresses by the first of them, IPv4
// before IPv6, so that it depends on neither the tier nor the order: MetalLB
// refuses a pool that overlaps another, and one that is only called otherwise
// would never get past the one from before.
func ownPoolName(ips []netip.Addr) string {
	text := slices.MinFunc(ips, netip.Addr.Compare).String()
	if strings.HasSuffix(text, ":") {
		text += "0" // a name ends in a letter or a digit
	}
	return "ip-" + strings.NewReplacer(".", "-", ":", "-").Replace(text)
}

// allInPool checks that the other address of a tier is in the pool of the one.
func (v *validator) allInPool(p *tierPlan, at int) {
	for i, ip := range p.ips {
		if !v.plan.Pools[at].has(ip) {
			v.fail(p.tier.IP[i].Origin, fmt.Sprintf("%s is not in pool %q, which has the tier's other address", diag.Quote(ip.String()), p.pool),
				"add it to that pool's addresses", v.plan.Pools[at].origin)
		}
	}
}

func (p *poolPlan) has(ip netip.Addr) bool {
	return slices.ContainsFunc(p.ranges, func(r addressRange) bool { return r.contains(ip) })
}

// ownPool makes a pool of just a tier's IPs. Tiers that give it one name share
// it.
func (v *validator) ownPool(index int) {
	p := &v.plan.Tiers[index]
	p.pool = ownPoolName(p.ips)
	origin := p.tier.IP[0].Origin
	shared := -1
	if p.tier.Names.Pool.IsSet() {
		p.pool, origin = p.tier.Names.Pool.Value, p.tier.Names.Pool.Origin
		shared = v.ownPoolNamed(p.pool)
	}
	pool := poolPlan{name: p.pool, origin: origin, autoOff: true, tierIndex: index}
	if shared >= 0 {
		pool = v.plan.Pools[shared]
	}
	for i, ip := range p.ips {
		pool.ranges = append(pool.ranges, addressRange{first: ip, last: ip, origin: p.tier.IP[min(i, len(p.tier.IP)-1)].Origin})
		pool.texts = append(pool.texts, netip.PrefixFrom(ip, ip.BitLen()).String())
	}
	if shared >= 0 {
		v.plan.Pools[shared] = pool
		return
	}
	v.plan.Pools = append(v.plan.Pools, pool)
}

// ownPoolNamed is the pool that a tier before gave this name, -1 for none.
func (v *validator) ownPoolNamed(name string) int {
	return slices.IndexFunc(v.plan.Pools, func(p poolPlan) bool {
		return p.name == name && p.pool == nil && v.plan.Tiers[p.tierIndex].tier.Names.Pool.IsSet()
	})
}

// avoided tells when a tier's address is one that its pool leaves out.
func (v *validator) avoided(p *tierPlan, ip netip.Addr, pool *poolPlan) {
	if !pool.pool.AvoidBuggyIPs.Value || !ip.Is4() {
		return
	}
	if last := ip.As4()[3]; last == 0 || last == 255 {
		v.fail(p.tier.IP[0].Origin, fmt.Sprintf("%s ends in .%d, and its pool leaves such addresses out", diag.Quote(ip.String()), last),
			"write: another address, or remove avoidBuggyIPs", pool.pool.AvoidBuggyIPs.Origin)
	}
}

func (v *validator) poolsDisjoint() {
	type entry struct {
		r    addressRange
		pool *poolPlan
	}
	var all []entry
	for i := range v.plan.Pools {
		for _, r := range v.plan.Pools[i].ranges {
			all = append(all, entry{r, &v.plan.Pools[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b entry) int { return a.r.first.Compare(b.r.first) })
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if b.r.first.Compare(a.r.last) > 0 {
			continue
		}
		message := fmt.Sprintf("its addresses are also in pool %q, and MetalLB refuses pools that overlap", a.pool.name)
		if a.pool == b.pool {
			message = "its addresses are in this pool already"
		}
		v.fail(b.r.origin, message, "write: addresses that no other entry has", a.r.origin)
		if a.r.last.Compare(b.r.last) > 0 {
			all[i] = entry{addressRange{first: b.r.first, last: a.r.last, origin: a.r.origin}, a.pool}
		}
	}
}

// announcements checks that tiers of one pool are announced alike: MetalLB
// announces pools, not single addresses.
func (v *validator) announcements() {
	first := map[string]*Tier{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		if p.pool == "" {
			continue
		}
		other := first[p.pool]
		if other == nil {
			first[p.pool] = p.tier
			continue
		}
		if announcementKey(other) != announcementKey(p.tier) {
			at := or(or(listOrigin(p.tier.Interfaces), listOrigin(p.tier.Nodes)), p.tier.Name.Origin)
			v.fail(at, fmt.Sprintf("tiers %q and %q are in pool %q, and a pool is announced in one way", other.Name.Value, p.tier.Name.Value, p.pool),
				"write: the same interfaces and nodes for both, or a pool for each",
				or(or(listOrigin(other.Interfaces), listOrigin(other.Nodes)), other.Name.Origin))
		}
	}
}

func announcementKey(t *Tier) string {
	var b strings.Builder
	for _, i := range t.Interfaces {
		b.WriteString(i.Value + "\n")
	}
	for _, n := range t.Nodes {
		b.WriteString("node " + n.Name.Value)
		for _, l := range n.Labels {
			b.WriteString(" " + l.Key.Value + "=" + l.Value.Value)
		}
		b.WriteString("\n")
	}
	return b.String()
}
