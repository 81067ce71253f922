package trace

import (
	"slices"

	"render/render/objects"
)

// New reads a world.
func New(world *objects.World, known Known) *Mesh {
	m := &Mesh{world: world, known: known, root: world.RootNamespace(), hostPorts: map[string][]int64{}, attached: map[*objects.Object][]attached{}, listeners: map[*pods]map[int64]*listener{}, bound: map[*entrance][]*gateway{}, served: map[*entrance]*servedHosts{}, routed: map[routedHost]string{}, shown: map[*objects.Object]*shown{}}
	m.readMeshConfig()
	m.findServicePorts()
	m.findEntrances()
	for g := range world.Gateways() {
		m.gateways = append(m.gateways, readGateway(g))
	}
	for g := range world.KubernetesGateways() {
		m.gateways = append(m.gateways, m.readListeners(g)...)
	}
	slices.SortStableFunc(m.gateways, func(a, b *gateway) int { return a.compare(&b.meta) })
	m.services = append(m.readVirtualServices(), m.readRoutes()...)
	slices.SortStableFunc(m.services, func(a, b *virtualService) int { return a.compare(&b.meta) })
	m.assumeGateways()
	return m
}

// findServicePorts notes the ports of hosts that routes may leave out.
func (m *Mesh) findServicePorts() {
	for s := range m.world.Services() {
		host := s.ID().Name + "." + s.ID().Namespace + clusterDomain
		for _, p := range s.Ports().All() {
			if n, ok := p.Port().Value(); ok {
				m.hostPorts[host] = append(m.hostPorts[host], n)
			}
		}
	}
	for e := range m.world.ServiceEntries() {
		for _, host := range e.Hosts().All() {
			for _, p := range e.Ports().All() {
				if n, ok := p.Number().Value(); ok {
					m.hostPorts[host.Value()] = append(m.hostPorts[host.Value()], n)
				}
			}
		}
	}
}
