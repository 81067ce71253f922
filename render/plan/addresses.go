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
	p.deriveAnnouncing()
}

// deriveIPs reads the tiers' addresses. What MetalLB gives has one tier, or several
// that may share it; a node's may be that of any number.
func (p *Plan) deriveIPs() {
	type owner struct {
		origin format.Origin
		tier   *Tier
		hosts  bool // one of its tiers has hosts
	}
	seen := map[netip.Addr]*owner{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for _, ip := range t.Written.IP {
			addr, err := netip.ParseAddr(ip.Value)
			if err != nil || format.CheckIP(ip.Value).Found() {
				continue
			}
			first := seen[addr]
			switch {
			case first == nil:
				seen[addr] = &owner{ip.Origin, t, t.Written.ServesHosts()}
			case first.tier == t || !p.oneAddress(first.tier, t, first.hosts):
				t.Shared = append(t.Shared, sharedIP{ip, addr, first.origin, first.tier.Written})
				continue
			case t.Written.Balanced():
				t.Beside = first.tier
				first.hosts = first.hosts || t.Written.ServesHosts()
			}
			t.IPs = append(t.IPs, addr)
		}
	}
	p.deriveSharing()
}

// oneAddress reports whether two tiers may have one address: both on nodes, or both
// given it by MetalLB, which shares it between Services of other ports. So one of
// them at most has hosts, and with them 80 and 443.
func (p *Plan) oneAddress(first, t *Tier, hosts bool) bool {
	if !first.Written.Balanced() || !t.Written.Balanced() {
		return first.Written.Balanced() == t.Written.Balanced()
	}
	return !p.Versions.NoMetalLB && !(hosts && t.Written.ServesHosts()) && first.Beside == nil && (t.Beside == nil || t.Beside == first)
}

// deriveSharing gives tiers of one address the key by which MetalLB lets them share it:
// the one that is written at one of them, for Services of others too, else one that is
// made of the address.
func (p *Plan) deriveSharing() {
	keys := map[*Tier]string{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		first := t.First()
		if first != t {
			t.Sharing, first.Sharing, first.besides = OwnPoolName(first.IPs), OwnPoolName(first.IPs), true
		}
		if key := t.SharingNote(); key != nil && keys[first] == "" {
			keys[first] = key.Value.Value
		}
	}
	for i := range p.Tiers {
		if t := &p.Tiers[i]; keys[t.First()] != "" && t.Written.Balanced() && !p.Versions.NoMetalLB {
			t.Sharing = keys[t.First()]
		}
	}
}

// First is the tier that has the address of this one before it, or is this one.
func (t *Tier) First() *Tier {
	if t.Beside != nil {
		return t.Beside
	}
	return t
}

// HasStatusPort reports whether the gateway's Service has the port of its state. Of
// Services that share an address only one may, and those with hosts had it first.
func (t *Tier) HasStatusPort() bool { return t.Sharing == "" || t.Alone() || t.Written.ServesHosts() }

// Alone reports whether no other tier has the address.
func (t *Tier) Alone() bool { return t.Beside == nil && !t.besides }

// The prefixes of MetalLB's annotations, and the one by which Services share an
// address.
const (
	MetalLBNotes    = "metallb.io/"
	MetalLBOldNotes = "metallb.universe.tf/"
	SharingNote     = "allow-shared-ip"
)

// SharingNote is the annotation of a tier's Service by which it shares its address; nil
// for none.
func (t *Tier) SharingNote() *format.Pair {
	notes := t.Written.Service.Annotations
	for i := range notes {
		if key := notes[i].Key.Value; key == MetalLBNotes+SharingNote || key == MetalLBOldNotes+SharingNote {
			return &notes[i]
		}
	}
	return nil
}
