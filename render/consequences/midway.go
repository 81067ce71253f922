package consequences

import (
	"slices"

	"render/render/access"
	"render/render/objects"
)

// gatesMidway are those when the new side is there, and Gateways that give way still have their routes, as gateways
// that nobody deletes do.
func (c *change) gatesMidway() *access.Gates {
	switch {
	case c.meanwhile != nil:
	case !slices.ContainsFunc(c.staying, c.givesWay) && len(c.remaining()) == 0:
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
		c.meanwhile = access.New(&all, c.staying, c.doorsMidway(), c.new.Passages(c.staying, c.compareAges), c.new.credentials, c.new.handshakes)
	}
	return c.meanwhile
}
