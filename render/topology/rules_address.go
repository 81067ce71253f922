package topology

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/platform"
)

// addresses settles IPs and pools and checks them (rule 1).
func (v *validator) addresses() {
	v.tierIPs()
	if v.plan.Versions.NoMetalLB {
		v.unannounced()
		return
	}
	v.pools()
	for i := range v.plan.Tiers {
		v.tierPool(i)
	}
	v.poolsDisjoint()
	v.announcements()
}

// unannounced tells of fields of tiers that only MetalLB reads.
func (v *validator) unannounced() {
	for i := range v.doc.Tiers {
		t := &v.doc.Tiers[i]
		for _, m := range []Mark{listMark(t.Interfaces), nodesMark(t.Nodes), t.Names.Pool.Mark} {
			if m.IsSet() {
				v.fail(m, "has no effect without MetalLB", "remove it, or write MetalLB's version", v.doc.MetalLB.Version.also())
			}
		}
	}
}

func (v *validator) tierIPs() {
	type owner struct {
		mark Mark
		tier string
	}
	seen := map[netip.Addr]owner{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		for _, ip := range p.tier.IP {
			addr, err := netip.ParseAddr(ip.Value)
			if message, _ := checkIP(ip.Value); err != nil || message != "" {
				continue
			}
			if first, ok := seen[addr]; ok {
				v.fail(ip.Mark, fmt.Sprintf("%s is also the address of tier %q", diag.Quote(ip.Value), first.tier),
					v.freeAddress(addr), first.mark.also())
				continue
			}
			seen[addr] = owner{ip.Mark, p.tier.Name.Value}
			p.ips = append(p.ips, addr)
		}
		v.families(p)
	}
}

func (v *validator) families(p *tierPlan) {
	ips := p.tier.IP
	v.openFamilies(p)
	if len(ips) > 2 {
		v.fail(ips[2].Mark, "a tier has one address, or one IPv4 and one IPv6", "remove it, or make a tier of its own")
		return
	}
	if len(p.ips) == 1 && p.ips[0].Is6() && !platform.IstioOperatorServiceIPFamilies.In(v.plan.Versions.Istio) && !v.plan.Versions.Istio.IsZero() {
		v.warn(ips[0].Mark, "Istio "+v.plan.Versions.Istio.String()+" cannot say that the gateway's Service is IPv6: it gets no address unless that is the cluster's first family", "")
	}
	if len(p.ips) != 2 {
		return
	}
	if p.ips[0].Is4() == p.ips[1].Is4() {
		v.fail(ips[1].Mark, "both addresses are of one family", "write: one IPv4 and one IPv6 address", ips[0].also())
		return
	}
	versions := v.plan.Versions
	v.needs(ips[1].Mark, platform.KubernetesDualStack, versions.Kubernetes)
	v.needs(ips[1].Mark, platform.IstioOperatorServiceIPFamilies, versions.Istio)
	if versions.NoMetalLB {
		v.fail(ips[1].Mark, "two addresses are asked for by MetalLB's annotation, and there is no MetalLB", "write: one address")
		return
	}
	v.needs(ips[1].Mark, platform.MetalLBLoadBalancerIPsAnnotation, versions.MetalLB)
}

// openFamilies finds addresses that no source range is for: the networks of one
// family do not keep anybody of the other one out.
func (v *validator) openFamilies(p *tierPlan) {
	if len(p.tier.SourceRanges) == 0 {
		return
	}
	ranges := map[bool]bool{}
	for _, r := range p.tier.SourceRanges {
		prefix, err := netip.ParsePrefix(r.Value)
		if err != nil {
			return
		}
		ranges[prefix.Addr().Is4()] = true
	}
	for i, ip := range p.ips {
		if !ranges[ip.Is4()] {
			family, all := "IPv4", "0.0.0.0/0"
			if ip.Is6() {
				family, all = "IPv6", "::/0"
			}
			v.fail(p.tier.SourceRanges[0].Mark, "no range is for "+family+", so that "+ip.String()+" would be open to all",
				"add the networks of that family, or "+all+" if all are meant", p.tier.IP[min(i, len(p.tier.IP)-1)].also())
		}
	}
}

