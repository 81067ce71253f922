package plan

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
)

// Has reports whether an address is in the pool.
func (p *Pool) Has(ip netip.Addr) bool {
	return slices.ContainsFunc(p.Ranges, func(r format.AddressRange) bool { return r.Contains(ip) })
}

// asMetalLB is an entry as MetalLB takes it: a bare IP gets its prefix length.
func asMetalLB(r format.AddressRange, text string) string {
	if !strings.ContainsAny(text, "-/") {
		return netip.PrefixFrom(r.First, r.First.BitLen()).String()
	}
	return text
}

// OwnPoolName names the pool of a tier's addresses by the first of them, IPv4
// before IPv6, so that it depends on neither the tier nor the order: MetalLB
// refuses a pool that overlaps another, and one that is only called otherwise
// would never get past the one from before.
func OwnPoolName(ips []netip.Addr) string {
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
		out := Pool{Name: pool.Name.Value, Origin: pool.Name.Origin, Written: pool, tierIndex: -1}
		for _, text := range pool.Addresses {
			r, fault := format.ParseRange(text.Value)
			if fault.Found() {
				p.BadRange = true
				continue
			}
			r.Origin = text.Origin
			out.Ranges = append(out.Ranges, r)
			out.Texts = append(out.Texts, asMetalLB(r, text.Value))
		}
		p.Pools = append(p.Pools, out)
	}
}

// indexPools puts the pools' entries in order.
func (p *Plan) indexPools() {
	lists := make([][]format.AddressRange, len(p.Pools))
	for i := range p.Pools {
		lists[i] = p.Pools[i].Ranges
	}
	p.inPool = format.NewRangeIndex(lists)
}

// PoolOf is the pool of the file that has an address, -1 for none.
func (p *Plan) PoolOf(ip netip.Addr) int { return p.inPool.Find(ip) }

// deriveTierPool finds or makes the pool of a tier's IPs. It makes none where the
// file has one that the tier names, or an entry that could be the tier's.
func (p *Plan) deriveTierPool(index int) {
	t := &p.Tiers[index]
	if !t.Written.Balanced() {
		return
	}
	for _, ip := range t.IPs {
		at := p.PoolOf(ip)
		t.InPools = append(t.InPools, at)
		if at >= 0 {
			t.Pool = p.Pools[at].Name
		}
	}
	if len(t.IPs) > 0 && t.Pools() == nil && p.PoolNamed(t.Written.Names.Pool) < 0 && !p.BadRange {
		p.makePool(index)
	}
}

// Pools are those of the file that have an address of the tier, each once.
func (t *Tier) Pools() []int {
	var out []int
	for _, at := range t.InPools {
		if at >= 0 && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// PoolNamed is the pool of the file with a name that is written, -1 for none.
func (p *Plan) PoolNamed(name format.Text) int {
	if !name.IsSet() {
		return -1
	}
	return slices.IndexFunc(p.Pools, func(pool Pool) bool { return pool.Written != nil && pool.Name == name.Value })
}

// makePool makes a pool of just a tier's IPs. Tiers that give it one name share
// it.
func (p *Plan) makePool(index int) {
	t := &p.Tiers[index]
	t.Pool = OwnPoolName(t.IPs)
	origin := t.Written.IP[0].Origin
	shared := -1
	if t.Beside != nil && t.Beside.Pool != "" {
		t.Pool, shared = t.Beside.Pool, t.Beside.ownPool
	}
	if named := t.Written.Names.Pool; named.IsSet() {
		t.Pool, origin = named.Value, named.Origin
		shared = slices.IndexFunc(p.Pools, func(pool Pool) bool {
			return pool.Name == t.Pool && pool.Written == nil && p.Tiers[pool.tierIndex].Written.Names.Pool.IsSet()
		})
	}
	if shared < 0 {
		shared = len(p.Pools)
		p.Pools = append(p.Pools, Pool{Name: t.Pool, Origin: origin, AutoOff: true, tierIndex: index})
	}
	t.ownPool = shared
	pool := &p.Pools[shared]
	for i, ip := range t.IPs {
		if t.Beside != nil && pool.Has(ip) {
			continue
		}
		pool.Ranges = append(pool.Ranges, format.AddressRange{First: ip, Last: ip, Origin: t.Written.IP[min(i, len(t.Written.IP)-1)].Origin})
		pool.Texts = append(pool.Texts, netip.PrefixFrom(ip, ip.BitLen()).String())
	}
}
