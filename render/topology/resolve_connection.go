package topology

import "render/render/routing"

// resolveConnections are the VirtualServices of an app's routes of connections.
func resolveConnections(a *appPlan) []ModelConnections {
	var out []ModelConnections
	for i := range a.connections {
		c := &a.connections[i]
		one := ModelConnections{Name: c.name, Hosts: plainList(routing.Widest(c.hosts)), Gateways: plainList(c.gateways), TLS: c.tls}
		for _, to := range c.routes {
			one.Routes = append(one.Routes, ModelConnectionRoute{Port: to.number, Hosts: plainList(to.hosts),
				Destinations: destinations(to.app, to.port, &c.virtualServicePlan)})
		}
		out = append(out, one)
	}
	return out
}

// resolveTCP is the Gateway of a tier's TCP ports, or none.
func resolveTCP(t *tierPlan) []ModelTCPGateway {
	if len(t.tcp) == 0 {
		return nil
	}
	out := ModelTCPGateway{Name: tcpName(t.names.istioGateway)}
	for _, p := range t.tcp {
		out.Ports = append(out.Ports, ModelTCPPort{Name: p.Name.Value, Number: p.Port.Value})
	}
	return []ModelTCPGateway{out}
}
