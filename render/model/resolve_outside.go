package model

import (
	"strings"

	"render/render/plan"
)

// resolveOutside is an app outside the cluster, of which Istio is told.
func (r *resolver) resolveOutside(a *plan.App, key string) OutsideApp {
	out := OutsideApp{Identity: r.identity(a, key), Routes: r.resolveRoutes(a)}
	if !a.Backend.Entry {
		return out
	}
	out.Entry = &ServiceEntry{Name: a.Written.Name.Value, Host: a.Backend.Host, ShownTo: a.Backend.ShownTo}
	for _, port := range a.Ports {
		out.Entry.Ports = append(out.Entry.Ports, EntryPort{Name: port.Name, Number: port.Number, Protocol: strings.ToUpper(string(port.Written.Protocol.Value))})
	}
	if a.Backend.Address.IsValid() {
		address := a.Backend.Address.String()
		out.Entry.Address = &address
	}
	return out
}
