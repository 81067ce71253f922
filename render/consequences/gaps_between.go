package consequences

import (
	"fmt"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// checkGapsBetween tells of hosts that go from one Gateway of Istio to another of the same pods,
// while both stay, where the applier brings the routes in a later stage than the Gateways: those
// of before name the old Gateway alone, which has the host no more.
func (c *change) checkGapsBetween() {
	if c.by == Kubectl || c.by == Flux && len(c.new.World.OfKind(fluxGroup, "Kustomization")) < 2 {
		return // one run brings both
	}
	type handing struct{ from, to *objects.Object }
	var order []handing
	hosts := map[handing][]string{}
	had := map[string][]*objects.Object{} // the old Gateways of a host
	type at struct {
		gateway manifest.ID
		host    string
	}
	was, is := map[at]bool{}, map[at]bool{}
	for g := range c.old.World.Gateways() {
		for _, host := range hostsOf(g) {
			had[host], was[at{g.ID(), host}] = append(had[host], g.Object()), true
		}
	}
	for g := range c.new.World.Gateways() {
		for _, host := range hostsOf(g) {
			is[at{g.ID(), host}] = true
		}
	}
	for g := range c.new.World.Gateways() {
		for _, host := range hostsOf(g) {
			if was[at{g.ID(), host}] {
				continue
			}
			for _, o := range had[host] {
				h := handing{o, g.Object()}
				if c.New.Find(o.ID()) == nil || !samePods(o, g.Object()) || is[at{o.ID(), host}] || !c.routedLater(host, o.ID(), g.Object()) {
					continue
				}
				if hosts[h] == nil {
					order = append(order, h)
				}
				hosts[h] = append(hosts[h], host)
			}
		}
	}
	for _, h := range order {
		older, newer := titledApart(h.from, h.to)
		c.tell("route-gap", Warning, fmt.Sprintf("%s: requests get 404 from the time that %s takes them from %s until its routes are there, which come in a later stage", quoted(hosts[h]), newer, older),
			"do it at a quiet time", h.to, h.from).lasting = true
	}
}

// checkListenersRenamed tells of hosts whose routes name listeners that their Gateway has no
// more, or that take them no more, while others are there for the routes that come: whichever
// comes first, it has nothing of the other.
func (c *change) checkListenersRenamed(before, after *served.Doors) {
	if c.by == Flux && len(c.new.World.OfKind(fluxGroup, "Kustomization")) < 2 {
		return // one run brings both
	}
	between := c.new.Between(c.old.Side.Side, c.compareAges)
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
		if c.by == Kubectl {
			help = "apply it and the routes in one run of kubectl, without waiting between stages, at a quiet time"
		}
		c.tell("route-gap", Danger, fmt.Sprintf("%s: requests on port %d get 404 from the time that %s changes until its routes do: the listeners for them then take no route of before", quoted(hosts), at.Port, titled(o)), help, o).lasting = true
	}
}

// hostsOf are those of a Gateway's servers that read requests.
func hostsOf(g objects.Gateway) []string {
	var out []string
	seen := map[string]bool{}
	for _, server := range g.Servers().All() {
		if !server.ReadsRequests() {
			continue
		}
		for _, host := range server.Hosts().All() {
			if name := served.WithoutNamespace(host.Value()); !seen[name] {
				out, seen[name] = append(out, name), true
			}
		}
	}
	return out
}

// routedLater reports whether a host has routes at a Gateway that took it from another, and they
// come with a later stage: none of those of before is for that Gateway too.
func (c *change) routedLater(host string, from manifest.ID, to *objects.Object) bool {
	routed := func(w *objects.World, gateway manifest.ID) (out []*objects.Object) {
		for v := range w.VirtualServices() {
			if v.HTTP().Len() > 0 && served.NamesGateway(v, gateway) && slices.Contains(objects.TextsOf(v.Hosts()), host) {
				out = append(out, v.Object())
			}
		}
		return out
	}
	before, after := routed(c.old.World, from), routed(c.new.World, to.ID())
	if len(before) == 0 || len(after) == 0 || len(routed(c.old.World, to.ID())) > 0 {
		return false
	}
	return c.by == Flux || !slices.ContainsFunc(after, func(o *objects.Object) bool { return waveOf(o) <= waveOf(to) })
}
