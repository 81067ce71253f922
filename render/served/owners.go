package served

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// Owners are the Gateways of Istio to which TLS connections for hosts go, by pods and port: that of the
// nearest name. None of a host that more than one lists.
type Owners map[string]map[string]manifest.ID

// OwnersOf are those of some objects.
func OwnersOf(w *objects.World) Owners {
	out := Owners{}
	for g := range w.Gateways() {
		for _, server := range g.Servers().All() {
			if !EndsTLS(server) {
				continue
			}
			number, _ := server.Port().Number().Value()
			at := PodsAt(g, number)
			if out[at] == nil {
				out[at] = map[string]manifest.ID{}
			}
			for _, f := range server.Hosts().All() {
				host := WithoutNamespace(f.Value())
				if first, known := out[at][host]; known && first != g.ID() {
					out[at][host] = manifest.ID{}
				} else {
					out[at][host] = g.ID()
				}
			}
		}
	}
	return out
}

// PodsAt are the pods and the port of a Gateway, as Owners tell them apart.
func PodsAt(g objects.Gateway, port int64) string {
	return fmt.Sprint(port, " ", g.Selector().Labels())
}

// Of is the owner of a host, of no name where that is not one.
func (o Owners) Of(at, host string) manifest.ID {
	name, _ := routing.MostSpecific(o[at], host)
	return o[at][name]
}

// GatewaysByHost are the Gateways of a side whose servers of requests are for a host.
func (s *Side) GatewaysByHost() map[string][]*objects.Object {
	out := map[string][]*objects.Object{}
	for g := range s.World.Gateways() {
		for _, host := range HostsOfRequests(g) {
			if list := out[host]; len(list) == 0 || list[len(list)-1] != g.Object() {
				out[host] = append(list, g.Object())
			}
		}
	}
	return out
}

// EndsTLS reports whether a server reads requests that come by TLS.
func EndsTLS(s objects.Server) bool { return s.ReadsRequests() && !s.InClear() }
