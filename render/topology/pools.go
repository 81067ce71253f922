package topology

import (
	"net/netip"
	"slices"
	"sort"
	"strings"
)

func (p *poolPlan) has(ip netip.Addr) bool {
	return slices.ContainsFunc(p.ranges, func(r addressRange) bool { return r.contains(ip) })
}

// asMetalLB is an entry as MetalLB takes it: a bare IP gets its prefix length.
func asMetalLB(r addressRange, text string) string {
	if !strings.ContainsAny(text, "-/") {
		return netip.PrefixFrom(r.first, r.first.BitLen()).String()
	}
	return text
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

// derivePools reads the pools of the file. What is no entry of one is left out.
func (p *Plan) derivePools() {
	for i := range p.Document.MetalLB.Pools {
		pool := &p.Document.MetalLB.Pools[i]
		out := poolPlan{name: pool.Name.Value, origin: pool.Name.Origin, pool: pool, tierIndex: -1}
		for _, text := range pool.Addresses {
			r, fault := parseRange(text.Value)
			if fault.Found() {
				p.badRange = true
				continue
			}
			r.origin = text.Origin
			out.ranges = append(out.ranges, r)
			out.texts = append(out.texts, asMetalLB(r, text.Value))
		}
		p.Pools = append(p.Pools, out)
	}
}

// indexPools puts the pools' entries in order, so that the pool of an address
// is found without going through all.
func (p *Plan) indexPools() {
	for i := range p.Pools {
		for _, r := range p.Pools[i].ranges {
			p.ranges = append(p.ranges, poolRange{addressRange: r, pool: i})
		}
	}
	slices.SortStableFunc(p.ranges, func(a, b poolRange) int { return a.first.Compare(b.first) })
	for i := range p.ranges {
		p.ranges[i].reach = i
		if i > 0 && p.ranges[p.ranges[i-1].reach].last.Compare(p.ranges[i].last) > 0 {
			p.ranges[i].reach = p.ranges[i-1].reach
		}
	}
}

// poolOf is the pool of the file that has an address, -1 for none.
func (p *Plan) poolOf(ip netip.Addr) int {
	after := sort.Search(len(p.ranges), func(i int) bool { return p.ranges[i].first.Compare(ip) > 0 })
	if after == 0 {
		return -1
	}
	if r := p.ranges[p.ranges[after-1].reach]; r.contains(ip) {
		return r.pool
	}
	return -1
}

// deriveTierPool finds or makes the pool of a tier's IPs. It makes none where the
// file has one that the tier names, or an entry that could be the tier's.
func (p *Plan) deriveTierPool(index int) {
	t := &p.Tiers[index]
	for _, ip := range t.ips {
		at := p.poolOf(ip)
		t.inPools = append(t.inPools, at)
		if at >= 0 {
			t.pool = p.Pools[at].name
		}
	}
	if len(t.ips) > 0 && t.pools() == nil && p.poolNamed(t.tier.Names.Pool) < 0 && !p.badRange {
		p.makePool(index)
	}
}

// pools are those of the file that have an address of the tier, each once.
func (t *tierPlan) pools() []int {
	var out []int
	for _, at := range t.inPools {
		if at >= 0 && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// poolNamed is the pool of the file with a name that is written, -1 for none.
func (p *Plan) poolNamed(name Text) int {
	if !name.IsSet() {
		return -1
	}
	return slices.IndexFunc(p.Pools, func(pool poolPlan) bool { return pool.pool != nil && pool.name == name.Value })
}

// makePool makes a pool of just a tier's IPs. Tiers that give it one name share
// it.
func (p *Plan) makePool(index int) {
	t := &p.Tiers[index]
	t.pool = ownPoolName(t.ips)
	origin := t.tier.IP[0].Origin
	shared := -1
	if named := t.tier.Names.Pool; named.IsSet() {
		t.pool, origin = named.Value, named.Origin
		shared = slices.IndexFunc(p.Pools, func(pool poolPlan) bool {
			return pool.name == t.pool && pool.pool == nil && p.Tiers[pool.tierIndex].tier.Names.Pool.IsSet()
		})
	}
	if shared < 0 {
		shared = len(p.Pools)
		p.Pools = append(p.Pools, poolPlan{name: t.pool, origin: origin, autoOff: true, tierIndex: index})
	}
	pool := &p.Pools[shared]
	for i, ip := range t.ips {
		pool.ranges = append(pool.ranges, addressRange{first: ip, last: ip, origin: t.tier.IP[min(i, len(t.tier.IP)-1)].Origin})
		pool.texts = append(pool.texts, netip.PrefixFrom(ip, ip.BitLen()).String())
	}
}
