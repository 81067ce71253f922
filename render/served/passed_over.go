package served

import (
	"slices"

	"render/render/objects"
)

// tlsHost is what only one server with TLS settings has, of all Gateways of some pods.
type tlsHost struct {
	port       int64
	bind, host string
}

// PassedOver are the hosts of a Gateway's servers that are passed over beside an older
// one: all of each that has a host of the older one's. A redirect to https is such a
// setting too.
func PassedOver(older, g objects.Gateway) []string {
	known := map[tlsHost]bool{}
	for _, server := range older.Servers().All() {
		for _, at := range tlsHosts(server) {
			known[at] = true
		}
	}
	var out []string
	for _, server := range g.Servers().All() {
		if !slices.ContainsFunc(tlsHosts(server), func(at tlsHost) bool { return known[at] }) {
			continue
		}
		for _, host := range server.Hosts().All() {
			if name := WithoutNamespace(host.Value()); name != "" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// tlsHosts are the hosts of a server with TLS settings, none of any other.
func tlsHosts(server objects.Server) []tlsHost {
	if !server.TLS().Present() {
		return nil
	}
	var out []tlsHost
	port, _ := server.Port().Number().Value()
	for _, host := range server.Hosts().All() {
		out = append(out, tlsHost{port, server.Bind().Value(), objects.ServerHost(host.Value(), server.Object().ID().Namespace)})
	}
	return out
}
