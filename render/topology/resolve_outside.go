package topology

import "strings"

// resolveOutside is an app outside the cluster, of which Istio is told.
func (r *resolver) resolveOutside(a *appPlan, key string) ModelOutsideApp {
	out := ModelOutsideApp{ModelIdentity: r.identity(a, key), ModelRoutes: r.resolveRoutes(a)}
	if !a.backend.entry {
		return out
	}
	out.Entry = &ModelServiceEntry{Name: a.app.Name.Value, Host: a.backend.host}
	for _, port := range a.ports {
		out.Entry.Ports = append(out.Entry.Ports, ModelEntryPort{Name: port.name, Number: port.number, Protocol: strings.ToUpper(string(port.port.Protocol.Value))})
	}
	if a.backend.address.IsValid() {
		address := a.backend.address.String()
		out.Entry.Address = &address
	}
	if ports := a.tlsPorts(); len(ports) > 0 {
		out.TLS = &ModelDestinationRule{Name: a.app.Name.Value, Host: a.backend.host}
		for _, port := range ports {
			out.TLS.TLSPorts = append(out.TLS.TLSPorts, float64(port.number))
		}
	}
	return out
}
