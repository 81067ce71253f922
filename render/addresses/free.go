package addresses

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// mostOffered is how many pools or networks one cure offers an address of.
const mostOffered = 3

// freeAddress suggests addresses for a tier that has another one's: one of each pool that can have the tier, and
// without pools of networks.
func (v *verdict) freeAddress(taken netip.Addr, p *plan.Tier, other *format.Tier) string {
	_, _, apart := announcedApart(p.Written, other)
	if len(v.Doc.MetalLB.Pools) == 0 {
		if v.lan == nil {
			return "write: another address"
		}
		return strings.Replace(v.lan.freeFor(v, taken, p.Written, apart), "write another", "write: another", 1)
	}
	var offered []string
	for _, at := range v.poolsFor(p) {
		if len(offered) == mostOffered || !v.Guess() {
			break
		}
		a, ok := v.freeFor(at, p, taken.Is4())
		if !ok {
			continue
		}
		offered = append(offered, fmt.Sprintf("pool %s has %s free", wording.Quote(v.Plan.Pools[at].Name), a))
		v.offer(a)
		v.members[at] = append(v.members[at], p.Written)
	}
	switch {
	case len(offered) > 0:
		return "write: another address; " + strings.Join(offered, ", ")
	case apart:
		return "write: another address, of a pool that is announced as this tier is"
	}
	return "write: another address"
}

// poolsFor are the pools of the file that a tier's address could be of, first those that no tier is in. The one that has
// its other address, or that it names, is the only one.
func (v *verdict) poolsFor(p *plan.Tier) (out []int) {
	named, with := p.Written.Names.Pool, p.Pools()
	if len(p.IPs) > 0 && len(with) == 0 {
		return nil // its other address has a pool of its own
	}
	var taken []int
	for i := range v.Doc.MetalLB.Pools {
		switch {
		case named.IsSet() && v.Doc.MetalLB.Pools[i].Name.Value != named.Value, len(with) > 0 && with[0] != i:
		case len(v.membersOf(i)) == 0:
			out = append(out, i)
		default:
			taken = append(taken, i)
		}
	}
	return append(out, taken...)
}

// freeFor is an address of a pool for a tier: a pool that gives to its gateway, is announced as the tier is, and has a
// free address of each family that the tier asks for.
func (v *verdict) freeFor(at int, p *plan.Tier, is4 bool) (a netip.Addr, ok bool) {
	pool := &v.Doc.MetalLB.Pools[at]
	if !v.givesTo(pool, p) || !allAlike(p.Written, v.membersOf(at)) {
		return a, false
	}
	if len(p.Written.IP) > 1 && len(p.IPs) == 0 { // both have to be of one pool
		if _, other := v.freeIn(pool, !is4); !other {
			return a, false
		}
	}
	return v.freeIn(pool, is4)
}

// givesTo reports whether a pool is for the Service of a tier's gateway, as far as its labels are known.
func (v *verdict) givesTo(pool *format.Pool, p *plan.Tier) bool {
	a := &pool.Allocate
	if len(a.Namespaces) > 0 && !slices.Contains(format.Values(a.Namespaces), p.GatewayNamespace) {
		return false
	}
	if len(a.Services) == 0 {
		return true
	}
	labels, _ := v.Plan.ServiceLabels(p)
	return !slices.ContainsFunc(a.Services, func(pair format.Pair) bool { return labels[pair.Key.Value] != pair.Value.Value })
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
			if !used[a] && !v.spokenFor(a) && (v.lan == nil || v.lan.network(a) < 0 || !v.lan.isEnd(v.lan.network(a), a)) {
				return a, true
			}
			a = a.Next()
		}
	}
	return netip.Addr{}, false
}

// freeFor suggests an address of the network that a taken one is in, or, for a tier that is announced in another
// way than the one that has it, one of each network in which no tier is announced in yet another way.
func (l *lan) freeFor(v *verdict, taken netip.Addr, t *format.Tier, apart bool) string {
	if !apart || v.byRoutersAlone() {
		return l.freeAddress(v, taken)
	}
	tiers := l.tiers(v)
	var free, shared []netip.Addr
	for at, p := range l.prefixes {
		if len(free) == mostOffered || p.Addr().Is4() != taken.Is4() || p.Contains(taken) || l.nodes[at] == 0 || !allAlike(t, tiers[at]) {
			continue
		}
		if !v.Guess() {
			break
		}
		a, ok := l.freeFrom(v, at, p.Addr().Next())
		switch {
		case ok && len(tiers[at]) == 0:
			free = append(free, a)
		case ok:
			shared = append(shared, a)
		}
	}
	if free = append(free, shared...); len(free) == 0 {
		return l.freeAddress(v, taken)
	}
	return v.offerAll(free[:min(len(free), mostOffered)])
}

// tiers are those with an address of each network.
func (l *lan) tiers(v *verdict) map[int][]*format.Tier {
	out := map[int][]*format.Tier{}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		for _, ip := range p.IPs {
			if at := l.network(ip); at >= 0 {
				out[at] = append(out[at], p.Written)
			}
		}
	}
	return out
}

// byRoutersAlone reports whether addresses that are in no pool of the file are told by BGP and by nothing else, so that one
// of a network of hosts is none to offer.
func (v *verdict) byRoutersAlone() bool {
	ways, _ := v.Doc.MetalLB.Announced(nil)
	return ways.BGP && !ways.Layer2
}

// freeAddress suggests an address that nothing has, near one that something has.
func (l *lan) freeAddress(v *verdict, taken netip.Addr) string {
	at := l.network(taken)
	if at < 0 || len(v.Doc.MetalLB.Pools) > 0 || v.byRoutersAlone() || !v.Guess() {
		return anotherAddress
	}
	a, ok := l.freeFrom(v, at, taken)
	if !ok { // nothing is behind it any more; the first host of a network is a router mostly
		a, ok = l.freeFrom(v, at, l.prefixes[at].Addr().Next())
	}
	if !ok {
		return anotherAddress
	}
	return v.offerAll([]netip.Addr{a})
}

const anotherAddress = "write another address"

// offerAll is the help that offers addresses, any one of which will do.
func (v *verdict) offerAll(free []netip.Addr) string {
	var texts []string
	for _, a := range free {
		v.offer(a)
		texts = append(texts, a.String())
	}
	are := ", which is"
	if len(free) > 1 {
		are = ", which are"
	}
	return "write: " + strings.Join(texts, ", or ") + are + " free by what networks says, or another address"
}

// freeFrom is an address of a network that nothing has, behind another one.
func (l *lan) freeFrom(v *verdict, at int, from netip.Addr) (netip.Addr, bool) {
	used := v.usedAddresses()
	for ip, n := from.Next(), 0; n < 1024 && ip.IsValid() && l.prefixes[at].Contains(ip); n++ {
		u := l.overlap(format.AddressRange{First: ip, Last: ip})
		if u == nil && !used[ip] && !l.isEnd(at, ip) && !v.spokenFor(ip) {
			return ip, true
		}
		if u != nil {
			ip = u.Last
		}
		ip = ip.Next()
	}
	return netip.Addr{}, false
}
