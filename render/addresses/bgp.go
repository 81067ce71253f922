package addresses

import (
	"slices"

	"render/render/format"
	"render/render/platform"
)

// checkBGP checks how addresses are told to routers. It comes after the pools, in
// which no router may be.
func (v *verdict) checkBGP() {
	m := &v.Doc.MetalLB
	v.checkWays()
	told, at := v.told()
	if !told || m.BGP != nil {
		v.checkMode(m)
	}
	switch {
	case told && m.BGP == nil:
		v.Fail("bgp-missing", at, "there is no BGP session to tell addresses in",
			"write bgp: {asn: 64512, peers: [{address: 10.0.0.1, asn: 64513}]} in metallb, with your numbers and routers")
		return
	case !told && m.BGP != nil:
		if v.unread() { // what was meant may be BGP
			return
		}
		v.Fail("bgp-unused", m.BGP.Origin, "has no effect while addresses are announced by layer 2", "write advertise: bgp in metallb, or remove it")
		return
	case m.BGP == nil:
		return
	}
	v.checkBGPPeers(m.BGP)
	v.checkTold(m.BGP)
	v.checkBGPFamilies(m.BGP)
	v.warnOfDropped()
	v.checkNativeMode(m)
}

// told reports whether any pool is announced by BGP, and where that is written. Where
// pools are missing, since something in them could not be read, one could be.
func (v *verdict) told() (bool, format.Origin) {
	for i := range v.Plan.Pools {
		if p := &v.Plan.Pools[i]; p.Ways.BGP {
			return true, p.WaysOrigin
		}
	}
	ways, at := v.Doc.MetalLB.Announced(nil)
	return ways.BGP && (len(v.Plan.Pools) == 0 || v.Plan.BadRange), at
}

// unread reports whether a word for a way in which addresses are announced could not be read, which is told.
func (v *verdict) unread() bool {
	wrong := func(list []format.Enum[format.Advertise]) bool {
		return slices.ContainsFunc(list, func(one format.Enum[format.Advertise]) bool { return one.IsWrong() })
	}
	return wrong(v.Doc.MetalLB.Advertise) || slices.ContainsFunc(v.Doc.MetalLB.Pools, func(p format.Pool) bool { return wrong(p.Advertise) })
}

// checkWays checks in which ways pools are announced, and what has no effect by them.
func (v *verdict) checkWays() {
	v.checkWaysOnce(v.Doc.MetalLB.Advertise)
	for i := range v.Plan.Pools {
		p := &v.Plan.Pools[i]
		if p.Written == nil {
			continue
		}
		v.checkWaysOnce(p.Written.Advertise)
		if p.SaysWhatIsTold() && !p.Ways.BGP && !v.unread() {
			v.Fail("bgp-unused", p.Written.Advertisements[0].Origin, "has no effect while the pool's addresses are announced by layer 2 alone",
				"write advertise: bgp in the pool, or [layer2, bgp], or remove it", p.WaysOrigin)
		}
	}
	for i := range v.Plan.Tiers {
		t := &v.Plan.Tiers[i]
		ways, said := v.Plan.WaysOf(t)
		if at := format.ListOrigin(t.Written.Announce.Interfaces); at.IsSet() && !ways.Layer2 && !v.unread() && t.Written.Balanced() {
			v.Fail("bgp-unused", at, "interfaces announce by layer 2, and addresses are told by BGP", "remove it", said)
		}
	}
	for i := range v.Plan.Pools {
		if p := &v.Plan.Pools[i]; p.Ways.Layer2 && p.Ways.BGP {
			v.Need(p.WaysOrigin, platform.MetalLBBothWays, v.Plan.Versions.MetalLB)
			break
		}
	}
}

func (v *verdict) checkWaysOnce(list []format.Enum[format.Advertise]) {
	if len(list) > 1 && list[1].Value == list[0].Value {
		v.Fail("value-twice", list[1].Origin, "is there twice", "remove one of the two", list[0].Origin)
	}
}
