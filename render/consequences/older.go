package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/wording"
)

// checkOlder tells of VirtualServices that fell out, stay, and answer requests that
// the new side has for others: of several for a host the oldest goes first, by
// whichever Gateway of the same pods they come in.
func checkOlder(c *change) {
	alone, with := c.podDoors(false), c.podDoors(true)
	for _, at := range alone.order {
		one, all := alone.by[at], with.by[at]
		for _, host := range sortedHosts(all) {
			for i := range all.routes[host] {
				a := &all.routes[host][i].ask
				ought, is := one.becomes(host, a), all.becomes(host, a)
				if !ought.answers() || ought.same(is) || is.from == ought.from {
					continue
				}
				c.tellOlder(is.from, ought.from, host)
			}
		}
	}
}

// tellOlder tells of a route that stays and goes before one of the new side.
func (c *change) tellOlder(stays, is *objects.Object, host string) {
	older, newer := titledApart(stays, is)
	c.tell("old-route-wins", Danger, fmt.Sprintf("%s: stays and is older, so that it answers for %s in place of %s", older, wording.Quote(host), newer),
		"once the new pods are ready, run: "+deletion(stays), stays, is)
	c.dismiss(byHand, "once the new pods are ready, "+deletion(stays), stays)
}

// podDoors are the ports of pods by which requests come in the clear: all Gateways
// that choose the same pods are one there, and so are their VirtualServices. They are
// those of the new side, and those that stay beside it.
func (c *change) podDoors(staying bool) *doors {
	out := &doors{by: map[opening]*door{}}
	shared := map[string]*door{}
	open := func(g objects.Gateway) {
		for _, server := range g.Servers().All() {
			if server.TLS().Mode().Present() {
				continue
			}
			port, _ := server.Port().Number().Value()
			at := opening{g.ID(), port}
			pods := fmt.Sprint(port, " ", g.Selector().Labels())
			if shared[pods] == nil {
				shared[pods] = out.at(at)
			}
			if out.by[at] == nil {
				out.order = append(out.order, at)
			}
			out.by[at] = shared[pods]
			for _, host := range server.Hosts().All() {
				out.by[at].open(withoutNamespace(host.Value()), false)
			}
		}
	}
	for g := range c.new.world.Gateways() {
		open(g)
	}
	routes := slices.Clone(c.New.OfKind(objects.IstioNetworking, "VirtualService"))
	if staying {
		for _, o := range ofKind(c.staying, objects.IstioNetworking, "Gateway") {
			open(o.Gateway())
		}
		routes = append(routes, ofKind(c.staying, objects.IstioNetworking, "VirtualService")...)
	}
	slices.SortFunc(routes, c.compareAges)
	c.new.route(out, routes)
	return out
}
