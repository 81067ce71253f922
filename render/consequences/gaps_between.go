package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/scripts"
	"render/render/served"
)

// handing is that a Gateway takes hosts from another one of the same pods, while both stay.
type handing struct{ from, to *objects.Object }

// checkGapsBetween tells of hosts that go from one Gateway of Istio to another of the same pods, while both
// stay: those that the old one lists no more, and those below its wildcard whose connections the new one
// takes. The routes of before name the old one alone, and those that come are brought after the Gateways,
// unless a step brings them first.
func (c *change) checkGapsBetween() {
	if c.atOnce() {
		return // one run brings both
	}
	var order []handing
	hosts, routes := map[handing][]string{}, map[handing][]*objects.Object{}
	had, is := c.old.GatewaysByHost(), c.new.GatewaysByHost()
	for g := range c.new.World.Gateways() {
		for _, host := range served.HostsOfRequests(g) {
			isThis := func(o *objects.Object) bool { return o.ID() == g.ID() }
			if slices.ContainsFunc(had[host], isThis) {
				continue
			}
			at, _ := routing.MostSpecific(had, host)
			if at != host && !slices.Contains(served.HostsOfTLS(g), host) {
				continue // in clear the wildcard's routes are still the host's
			}
			for _, o := range had[at] {
				isOld := func(now *objects.Object) bool { return now.ID() == o.ID() }
				if c.New.Find(o.ID()) == nil || !samePods(o, g.Object()) || slices.ContainsFunc(is[host], isOld) {
					continue
				}
				later := c.routedLater(host, o.ID(), g.Object())
				if len(later) == 0 {
					continue
				}
				h := handing{o, g.Object()}
				if slices.Contains(hosts[h], host) {
					continue
				}
				if hosts[h] == nil {
					order = append(order, h)
				}
				hosts[h], routes[h] = append(hosts[h], host), append(routes[h], later...)
			}
		}
	}
	for _, h := range order {
		c.tellHanding(h, hosts[h], routes[h])
	}
}

// tellHanding tells of hosts that find no route while a Gateway takes them from another. Routes that come
// beside those of before can be there before it is.
func (c *change) tellHanding(h handing, hosts []string, routes []*objects.Object) {
	older, newer := titledApart(h.from, h.to)
	text := fmt.Sprintf("%s: requests get 404 from the time that %s takes them from %s until its routes are there, which come", quoted(hosts), newer, older)
	if !c.comes(h.to) || slices.ContainsFunc(routes, func(o *objects.Object) bool { return !c.comesAlone(o) }) {
		c.tell("route-gap", Warning, text+" in a later stage", "do it at a quiet time", h.to, h.from).lasting = true
		return
	}
	c.tell("route-gap", Warning, text+" after it", "apply them alone first", h.to, h.from)
	c.bringFirst(routes, newer)
}

// bringFirst has a step bring routes before a Gateway.
func (c *change) bringFirst(routes []*objects.Object, gateway string) {
	var ids []manifest.ID
	for _, o := range routes {
		ids = append(ids, o.ID())
	}
	if len(ids) > 0 {
		c.ahead = true
		c.bringAlone("apply "+titledWhole(routes)+" alone, before "+gateway, scripts.RoutesFirst{Routes: ids, Gateways: true})
	}
}

// routesAhead are routes of a Gateway of the Gateway API for some hosts that come beside those of before, and by
// which no request is lost when the Gateway changes, where they can be there before it.
func (c *change) routesAhead(at served.Opening, hosts []string, before, after *served.Doors) (first []*objects.Object) {
	if c.by != Kubectl {
		return nil
	}
	for _, host := range hosts {
		for _, r := range after.By[at].Tried(host) {
			if r.From != nil && c.comesAlone(r.From) && !slices.Contains(first, r.From) {
				first = append(first, r.From)
			}
		}
	}
	midway := c.new.Between(c.old.Side.Side, first, c.compareAges).By[at]
	if slices.ContainsFunc(hosts, func(host string) bool { return before.By[at].Lost(midway, after.By[at], host) }) {
		return nil
	}
	return first
}

