package consequences

import (
	"cmp"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// passed is TLS of a name that a VirtualService passes on, of a port; 0 for any.
type passed struct {
	host string
	port int64
}

// checkOlderConnections tells of VirtualServices that fell out, stay, and get TLS of a
// name that the new side has for another: of several for a name the oldest has it (istio,
// pilot/pkg/networking/core/gateway.go, buildGatewayNetworkFiltersFromTLSRoutes).
func (c *change) checkOlderConnections() {
	for _, o := range served.OfKind(c.staying, objects.IstioNetworking, "VirtualService") {
		was := passedBy(o.VirtualService())
		if len(was) == 0 {
			continue
		}
		for v := range c.new.World.VirtualServices() {
			if !c.comes(v.Object()) || !sharesGateway(o.VirtualService(), v) {
				continue
			}
			is := passedBy(v)
			for _, at := range sortedPassed(was) {
				if to, ok := is[at]; ok && !slices.Equal(to, was[at]) {
					c.tellOlder(o, v.Object(), at.host)
				}
			}
		}
	}
}

// passedBy are the Services to which a VirtualService passes TLS on.
func passedBy(v objects.VirtualService) map[passed][]served.Service {
	out := map[passed][]served.Service{}
	for _, rule := range v.TLS().All() {
		var to []served.Service
		for _, r := range rule.Routes().All() {
			to = served.AppendService(to, served.ServiceOf(r.Destination().Host().Value(), v.ID().Namespace))
		}
		for _, m := range rule.Matches().All() {
			port, _ := m.Port().Value()
			for _, host := range m.SNIHosts().All() {
				out[passed{host.Value(), port}] = to
			}
		}
	}
	return out
}

func sortedPassed(list map[passed][]served.Service) []passed {
	var out []passed
	for at := range list {
		out = append(out, at)
	}
	slices.SortFunc(out, func(a, b passed) int { return cmp.Or(cmp.Compare(a.host, b.host), cmp.Compare(a.port, b.port)) })
	return out
}

// sharesGateway reports whether two VirtualServices name one Gateway.
func sharesGateway(a, b objects.VirtualService) bool {
	for _, name := range a.Gateways().All() {
		if served.NamesGateway(b, objects.GatewayOf(name.Value(), a.ID().Namespace)) {
			return true
		}
	}
	return false
}
