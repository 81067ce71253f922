package served

import (
	"net/netip"

	"render/render/objects"
)

// findPools finds the pools of either time: objects, or a text of a ConfigMap, which no
// MetalLB reads that reads the objects.
func (s *Side) findPools() {
	for p := range s.World.IPAddressPools() {
		if p.ID().Name == "" {
			continue // which the API server refuses
		}
		one := &Pool{Object: p.Object(), Name: p.ID().Name, allocation: p.ServiceAllocation()}
		one.restricted = one.allocation.Present()
		one.avoidsBuggy, _ = p.AvoidBuggyIPs().Value()
		if assigns, said := p.AutoAssign().Value(); said {
			one.Asked = !assigns
		}
		for _, text := range p.Addresses().All() {
			one.add(text.Value())
		}
		s.Pools = append(s.Pools, one)
	}
	are := len(s.Pools) > 0
	for m := range s.World.ConfigMaps() {
		if are {
			break
		}
		config, there, _ := m.PoolConfig()
		if !takes(config.Pools) {
			continue
		}
		for _, p := range config.Pools {
			one := &Pool{Object: m.Object(), Name: p.Name, Asked: p.Asked, Announced: Announcement{p.Protocol == "layer2", p.Protocol == "bgp"}}
			one.avoidsBuggy = p.AvoidsBuggy
			for _, text := range p.Addresses {
				one.add(text)
			}
			if there {
				s.Pools = append(s.Pools, one)
			}
		}
	}
	for _, p := range s.Pools {
		for _, o := range s.Advertisements(p) {
			p.Announced = p.Announced.And(Announcement{Layer2: o.ID().Kind == "L2Advertisement", BGP: o.ID().Kind == "BGPAdvertisement"})
		}
	}
}

// Advertisements are those of a pool, be it of the side or not, in their order; those of a ConfigMap say
// themselves how they are announced.
func (s *Side) Advertisements(p *Pool) []*objects.Object {
	if p.Configured() {
		return nil
	}
	if s.advertised == nil {
		s.advertised = objects.NewAdvertisements(s.World)
	}
	return s.advertised.Of(p.Object.AddressPool())
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

// Serves reports whether a Service may have an address of a pool, as MetalLB
// decides (internal/allocator, isPoolCompatibleWithService; internal/config,
// addressPoolServiceAllocationsFromCR).
func (s *Side) Serves(p *Pool, e *Entrance) bool {
	if !p.restricted {
		return true
	}
	namespaces, named := map[string]bool{}, false
	for _, name := range p.allocation.Namespaces().All() {
		namespaces[name.Value()], named = true, true
	}
	for _, selector := range p.allocation.NamespaceSelectors().All() {
		for namespace := range s.World.Namespaces() {
			if selector.Match(namespace.Metadata().Labels().Labels()) {
				namespaces[namespace.ID().Name], named = true, true
			}
		}
	}
	if named && !namespaces[e.Namespace] {
		return false
	}
	selectors := p.allocation.ServiceSelectors()
	for _, selector := range selectors.All() {
		if selector.Match(e.Labels) {
			return true
		}
	}
	return selectors.Len() == 0
}

// PoolOf is the first pool that has all of some addresses; nil where none does.
func (s *Side) PoolOf(addresses []netip.Addr) *Pool { return s.PoolIndex().Of(addresses) }

// PoolNamed is the pool of a name; nil where there is none.
func (s *Side) PoolNamed(name string) *Pool { return s.PoolIndex().Named(name) }

// PoolIndex finds the pools of the side.
func (s *Side) PoolIndex() *PoolIndex {
	if s.pools == nil {
		s.pools = NewPoolIndex(s.Pools)
	}
	return s.pools
}
