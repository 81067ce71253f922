package model

import (
	"slices"
	"strings"

	"render/render/plan"
)

// servicePorts are all ports of the Service that Istio makes of a Gateway: as it makes
// them itself of the listeners, with what the tier says of them, and over UDP those alone
// that are for HTTP/3. Istio has each port over UDP whose first listener is for HTTPS, and
// ports over UDP cannot be changed one by one, since a merge tells ports apart by number.
func servicePorts(t *plan.Tier, g *GatewayAPI) []GatewayPort {
	var out []GatewayPort
	if !slices.Contains(g.Parameters.Dropped, plan.StatusPort) {
		out = append(out, listenerPort("status-port", plan.StatusPort, "tcp"))
	}
	for i := range g.Listeners {
		l := &g.Listeners[i]
		if portAt(out, l.Port) < 0 {
			name := strings.ReplaceAll(l.Name, ".", "-")
			out = append(out, listenerPort(name[:min(len(name), longestPortName)], l.Port, strings.ToLower(l.Protocol)))
		}
	}
	for _, own := range g.Parameters.Ports {
		at := portAt(out, own.Number)
		if at < 0 {
			out = append(out, own)
			continue
		}
		merged := &out[at]
		if own.Name != nil {
			merged.Name = own.Name
		}
		merged.Target, merged.NodePort = own.Target, own.NodePort
	}
	if t.Written.Service.HTTP3.Value {
		at := portAt(out, plan.HttpsPort)
		udp := listenerPort(plan.HTTP3Port, plan.HttpsPort, "https")
		*udp.Protocol, udp.NodePort = "UDP", number(t.Written.NodePorts.HTTPS)
		out = slices.Insert(out, at+1, udp)
	}
	return out
}

// longestPortName is how many characters the name of a Service's port may have.
const longestPortName = 63

func portAt(ports []GatewayPort, number int) int {
	return slices.IndexFunc(ports, func(p GatewayPort) bool { return p.Number == number })
}

func listenerPort(name string, port int, speaks string) GatewayPort {
	protocol := "TCP"
	return GatewayPort{Name: &name, Number: port, Protocol: &protocol, AppProtocol: &speaks}
}