// checkListenersRenamed tells of hosts whose routes name listeners that their Gateway has no
// more, or that take them no more, while others are there for the routes that come: whichever
// comes first, it has nothing of the other.
func (c *change) checkListenersRenamed(before, after *served.Doors) {
	if c.atOnce() {
		return // one run brings both
	}
	between := c.new.Between(c.old.Side.Side, nil, c.compareAges)
	for _, at := range before.Order {
		is, midway := after.By[at], between.By[at]
		if is == nil || midway == nil {
			continue
		}
		var hosts []string
		for _, host := range before.By[at].HostsOf(at.Gateway) {
			if before.By[at].Lost(midway, is, host) {
				hosts = append(hosts, host)
			}
		}
		if len(hosts) == 0 {
			continue
		}
		help, o := "do it at a quiet time", c.New.Find(at.Gateway)
		first := c.routesAhead(at, hosts, before, after)
		switch {
		case len(first) > 0:
			help = "apply its routes alone first"
		case c.by == Kubectl:
			help = "apply it and the routes in one run of kubectl, without waiting between stages, at a quiet time"
		}
		one := c.tell("route-gap", Danger, fmt.Sprintf("%s: requests on port %d get 404 from the time that %s changes until its routes do: the listeners for them then take no route of before", quoted(hosts), at.Port, titled(o)), help, o)
		one.done, one.lasting = len(first) > 0, len(first) == 0
		if c.bringFirst(first, titled(o)); len(first) == 0 {
			c.bringAtOnce(o, hosts, is)
		}
	}
}

// bringAtOnce has a step bring a Gateway and the routes that name other listeners of it in one run, where that
// needs nothing else of the change.
func (c *change) bringAtOnce(gateway *objects.Object, hosts []string, is *served.Door) {
	list := []*objects.Object{gateway}
	for _, host := range hosts {
		for _, r := range is.Tried(host) {
			if c.changes[r.From] != nil && !slices.Contains(list, r.From) {
				list = append(list, r.From)
			}
		}
	}
	brings := func(one *served.Credential) bool {
		return slices.Contains(one.From, gateway) && c.changes[c.new.making(one.ID).Object] != nil
	}
	if c.by != Kubectl || len(list) < 2 || len(c.beside) > 0 || slices.ContainsFunc(list, func(o *objects.Object) bool { return c.comes(o) }) || slices.ContainsFunc(c.new.credentials, brings) {
		return
	}
	deed := scripts.RoutesFirst{Gateways: true}
	for _, o := range list {
		deed.Routes = append(deed.Routes, o.ID())
	}
	c.steps.Add(beforehand, 1, scripts.Doing{Text: "apply " + titledWhole(list) + " alone, in one run", Deed: deed})
}

// comesAlone reports whether an object comes beside what was there, in a namespace that is there.
func (c *change) comesAlone(o *objects.Object) bool {
	in := c.New.Find(manifest.ID{Kind: "Namespace", Name: o.ID().Namespace})
	return c.comes(o) && (in == nil || !c.comes(in))
}

// routedLater are the routes that a host has at a Gateway which took it from another, where none of those of
// before is for that Gateway too, and they come with a later stage.
func (c *change) routedLater(host string, from manifest.ID, to *objects.Object) []*objects.Object {
	routed := func(w *objects.World, gateway manifest.ID) (out []*objects.Object) {
		for v := range w.VirtualServices() {
			covers := func(own string) bool { return routing.Covers(own, host) }
			if v.HTTP().Len() > 0 && served.NamesGateway(v, gateway) && slices.ContainsFunc(objects.TextsOf(v.Hosts()), covers) {
				out = append(out, v.Object())
			}
		}
		return out
	}
	before, after := routed(c.old.World, from), routed(c.new.World, to.ID())
	if len(before) == 0 || len(routed(c.old.World, to.ID())) > 0 {
		return nil
	}
	if c.by == ArgoCD && slices.ContainsFunc(after, func(o *objects.Object) bool { return waveOf(o) <= waveOf(to) }) {
		return nil
	}
	return after
}
