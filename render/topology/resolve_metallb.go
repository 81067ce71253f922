package topology

import "render/render/platform"

func (r *resolver) resolveMetalLB() ModelMetalLB {
	m := &r.plan.Document.MetalLB
	out := ModelMetalLB{API: "none", Namespace: m.Namespace.Value, Protocol: string(m.Advertise.Value), AddressesNote: "metallb.io/loadBalancerIPs"}
	if !platform.MetalLBAnnotationsIO.In(r.plan.Versions.MetalLB) {
		out.AddressesNote = "metallb.universe.tf/loadBalancerIPs"
	}
	switch {
	case r.plan.Versions.NoMetalLB:
		return out
	case platform.MetalLBCustomResources.In(r.plan.Versions.MetalLB):
		out.API = "metallb.io"
	default:
		out.API = "configmap"
	}
	out.BGP = r.resolveBGP()
	announced := map[string]*Tier{}
	for i := range r.plan.Tiers {
		if t := &r.plan.Tiers[i]; announced[t.pool] == nil {
			announced[t.pool] = t.tier
		}
	}
	for _, pool := range r.plan.Pools {
		one := ModelPool{Name: pool.name, Addresses: pool.texts}
		if pool.autoOff {
			one.AutoAssign = new(bool)
		}
		if pool.pool != nil {
			one.AutoAssign, one.AvoidBuggyIPs = given(pool.pool.AutoAssign), given(pool.pool.AvoidBuggyIPs)
		}
		out.Pools = append(out.Pools, one)
		out.Advertisements = append(out.Advertisements, advertisement(pool.name, announced[pool.name]))
	}
	return out
}

// advertisement announces one pool, everywhere or as its tiers say.
func advertisement(pool string, t *Tier) ModelAdvertisement {
	a := ModelAdvertisement{Name: pool, Pools: []string{pool}}
	if t == nil {
		return a
	}
	a.Interfaces, a.NodeSelectors = values(t.Interfaces), nodeSelectors(t.Nodes)
	return a
}
