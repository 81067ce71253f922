package format

import (
	"slices"
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

// ObjectName is the name of the peer's object. It follows from the address alone, so that
// another peer in the list changes no name. One that ends in "::" gets a last group
// to be a name.
func (p *BGPPeer) ObjectName() string {
	if p.Name.IsSet() {
		return p.Name.Value
	}
	address := p.Address.Value
	if strings.HasSuffix(address, ":") {
		address += "0"
	}
	return "peer-" + strings.NewReplacer(".", "-", ":", "-").Replace(address)
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
