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
	if a.IsSet() && !a.Priority.IsSet() && len(a.Namespaces) == 0 && len(a.Services) == 0 {
		v.Fail("pool-not-for", a.Origin, "chooses nothing", "write priority, namespaces or services, or remove it")
	}
}

// checkAllocated finds a tier that asks for an address of a pool that is for other
// Services: MetalLB gives it none (metallb, internal/allocator, isPoolCompatibleWithService).
func (v *verdict) checkAllocated(t *plan.Tier) {
	for _, at := range t.Pools() {
		p := &v.Plan.Pools[at]
		v.checkAllocatedLabels(t, p)
		list := p.Written.Allocate.Namespaces
		if len(list) == 0 || slices.Contains(format.Values(list), t.GatewayNamespace) {
			continue
		}
		v.Fail("pool-not-for", t.Written.IP[0].Origin, fmt.Sprintf("the address is in pool %s, which is for Services of other namespaces than the gateway's, %s: MetalLB gives it none", wording.Quote(p.Name), wording.Quote(t.GatewayNamespace)),
			fmt.Sprintf("add %s to the pool's allocate.namespaces, or write an address of another pool", t.GatewayNamespace), format.ListOrigin(list))
	}
}

// checkAllocatedLabels finds a pool that is for Services with a label that a gateway's has
// not, or perhaps: Istio's installer gives it more than is known here.
func (v *verdict) checkAllocatedLabels(t *plan.Tier, p *plan.Pool) {
	labels, all := v.Plan.ServiceLabels(t)
	for _, pair := range p.Written.Allocate.Services {
		value, known := labels[pair.Key.Value]
		text := wording.Quote(pair.Key.Value + ": " + pair.Value.Value)
		switch {
		case known && value == pair.Value.Value || t.Written.Name.IsWrong():
		case known || all:
			help := "remove it, or write an address of another pool"
			if known {
				help = "write: " + format.YAMLWord(value) + ", or write an address of another pool"
			}
			v.Fail("pool-not-for", pair.Value.Origin, fmt.Sprintf("the pool is for Services with %s, which the gateway's of tier %s has not: MetalLB gives it no address", text, wording.Quote(t.Written.Name.Value)), help, t.Written.IP[0].Origin)
		default:
			v.Warn("pool-not-for", pair.Value.Origin, fmt.Sprintf("the pool is for Services with %s, and whether the gateway's of tier %s has it is not known", text, wording.Quote(t.Written.Name.Value)),
				"see that it has, or choose it by "+v.Plan.ServiceLabel(t), t.Written.IP[0].Origin)
		}
	}
}
