package served

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// findHosts finds which Gateways are those of which entrance: their hosts, and what
// the topology calls the tier.
func (s *Side) findHosts() {
	var index objects.LabelIndex
	for _, e := range s.Entrances {
		index.Add("", labelsBehind(s.World, e.Namespace, e.Pods))
		if m := e.Object.Rendered(); m != nil && e.Maker == ControlPlane {
			e.Tier = m.Tier
		}
	}
	for g := range s.World.Gateways() {
		hosts := HostsOfServers(g)
		for n := range index.Match("", g.Selector().Labels()) {
			s.Entrances[n].serve(g.Object(), hosts)
		}
	}
	for _, e := range s.Entrances {
		if e.Maker == ControlPlane {
			id := e.Object.ID()
			e.serve(e.Object, append(s.HostsOfRoutes(id, ""), s.hostsOfListeners(id)...))
		}
	}
}

// serve notes hosts of an entrance, and what they are from.
func (e *Entrance) serve(from *objects.Object, hosts []string) {
	if from != e.Object {
		e.From = append(e.From, from)
	}
	if m := from.Rendered(); m != nil && e.Tier == "" {
		e.Tier = m.Tier
	}
	for _, host := range hosts {
		if host != "" && !slices.Contains(e.Hosts, host) {
			e.Hosts = append(e.Hosts, host)
		}
	}
}

// HostsOfRoutes are the hosts of the routes that attach to a Gateway of the Gateway API,
// or to one of its listeners; "" for all of them.
func (s *Side) HostsOfRoutes(id manifest.ID, listener string) []string {
	var out []string
	for _, routes := range [...]iter.Seq[objects.Route]{s.World.HTTPRoutes(), s.World.GRPCRoutes(), s.World.TLSRoutes()} {
		for route := range routes {
			for _, parent := range route.ParentRefs().All() {
				namespace := cmp.Or(parent.Namespace().Value(), route.ID().Namespace)
				if parent.Name().Value() != id.Name || namespace != id.Namespace {
					continue
				}
				if section := parent.SectionName().Value(); listener != "" && section != "" && section != listener {
					continue
				}
				for _, host := range route.Hostnames().All() {
					out = append(out, host.Value())
				}
			}
		}
	}
	return out
}

// hostsOfListeners are the hosts that the listeners of a Gateway of the Gateway API say.
func (s *Side) hostsOfListeners(id manifest.ID) []string {
	var out []string
	if g, ok := s.World.KubernetesGateway(id.Namespace, id.Name); ok { // not one without a name
		for _, l := range g.Listeners().All() {
			out = append(out, l.Hostname().Value())
		}
	}
	return out
}

// HostsOfServers are the hosts that clients of a Gateway's servers ask for. A server that
// takes whole connections without TLS has none, though it says "*".
func HostsOfServers(g objects.Gateway) []string {
	return hostsOfServers(g, objects.Server.ReadsNames)
}

// HostsOfRequests are those of the servers that read requests.
func HostsOfRequests(g objects.Gateway) []string {
	return hostsOfServers(g, objects.Server.ReadsRequests)
}

// HostsOfTLS are those of the servers that end TLS.
func HostsOfTLS(g objects.Gateway) []string { return hostsOfServers(g, EndsTLS) }

func hostsOfServers(g objects.Gateway, of func(objects.Server) bool) []string {
	var out []string
	for _, server := range g.Servers().All() {
		if !of(server) {
			continue
		}
		for _, host := range server.Hosts().All() {
			out = append(out, WithoutNamespace(host.Value()))
		}
	}
	return out
}

// WithoutNamespace is the host of "namespace/host".
func WithoutNamespace(host string) string {
	if _, rest, ok := strings.Cut(host, "/"); ok {
		return rest
	}
	return host
}

// NamesGateway reports whether a VirtualService names a Gateway.
func NamesGateway(v objects.VirtualService, id manifest.ID) bool {
	for _, name := range v.Gateways().All() {
		if objects.GatewayOf(name.Value(), v.ID().Namespace) == id {
			return true
		}
	}
	return false
}
