package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkPorts tells of ports that a gateway's Service has no more, and of those on which
// its pods listen no more.
func checkPorts(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil {
			continue
		}
		var closed []served.Port
		handed := map[*served.Entrance][]served.Port{}
		for _, p := range old.Ports {
			// Clients of HTTP/3 go on over TCP by themselves.
			if other := (served.Port{Protocol: "TCP", Number: p.Number}); slices.Contains(e.Ports, p) || p.Protocol == "UDP" && slices.Contains(e.Ports, other) {
				continue
			}
			if to := atAddress(c.new, old, p); to != nil {
				handed[to] = append(handed[to], p)
				continue
			}
			closed = append(closed, p)
		}
		for _, to := range c.new.Entrances {
			c.tellHanded(old, to, handed[to])
		}
		c.tellClosed(old, closed, e.Title()+": its Service has no %s any more: nobody answers there", append(e.Objects(), old.Objects()...))
		c.checkListening(old, e)
	}
	for _, e := range c.old.Entrances {
		c.checkPortsGone(e)
	}
}

// checkPortsGone tells of ports that led connections on, and are gone with their gateway: of its
// hosts checkServed tells.
func (c *change) checkPortsGone(e *served.Entrance) {
	if c.new.ByService[e.Service] != nil || !c.uninstalled(e) && slices.Contains(c.staying, e.Object) {
		return
	}
	var closed []served.Port
	var of []*objects.Object
	before := c.old.OwnPassages()
	for _, at := range before.Order {
		p := served.Port{Protocol: "TCP", Number: at.Port}
		if at.Host != "" || !e.Listens(at.Port) || !slices.Contains(e.Gateways(), before.Of[at]) || slices.ContainsFunc(c.new.Entrances, func(now *served.Entrance) bool {
			return slices.Contains(now.Ports, p) && slices.Equal(now.Addresses, e.Addresses) && len(e.Addresses) > 0
		}) {
			continue
		}
		closed, of = append(closed, p), append(of, before.Of[at])
	}
	c.tellClosed(e, closed, e.Title()+": is gone, and nobody answers on its %s any more", append(of, e.Objects()...))
}

// checkListening tells of ports that a gateway's Service keeps, and for which no Gateway of
// Istio has a server any more. Where none has any, or there are no hosts any more, others
// tell.
func (c *change) checkListening(old, e *served.Entrance) {
	there := slices.Clone(e.From)
	for _, o := range old.From {
		if slices.Contains(c.staying, o) {
			there = append(there, o)
		}
	}
	now := served.PortsOf(there)
	if len(now) == 0 && len(old.Hosts) > 0 {
		return
	}
	var closed []string
	for _, p := range served.PortsOf(old.From) {
		if slices.Contains(old.Ports, p) && slices.Contains(e.Ports, p) && !slices.Contains(now, p) {
			closed = append(closed, p.Title())
		}
	}
	if len(closed) > 0 {
		c.tell("port-closed", Danger, fmt.Sprintf("%s: no Gateway has a server for %s any more: nobody answers there", e.Title(), onPorts(closed)),
			"see that no client asks there any more", append(e.Objects(), old.Objects()...)...)
	}
}

// checkInnerPorts tells of ports that a Service inside the cluster has no more: who calls it is
// not to be seen in what is applied.
func checkInnerPorts(c *change) {
	inner := func(s *side, one objects.Service) bool {
		switch one.Type().Value() {
		case "", "ClusterIP":
			return one.Settings().ClusterIP().Value() != "None" && s.ByService[served.NameOf(one)] == nil
		}
		return false
	}
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok || !inner(c.old, old) || !inner(c.new, one) || c.isToldOfWhole(old, one) {
			continue
		}
		is := served.PortsOfService(one)
		closed := slices.DeleteFunc(served.PortsOfService(old), func(p served.Port) bool { return slices.Contains(is, p) })
		if len(closed) == 0 {
			continue
		}
		var titles []string
		for _, p := range closed {
			titles = append(titles, p.Title())
		}
		name := wording.Quote(one.ID().Name + "." + one.ID().Namespace)
		c.tell("port-closed", Warning, fmt.Sprintf("%s: has no %s any more: whoever in the cluster calls %s there reaches nobody", titled(one.Object()), onPorts(titles), name),
			"see before that no other app of the cluster calls it there, as by an address in its settings", one.Object(), old.Object())
	}
}

// checkInnerGone tells of Services that fell out and to which no route led, so that they are there for others in the
// cluster alone.
func checkInnerGone(c *change) {
	if c.movesAll() {
		return
	}
	routed, operator := c.old.World.RoutedServices(), c.old.operator()
	for _, one := range c.fallenInner() {
		id := one.ID()
		parts := append(slices.Clip(c.old.VersionsOf(served.NameOf(one))), served.NameOf(one))
		led := slices.ContainsFunc(routed, func(r objects.RoutedService) bool {
			return slices.Contains(parts, served.Service{Namespace: r.Namespace, Name: r.Name})
		})
		ours := c.deletes(one.Object()) || manifest.Rendered(one.Object().Members()) // who keeps others by hand keeps them
		if led || !ours || operator != nil && slices.Contains(podsOf(c.old, one), operator) || c.isWanted(one.Object()) {
			continue
		}
		c.tell("port-closed", Warning, fmt.Sprintf("%s: fell out, and once it is deleted whoever in the cluster calls %s reaches nobody", titled(one.Object()), wording.Quote(id.Name+"."+id.Namespace)),
			"see before that no other app of the cluster calls it, as by an address in its settings", one.Object())
	}
}
