package topology

import "net/netip"

// deriveAddresses settles the tiers' addresses, and the pools that they are in.
func (p *Plan) deriveAddresses() {
	p.deriveIPs()
	if p.Versions.NoMetalLB {
		return
	}
	p.derivePools()
	p.indexPools()
	for i := range p.Tiers {
		p.deriveTierPool(i)
	}
}

func (p *Plan) deriveIPs() {
	type owner struct {
		origin Origin
		tier   *Tier
	}
	seen := map[netip.Addr]owner{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for _, ip := range t.tier.IP {
			addr, err := netip.ParseAddr(ip.Value)
			if err != nil || checkIP(ip.Value).Found() {
				continue
			}
			if first, ok := seen[addr]; ok {
				t.shared = append(t.shared, sharedIP{ip, addr, first.origin, first.tier})
				continue
			}
			seen[addr] = owner{ip.Origin, t.tier}
			t.ips = append(t.ips, addr)
		}
	}
}
