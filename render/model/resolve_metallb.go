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
	out := MetalLB{API: "none", Namespace: m.Namespace.Value, Protocol: string(m.Advertise.Value),
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
	announced := map[string]*format.Tier{}
	for i := range r.plan.Tiers {
		if t := &r.plan.Tiers[i]; announced[t.Pool] == nil {
			announced[t.Pool] = t.Written
		}
	}
	for _, pool := range r.plan.Pools {
		one := Pool{Name: pool.Name, Addresses: pool.Texts}
		if pool.AutoOff {
			one.AutoAssign = new(bool)
		}
		if pool.Written != nil {
			one.AutoAssign, one.AvoidBuggyIPs = given(pool.Written.AutoAssign), given(pool.Written.AvoidBuggyIPs)
		}
		out.Pools = append(out.Pools, one)
		out.Advertisements = append(out.Advertisements, advertisement(pool.Name, announced[pool.Name]))
	}
	return out
}

// advertisement announces one pool, everywhere or as its tiers say.
func advertisement(pool string, t *format.Tier) Advertisement {
	a := Advertisement{Name: pool, Pools: []string{pool}}
	if t == nil {
		return a
	}
	a.Interfaces, a.NodeSelectors = format.Values(t.Announce.Interfaces), nodeSelectors(t.Announce.Nodes)
	return a
}
