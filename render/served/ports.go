package served

import (
	"cmp"
	"slices"

	"render/render/objects"
)

// PortsOf are the ports for which Istio's Gateways among objects have servers.
func PortsOf(list []*objects.Object) []Port {
	var out []Port
	for _, o := range list {
		if id := o.ID(); id.Group != objects.IstioNetworking || id.Kind != "Gateway" {
			continue
		}
		for _, server := range o.Gateway().Servers().All() {
			if number, ok := server.Port().Number().Value(); ok && !slices.Contains(out, Port{Protocol: "TCP", Number: number}) {
				out = append(out, Port{Protocol: "TCP", Number: number})
			}
		}
	}
	return out
}

// PortsOfService are the ports of a Service.
func PortsOfService(s objects.Service) []Port {
	var out []Port
	for _, p := range s.Ports().All() {
		if number, ok := p.Port().Value(); ok {
			out = append(out, Port{Protocol: cmp.Or(p.Protocol().Value(), "TCP"), Number: number})
		}
	}
	return out
}
