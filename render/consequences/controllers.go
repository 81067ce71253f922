package consequences

import (
	"maps"
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// controllers are those of the Ingresses of a side.
func (s *side) controllers() []*served.Controller {
	return s.Controllers(s.World.OfKind(objects.KubernetesNetwork, "Ingress"))
}

// controllersAfter are those of the Ingresses of the new side, and of those that stay beside it.
func (c *change) controllersAfter() []*served.Controller {
	return c.new.Controllers(access.OfKind(c.new.World, c.enduring(), objects.KubernetesNetwork, "Ingress"))
}

// partingOf is the one of a host, which an Ingress names or covers; nil for none.
func (c *change) partingOf(host string) *served.Parting {
	at, _ := routing.MostSpecific(c.partings, host)
	return c.partings[at]
}

// hostsBefore are the hosts whose names led to the old side: to its gateways, or to a controller of
// Ingresses that they part from.
func (c *change) hostsBefore() []string {
	out := maps.Clone(c.old.Places())
	for host := range c.partings {
		out[host] = nil
	}
	for host := range c.new.Places() {
		if c.partingOf(host) != nil {
			out[host] = nil
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// isTakenUp reports whether a gateway of the new side answers a host, by a route too.
func (c *change) isTakenUp(host string) bool {
	if c.routed == nil {
		c.routed = map[*served.Entrance]*served.Routed{}
	}
	return slices.ContainsFunc(c.new.Entrances, func(e *served.Entrance) bool {
		if !e.Admits(host) {
			return false
		}
		if c.routed[e] == nil {
			routes := served.RoutedBy(c.new.OwnDoors(), c.new.OwnPassages(), e.Objects())
			c.routed[e] = &routes
		}
		return c.routed[e].Meets(host)
	})
}

// isOfOthers reports whether an Ingress is for a host that no gateway of the new side answers, so that
// deleting it ends that.
func (c *change) isOfOthers(ingress *objects.Object) bool {
	for host, one := range c.partings {
		if slices.Contains(one.Ingresses, ingress) && !c.isTakenUp(host) {
			return true
		}
	}
	return false
}

// ledStill reports whether Ingresses that some hosts part from stay until a step deletes them.
func (c *change) ledStill(hosts []string) bool {
	return slices.ContainsFunc(hosts, func(host string) bool {
		one := c.partingOf(host)
		return one != nil && slices.ContainsFunc(one.Ingresses, c.left)
	})
}
