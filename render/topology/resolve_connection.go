package topology

import "render/render/routing"

// resolveConnections are the VirtualServices of an app's routes of connections.
func (r *resolver) resolveConnections(a *appPlan, labels map[string]any) []ModelConnections {
	var out []ModelConnections
	for i := range a.connections {
		c := &a.connections[i]
		one := ModelConnections{Name: c.name, Metadata: r.metadata(c.name, c.namespace, labels),
			Hosts: plainList(routing.Widest(c.hosts)), Gateways: plainList(c.gateways), TLS: c.tls}
		for _, to := range c.routes {
			match := map[string]any{"port": float64(to.number)}
			if c.tls {
				match["sniHosts"] = plainList(to.hosts)
			}
			one.Routes = append(one.Routes, map[string]any{"match": []any{match}, "route": destinations(to.app, to.port, &c.virtualServicePlan)})
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
