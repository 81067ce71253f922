package consequences

import (
	"net/netip"

	"render/render/objects"
)

// findPools finds the pools of either time: objects, or a text of a ConfigMap.
func (s *side) findPools() {
	for p := range s.world.IPAddressPools() {
		if p.ID().Name == "" {
			continue // which the API server refuses
		}
		one := &pool{object: p.Object(), name: p.ID().Name, allocation: p.ServiceAllocation()}
		one.restricted = one.allocation.Present()
		one.avoidsBuggy, _ = p.AvoidBuggyIPs().Value()
		if assigns, said := p.AutoAssign().Value(); said {
			one.asked = !assigns
		}
		for _, text := range p.Addresses().All() {
			one.add(text.Value())
		}
		s.pools = append(s.pools, one)
	}
	for m := range s.world.ConfigMaps() {
		config, there, _ := m.PoolConfig()
		if !takes(config.Pools) {
			continue
		}
		for _, p := range config.Pools {
			one := &pool{object: m.Object(), name: p.Name, announced: announcement{p.Protocol == "layer2", p.Protocol == "bgp"}}
			for _, text := range p.Addresses {
				one.add(text)
			}
			if there {
				s.pools = append(s.pools, one)
			}
		}
	}
	for _, p := range s.pools {
		p.announced = p.announced.and(announcedBy(p, s.world))
	}
}

// takes reports whether MetalLB takes the pools of its configuration by their names: one
// without a name, or two of one, and it keeps all that it had (metallb, internal/config,
// Parse and parseAddressPool of 0.12).
func takes(pools []objects.ConfiguredPool) bool {
	known := map[string]bool{"": true}
	for _, p := range pools {
		if known[p.Name] {
			return false
		}
		known[p.Name] = true
	}
	return true
}

// serves reports whether a Service may have an address of a pool, as MetalLB
// decides (internal/allocator, isPoolCompatibleWithService; internal/config,
// addressPoolServiceAllocationsFromCR).
func (s *side) serves(p *pool, e *entrance) bool {
	if !p.restricted {
		return true
	}
	namespaces, named := map[string]bool{}, false
	for _, name := range p.allocation.Namespaces().All() {
		namespaces[name.Value()], named = true, true
	}
	for _, selector := range p.allocation.NamespaceSelectors().All() {
		for namespace := range s.world.Namespaces() {
			if selector.Match(namespace.Metadata().Labels().Labels()) {
				namespaces[namespace.ID().Name], named = true, true
			}
		}
	}
	if named && !namespaces[e.namespace] {
		return false
	}
	selectors := p.allocation.ServiceSelectors()
	for _, selector := range selectors.All() {
		if selector.Match(e.labels) {
			return true
		}
	}
	return selectors.Len() == 0
}

// poolOf is the first pool that has all of some addresses; nil where none does.
func (s *side) poolOf(addresses []netip.Addr) *pool { return poolOf(s.pools, addresses) }

// announcedBy is how the advertisements of a world announce a pool.
func announcedBy(p *pool, w *objects.World) (out announcement) {
	for a := range w.L2Advertisements() {
		out.layer2 = out.layer2 || announces(a, p)
	}
	for a := range w.BGPAdvertisements() {
		out.bgp = out.bgp || announces(a, p)
	}
	return out
}
