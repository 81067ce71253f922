package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// givesWay reports whether a Gateway that fell out and stays has a host of one of the same pods that
// comes, so that a step deletes it as soon as the new routes are there: the older has the connections
// until then (see checkPassedOver and checkGaps).
func (c *change) givesWay(o *objects.Object) bool {
	if id := o.ID(); id.Group != objects.IstioNetworking || id.Kind != "Gateway" || !c.left(o) {
		return false
	}
	return slices.ContainsFunc(served.HostsOfServers(o.Gateway()), func(host string) bool {
		return slices.ContainsFunc(c.gatewaysNow(o, host), c.comes)
	})
}

// gatewaysNow are the Gateways of the new side that are for a host at the pods of one of the old side.
func (c *change) gatewaysNow(o *objects.Object, host string) []*objects.Object {
	if c.hosting == nil {
		c.hosting = map[[2]string][]*objects.Object{}
		for g := range c.new.World.Gateways() {
			for _, own := range served.HostsOfServers(g) {
				at := [2]string{g.Selector().Labels().String(), own}
				c.hosting[at] = append(c.hosting[at], g.Object())
			}
		}
	}
	return c.hosting[[2]string{o.Gateway().Selector().Labels().String(), host}]
}

// admitsNow reports whether a Gateway of the new side is for a host at those pods: of one that goes, or
// goes to others, checkServed tells.
func (c *change) admitsNow(o *objects.Object, host string) bool {
	if strings.HasPrefix(host, routing.EveryHost) {
		return true // of a part of them, at least
	}
	for name := host; name != ""; {
		if len(c.gatewaysNow(o, name)) > 0 {
			return true
		}
		_, parent, below := strings.Cut(strings.TrimPrefix(name, "*."), ".")
		if name = "*." + parent; !below {
			name = ""
		}
	}
	return len(c.gatewaysNow(o, routing.EveryHost)) > 0
}

// enduring are what stays, but for Gateways that give way.
func (c *change) enduring() []*objects.Object {
	if c.endures == nil {
		c.endures = slices.DeleteFunc(append([]*objects.Object{}, c.staying...), c.givesWay)
	}
	return c.endures
}
