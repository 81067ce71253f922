package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/served"
)

// addBeside has a step bring Services with their pods, or subsets of some, before the
// routes that lead there.
func (c *change) addBeside(list ...served.Part) {
	for _, p := range list {
		if !slices.Contains(c.beside, p) {
			c.beside = append(c.beside, p)
		}
	}
}

// helpBeside is what to do about routes that come with their pods.
func (c *change) helpBeside() string {
	if c.movesAll() {
		return "apply the new pods and their Services alone first, since no one side has both; or do it at a quiet time"
	}
	return "add the new pods in a step of their own, and change the route in the next"
}

// needBeside has one step bring all that comes beside the old.
func (c *change) needBeside() {
	switch {
	case len(c.beside) == 0:
	case c.movesAll():
		c.steps.need(beforehand, "apply "+partsListed(c.beside)+" with the pods alone, and wait until these are ready")
	default:
		c.steps.need(beforehand, "add "+partsListed(c.beside)+" beside the old")
	}
}

// movesAll reports whether all Gateways, and all Services that routes lead to, have other
// names or namespaces from now on, as where an overlay gives them: then no topology has
// the old ones and the new.
func (c *change) movesAll() bool {
	moved := 0
	for _, group := range [...]string{objects.IstioNetworking, objects.GatewayAPI} {
		for _, o := range c.old.World.OfKind(group, "Gateway") {
			if !c.goes(o) {
				return false
			}
			moved++
		}
	}
	for _, r := range c.old.World.RoutedServices() {
		if one, ok := c.old.World.Service(r.Namespace, r.Name); ok && !c.goes(one.Object()) {
			return false
		}
	}
	return moved > 0
}
