package model

import (
	"render/render/plan"
	"render/render/routing"
)

// resolveConnections are the VirtualServices of an app's routes of connections.
func resolveConnections(a *plan.App) []Connections {
	var out []Connections
	for i := range a.Connections {
		c := &a.Connections[i]
		one := Connections{Name: c.Name, Hosts: routing.Widest(c.Hosts), Gateways: c.Gateways, TLS: c.TLS}
		for _, to := range c.Routes {
			one.Routes = append(one.Routes, ConnectionRoute{Port: to.Number, Hosts: to.Hosts,
				Destinations: destinations(to.App, to.Port, nil, &c.VirtualService)})
		}
		out = append(out, one)
	}
	return out
}

// resolveTCP is the Gateway of a tier's TCP ports, or none.
func resolveTCP(t *plan.Tier) []TCPGateway {
	if len(t.TCP) == 0 {
		return nil
	}
	out := TCPGateway{Name: plan.TCPName(t.Names.Gateway)}
	for _, p := range t.TCP {
		out.Ports = append(out.Ports, TCPPort{Name: p.Name.Value, Number: p.Port.Value})
	}
	return []TCPGateway{out}
}