// freeAddress suggests an address of a pool that has the taken one in it.
func (v *validator) freeAddress(taken netip.Addr) string {
	used := map[netip.Addr]bool{}
	for i := range v.doc.Tiers {
		for _, ip := range v.doc.Tiers[i].IP {
			if a, err := netip.ParseAddr(ip.Value); err == nil {
				used[a] = true
			}
		}
	}
	for i := range v.doc.MetalLB.Pools {
		pool := &v.doc.MetalLB.Pools[i]
		for _, text := range pool.Addresses {
			r, message, _ := parseRange(text.Value)
			if message != "" || !r.contains(taken) {
				continue
			}
			a := r.first
			for n := 0; n < 256 && a.IsValid() && r.contains(a); n++ {
				if !used[a] {
					return fmt.Sprintf("write: another address; pool %q has %s free", pool.Name.Value, a)
				}
				a = a.Next()
			}
		}
	}
	return "write: another address"
}

// parseRange reads an entry of a pool: an IP, a range a-b or a CIDR.
func parseRange(text string) (r addressRange, message, cure string) {
	if a, b, ok := strings.Cut(text, "-"); ok {
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		if fixed := mendRange(a, b); fixed != "" {
			return r, diag.Quote(text) + " does not end in an address", "write: " + fixed
		}
		for _, end := range []string{a, b} {
			if message, cure := checkIP(end); message != "" {
				return r, message, cure
			}
		}
		r.first, r.last = netip.MustParseAddr(a), netip.MustParseAddr(b)
		switch {
		case r.first.Is4() != r.last.Is4():
			return r, diag.Quote(text) + " goes from one address family to the other", "write: a range for each family"
		case r.last.Less(r.first):
			return r, diag.Quote(text) + " ends before it begins", "write: " + b + "-" + a
		case text != a+"-"+b:
			return r, diag.Quote(text) + " is not how a range is written", "write: " + a + "-" + b
		}
		return r, "", ""
	}
	if strings.Contains(text, "/") {
		if message, cure := checkCIDR(text); message != "" {
			return r, message, cure
		}
		r.prefix = netip.MustParsePrefix(text)
		r.first, r.last = r.prefix.Addr(), lastAddress(r.prefix)
		return r, "", ""
	}
	if text == "" {
		return r, "is empty", "write an address, a range or a network"
	}
	if message, cure := checkIP(text); message != "" {
		return r, message, cure
	}
	r.first = netip.MustParseAddr(text)
	r.last = r.first
	return r, "", ""
}

