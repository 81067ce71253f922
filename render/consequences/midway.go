package consequences

import (
	"slices"

	"render/render/access"
	"render/render/objects"
	"render/render/served"
)

// gatesMidway are those when the new side is there, and Gateways that give way still have their routes, as gateways
// that nobody deletes do.
func (c *change) gatesMidway() *access.Gates {
	switch {
	case c.meanwhile != nil:
	case !slices.ContainsFunc(c.staying, c.givesWay) && len(c.remaining()) == 0 && !c.mayWin():
		c.meanwhile = c.gatesAfter()
	default:
		all := *c.new.Side.Side
		all.Entrances = nil
		for _, e := range c.new.Entrances {
			both := *e
			if old := c.old.ByService[e.Service]; old != nil {
				both.From = append(slices.Clip(e.From), slices.DeleteFunc(slices.Clone(old.From), func(o *objects.Object) bool { return !c.left(o) })...)
			}
			all.Entrances = append(all.Entrances, &both)
		}
		for _, e := range c.remaining() {
			if c.new.ByService[e.Service] == nil {
				all.Entrances = append(all.Entrances, e)
			}
		}
		c.meanwhile = access.New(&all, c.staying, c.doorsOldFirst(), c.new.Passages(c.staying, c.compareAges), c.new.credentials, c.new.handshakes)
	}
	return c.meanwhile
}

// mayWin reports whether a route that stays goes before one of the new side where it is the older one.
func (c *change) mayWin() bool {
	return slices.ContainsFunc(c.winning, func(w winning) bool { return w.perhaps })
}

// doorsOldFirst are the doors midway, where each route that stays is the older one if it may be.
func (c *change) doorsOldFirst() *served.Doors {
	if !c.mayWin() {
		return c.doorsMidway()
	}
	return c.new.Doors(c.thereMidway(), c.staysFirst(1))
}
