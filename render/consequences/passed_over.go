package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// checkPassedOver tells of Gateways whose servers istiod passes over, since an older
// one that stays has a host of theirs (istio, pilot/pkg/model/gateway.go,
// mergeGateways).
func (c *change) checkPassedOver() {
	old := map[string][]objects.Gateway{} // by what they select
	for g := range c.old.World.Gateways() {
		if c.left(g.Object()) {
			selector := g.Selector().Labels().String()
			old[selector] = append(old[selector], g)
		}
	}
	for g := range c.new.World.Gateways() {
		if !c.comes(g.Object()) {
			continue
		}
		for _, o := range old[g.Selector().Labels().String()] {
			hosts := passedOver(o, g)
			if len(hosts) == 0 {
				continue
			}
			older, newer := titledApart(o.Object(), g.Object())
			when, once := c.onceThere()
			c.tell("gateway-passed-over", Danger, fmt.Sprintf("%s: istiod passes over its server for %s, without a word, as long as the older %s is there", newer, quoted(hosts), older),
				"run, "+when+": "+deletion(o.Object()), g.Object(), o.Object())
			c.dismiss(byHand, when+", "+deletion(o.Object()), run(once, deletion(o.Object())), o.Object())
		}
	}
}

// tlsHost is what only one server with TLS settings has, of all Gateways of some pods.
type tlsHost struct {
	port       int64
	bind, host string
}

// passedOver are the hosts of a Gateway's servers that are passed over beside an older
// one: all of each that has a host of the older one's. A redirect to https is such a
// setting too.
func passedOver(older, g objects.Gateway) []string {
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
			if name := served.WithoutNamespace(host.Value()); name != "" && !slices.Contains(out, name) {
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
