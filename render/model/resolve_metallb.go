package model

import (
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

func (r *resolver) resolveMetalLB() MetalLB {
	m := &r.plan.Document.MetalLB
	notes := plan.MetalLBNotes
	if !platform.MetalLBAnnotationsIO.In(r.plan.Versions.MetalLB) {
		notes = plan.MetalLBOldNotes
	}
	out := MetalLB{API: "none", Namespace: m.Namespace.Value,
		AddressesNote: notes + "loadBalancerIPs", SharingNote: notes + plan.SharingNote}
	switch {
	case r.plan.Versions.NoMetalLB:
		return out
	case platform.MetalLBCustomResources.In(r.plan.Versions.MetalLB):
		out.API = "metallb.io"
	default:
		out.API = "configmap"
	}
	out.BGP = r.resolveBGP()
	for i := range r.plan.Pools {
		pool := &r.plan.Pools[i]
		one := Pool{Name: pool.Name, Addresses: pool.Texts, Protocol: string(format.AdvertiseLayer2)}
		for j := range pool.Told {
			one.Told = append(one.Told, bgpAdvertisement(pool.Name, &pool.Told[j]))
		}
		if pool.Ways.BGP {
			one.Protocol = string(format.AdvertiseBGP)
		}
		if pool.AutoOff {
			one.AutoAssign = new(bool)
		}
		if pool.Written != nil {
			one.AutoAssign, one.AvoidBuggyIPs = given(pool.Written.AutoAssign), given(pool.Written.AvoidBuggyIPs)
			if a := &pool.Written.Allocate; a.IsSet() {
				one.Allocate = &Allocation{number(a.Priority), format.Values(a.Namespaces), format.Pairs(a.Services)}
			}
		}
		out.Pools, out.BGPAdvertisements = append(out.Pools, one), append(out.BGPAdvertisements, one.Told...)
		if pool.Ways.Layer2 {
			out.L2Advertisements = append(out.L2Advertisements, l2Advertisement(pool.Name, pool.Announce))
		}
	}
	return out
}

// l2Advertisement announces one pool, everywhere or as its tiers say.
func l2Advertisement(pool string, from *format.Announce) L2Advertisement {
	a := L2Advertisement{Name: pool, Pools: []string{pool}}
	if from == nil {
		return a
	}
	a.Interfaces, a.NodeSelectors = format.Values(from.Interfaces), nodeSelectors(from.Nodes)
	return a
}