func lastAddress(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for i := range bytes {
		for bit := range 8 {
			if i*8+bit >= p.Bits() {
				bytes[i] |= 0x80 >> bit
			}
		}
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

func (v *validator) pools() {
	names := map[string]Mark{}
	for i := range v.doc.MetalLB.Pools {
		pool := &v.doc.MetalLB.Pools[i]
		if first, ok := names[pool.Name.Value]; ok && pool.Name.Value != "" {
			v.fail(pool.Name.Mark, "pool "+diag.Quote(pool.Name.Value)+" is there twice", "write: another name", first.also())
		}
		names[pool.Name.Value] = pool.Name.Mark
		p := poolPlan{name: pool.Name.Value, mark: pool.Name.Mark, pool: pool, tierIndex: -1}
		for _, text := range pool.Addresses {
			r, message, cure := parseRange(text.Value)
			if message != "" {
				v.fail(text.Mark, message, cure)
				v.badRange = true
				continue
			}
			r.mark = text.Mark
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
		at := slices.IndexFunc(v.plan.Pools, func(pool poolPlan) bool { return pool.pool != nil && pool.has(ip) })
		if at >= 0 {
			found[at] = true
			p.pool = v.plan.Pools[at].name
			v.avoided(p, ip, &v.plan.Pools[at])
		}
	}
	explicit := slices.IndexFunc(v.plan.Pools, func(pool poolPlan) bool { return pool.pool != nil && pool.name == named.Value })
	switch {
	case named.IsSet() && explicit >= 0 && !found[explicit] && len(p.ips) > 0:
		v.fail(named.Mark, fmt.Sprintf("pool %q does not have this tier's address", named.Value), "write: another pool, or add the address to it",
			p.tier.IP[0].also(), v.plan.Pools[explicit].mark.also())
	case len(found) > 1:
		v.fail(p.tier.IP[1].Mark, "its two addresses are in two pools, and a Service gets both from one", "write: both into one pool")
	case len(found) == 1 && named.IsSet() && named.Value != p.pool:
		v.fail(named.Mark, fmt.Sprintf("the tier's address is in pool %q", p.pool), "write: "+p.pool+", or remove the name")
	case len(found) == 1:
		v.allInPool(p)
	case len(v.doc.MetalLB.Pools) > 0 && v.badRange:
	case len(v.doc.MetalLB.Pools) > 0 && !named.IsSet() && len(p.ips) > 0:
		v.fail(p.tier.IP[0].Mark, diag.Quote(p.tier.IP[0].Value)+" is in no pool", "add it to the addresses of a pool, or remove metallb.pools: then each tier gets its own",
			v.plan.Pools[0].mark.also())
	case len(p.ips) > 0 && !p.unnamed:
		v.ownPool(index)
	}
}

// allInPool checks that the other address of a tier is in the pool of the one.
func (v *validator) allInPool(p *tierPlan) {
	at := slices.IndexFunc(v.plan.Pools, func(pool poolPlan) bool { return pool.pool != nil && pool.name == p.pool })
	for i, ip := range p.ips {
		if !v.plan.Pools[at].has(ip) {
			v.fail(p.tier.IP[i].Mark, fmt.Sprintf("%s is not in pool %q, which has the tier's other address", diag.Quote(ip.String()), p.pool),
				"add it to that pool's addresses", v.plan.Pools[at].mark.also())
		}
	}
}

func (p *poolPlan) has(ip netip.Addr) bool {
	return slices.ContainsFunc(p.ranges, func(r addressRange) bool { return r.contains(ip) })
}

// ownPool makes a pool of just a tier's IPs.
func (v *validator) ownPool(index int) {
	p := &v.plan.Tiers[index]
	p.pool = p.tier.Name.Value
	mark := p.tier.Name.Mark
	if p.tier.Names.Pool.IsSet() {
		p.pool, mark = p.tier.Names.Pool.Value, p.tier.Names.Pool.Mark
	}
	pool := poolPlan{name: p.pool, mark: mark, autoOff: true, tierIndex: index}
	for i, ip := range p.ips {
		pool.ranges = append(pool.ranges, addressRange{first: ip, last: ip, mark: p.tier.IP[min(i, len(p.tier.IP)-1)].Mark})
		pool.texts = append(pool.texts, netip.PrefixFrom(ip, ip.BitLen()).String())
	}
	v.plan.Pools = append(v.plan.Pools, pool)
}

// avoided tells when a tier's address is one that its pool leaves out.
func (v *validator) avoided(p *tierPlan, ip netip.Addr, pool *poolPlan) {
	if !pool.pool.AvoidBuggyIPs.Value || !ip.Is4() {
		return
	}
	if last := ip.As4()[3]; last == 0 || last == 255 {
		v.fail(p.tier.IP[0].Mark, fmt.Sprintf("%s ends in .%d, and its pool leaves such addresses out", diag.Quote(ip.String()), last),
			"write: another address, or remove avoidBuggyIPs", pool.pool.AvoidBuggyIPs.also())
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
		v.fail(b.r.mark, message, "write: addresses that no other entry has", a.r.mark.also())
		if a.r.last.Compare(b.r.last) > 0 {
			all[i] = entry{addressRange{first: b.r.first, last: a.r.last, mark: a.r.mark}, a.pool}
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
			at := or(or(listMark(p.tier.Interfaces), nodesMark(p.tier.Nodes)), p.tier.Name.Mark)
			v.fail(at, fmt.Sprintf("tiers %q and %q are in pool %q, and a pool is announced in one way", other.Name.Value, p.tier.Name.Value, p.pool),
				"write: the same interfaces and nodes for both, or a pool for each",
				or(or(listMark(other.Interfaces), nodesMark(other.Nodes)), other.Name.Mark).also())
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
