package consequences

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
func (s *side) findHosts() {
	var index objects.LabelIndex
	for _, e := range s.entrances {
		index.Add("", labelsBehind(s.world, e.namespace, e.pods))
		if m := e.object.Rendered(); m != nil && e.maker != installer {
			e.tier = m.Tier
		}
	}
	for g := range s.world.Gateways() {
		hosts := hostsOfServers(g)
		for n := range index.Match("", g.Selector().Labels()) {
			s.entrances[n].serve(g.Object(), hosts)
		}
	}
	for _, e := range s.entrances {
		if e.maker == controlPlane {
			id := e.object.ID()
			e.serve(e.object, append(s.hostsOfRoutes(id, ""), s.hostsOfListeners(id)...))
		}
	}
}

// serve notes hosts of an entrance, and what they are from.
func (e *entrance) serve(from *objects.Object, hosts []string) {
	if from != e.object {
		e.from = append(e.from, from)
	}
	if m := from.Rendered(); m != nil && e.tier == "" {
		e.tier = m.Tier
	}
	for _, host := range hosts {
		if host != "" && !slices.Contains(e.hosts, host) {
			e.hosts = append(e.hosts, host)
		}
	}
}

// hostsOfRoutes are the hosts of the routes that attach to a Gateway of the Gateway API,
// or to one of its listeners; "" for all of them.
func (s *side) hostsOfRoutes(id manifest.ID, listener string) []string {
	var out []string
	for _, routes := range [...]iter.Seq[objects.Route]{s.world.HTTPRoutes(), s.world.GRPCRoutes(), s.world.TLSRoutes()} {
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
func (s *side) hostsOfListeners(id manifest.ID) []string {
	var out []string
	if g, ok := s.world.KubernetesGateway(id.Namespace, id.Name); ok { // not one without a name
		for _, l := range g.Listeners().All() {
			out = append(out, l.Hostname().Value())
		}
	}
	return out
}

// hostsOfServers are the hosts that clients of a Gateway's servers ask for. A server that
// takes whole connections without TLS has none, though it says "*".
func hostsOfServers(g objects.Gateway) []string {
	var out []string
	for _, server := range g.Servers().All() {
		if !server.ReadsNames() {
			continue
		}
		for _, host := range server.Hosts().All() {
			out = append(out, withoutNamespace(host.Value()))
		}
	}
	return out
}

// withoutNamespace is the host of "namespace/host".
func withoutNamespace(host string) string {
	if _, rest, ok := strings.Cut(host, "/"); ok {
		return rest
	}
	return host
}

// namesGateway reports whether a VirtualService names a Gateway.
func namesGateway(v objects.VirtualService, id manifest.ID) bool {
	for _, name := range v.Gateways().All() {
		if objects.GatewayOf(name.Value(), v.ID().Namespace) == id {
			return true
		}
	}
	return false
}
