package addresses

import (
	"fmt"
	"slices"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/wording"
)

// checkAllocation checks which Services a pool is for.
func (v *verdict) checkAllocation(p *format.Pool) {
	a := &p.Allocate
	v.NeedAny(a.Origin, platform.MetalLBServiceAllocation, v.Plan.Versions.MetalLB)
	seen := map[string]format.Origin{}
	for _, n := range a.Namespaces {
		if first, twice := seen[n.Value]; twice {
			v.Fail("value-twice", n.Origin, wording.Quote(n.Value)+" is there twice, which MetalLB refuses", "remove one of the two", first)
		}
		seen[n.Value] = n.Origin
	}
	if a.IsSet() && !a.Priority.IsSet() && len(a.Namespaces) == 0 {
		v.Fail("pool-not-for", a.Origin, "chooses nothing", "write priority or namespaces, or remove it")
	}
}

// checkAllocated finds a tier that asks for an address of a pool that is for Services of
// other namespaces: MetalLB gives it none (metallb, internal/allocator,
// isPoolCompatibleWithService).
func (v *verdict) checkAllocated(t *plan.Tier) {
	for _, at := range t.Pools() {
		p := &v.Plan.Pools[at]
		list := p.Written.Allocate.Namespaces
		if len(list) == 0 || slices.Contains(format.Values(list), t.GatewayNamespace) {
			continue
		}
		v.Fail("pool-not-for", t.Written.IP[0].Origin, fmt.Sprintf("the address is in pool %s, which is for Services of other namespaces than the gateway's, %s: MetalLB gives it none", wording.Quote(p.Name), wording.Quote(t.GatewayNamespace)),
			fmt.Sprintf("add %s to the pool's allocate.namespaces, or write an address of another pool", t.GatewayNamespace), format.ListOrigin(list))
	}
}
