package format

import (
	"slices"
	"strconv"
	"strings"
)

// Ways are those in which addresses are announced.
type Ways struct{ Layer2, BGP bool }

// Announced are the ways of a pool of the file, or of one that a tier gets, where it is
// nil; and where they were written, if anywhere.
func (m *MetalLB) Announced(p *Pool) (Ways, Origin) {
	list := m.Advertise
	if p != nil && len(p.Advertise) > 0 {
		list = p.Advertise
	}
	if len(list) == 0 {
		return Ways{Layer2: true}, Origin{}
	}
	says := func(word Advertise) bool {
		return slices.ContainsFunc(list, func(e Enum[Advertise]) bool { return e.Value == word })
	}
	return Ways{Layer2: says(AdvertiseLayer2), BGP: says(AdvertiseBGP)}, ListOrigin(list)
}

// PeerNames are the names of the peers' objects, in their order. One follows from the
// address alone, so that another peer in the list changes no name, but for
// one of the same address: those are told apart by what they are sessions from.
func (b *BGP) PeerNames() []string {
	routers := map[string]int{}
	for i := range b.Peers {
		if !b.Peers[i].Name.IsSet() {
			routers[b.Peers[i].reached()]++
		}
	}
	names := make([]string, len(b.Peers))
	for i := range b.Peers {
		p := &b.Peers[i]
		names[i] = p.Name.Value
		if !p.Name.IsSet() {
			names[i] = "peer-" + p.reached()
			if from := p.from(); routers[p.reached()] > 1 && from != "" {
				names[i] += "-" + from
			}
		}
	}
	return names
}

// reached is how a router is reached, as part of a name.
func (p *BGPPeer) reached() string {
	if p.Address.Value == "" && p.Interface.Value != "" {
		return nameOfInterface(p.Interface.Value)
	}
	return nameOfAddress(p.Address.Value)
}

// nameOfInterface is an interface as part of a name: eth1.100 is eth1-100.
func nameOfInterface(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name)), "-")
}

// Router is where it is written which router a peer is.
func (p *BGPPeer) Router() Origin { return Or(Or(p.Address.Origin, p.Interface.Origin), p.Origin) }

// Number is the router's autonomous system number; 0 where any will do.
func (p *BGPPeer) Number() int {
	n, _ := strconv.Atoi(p.ASN.Value)
	return n
}

// Words of a router's autonomous system number.
const (
	ASNInternal = "internal"
	ASNExternal = "external"
)

// Internal reports whether the router is of the cluster's own autonomous system.
func (b *BGP) Internal(p *BGPPeer) bool {
	return p.ASN.Value == ASNInternal || p.Number() == b.ASN.Value
}

// from is what tells a session from others with one router: its VRF, its source, or the
// first node by its name.
func (p *BGPPeer) from() string {
	switch {
	case p.VRF.Value != "" && p.SourceAddress.Value != "":
		return p.VRF.Value + "-" + nameOfAddress(p.SourceAddress.Value)
	case p.SourceAddress.Value != "":
		return nameOfAddress(p.SourceAddress.Value)
	case p.VRF.Value != "":
		return p.VRF.Value
	case len(p.Nodes) > 0:
		return p.Nodes[0].Name.Value
	}
	return ""
}

// nameOfAddress is an address as part of a name. One that ends in "::" gets a last group.
func nameOfAddress(address string) string {
	if strings.HasSuffix(address, ":") {
		address += "0"
	}
	return strings.NewReplacer(".", "-", ":", "-").Replace(address)
}

// ForAll is what routers are told of pools that say nothing themselves.
func (b *BGP) ForAll() BGPAdvertisement {
	return BGPAdvertisement{Communities: b.Communities, LocalPref: b.LocalPref, Aggregation: b.Aggregation}
}

// ObjectName is the name of the advertisement's object.
func (a *BGPAdvertisement) ObjectName(pool string) string {
	if a.Name.IsSet() {
		return a.Name.Value
	}
	return pool
}
