package plan

import (
	"net/netip"

	"render/render/format"
)

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
		origin format.Origin
		tier   *format.Tier
	}
	seen := map[netip.Addr]owner{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for _, ip := range t.Written.IP {
			addr, err := netip.ParseAddr(ip.Value)
			if err != nil || format.CheckIP(ip.Value).Found() {
				continue
			}
			if first, ok := seen[addr]; ok {
				t.Shared = append(t.Shared, sharedIP{ip, addr, first.origin, first.tier})
				continue
			}
			seen[addr] = owner{ip.Origin, t.Written}
			t.IPs = append(t.IPs, addr)
		}
	}
}
