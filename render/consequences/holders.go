package consequences

import (
	"render/render/objects"
	"render/render/served"
)

// moving is the fate of an entrance of the old side that is still there on the new
// one; nil where it is not.
func (c *change) moving(e *served.Entrance) *fate {
	for i := range c.fates {
		if f := &c.fates[i]; f.old == e && f.new != nil {
			return f
		}
	}
	return nil
}

// awaits reports whether a Service waits until another is deleted.
func (c *change) awaits(f *fate) bool { return f.holder != nil && c.moving(f.holder) == nil }

// letsGo reports whether a Service that is still there on the new side loses its
// address, and gets its new one later or never. Then MetalLB looks at all others at
// once; where one moves it does not.
func (c *change) letsGo(e *served.Entrance) bool {
	f := c.moving(e)
	return f.why != "" || c.awaits(f)
}

// waitedFor reports whether another Service waits for an entrance's address, of
// which is told elsewhere.
func (c *change) waitedFor(e *served.Entrance) bool {
	for i := range c.fates {
		if c.fates[i].holder == e {
			return true
		}
	}
	return false
}

// dropped reports whether no pool has the addresses of a Service at some time, though
// one had.
func (c *change) dropped(f *fate) bool {
	return c.old.PoolOf(f.had) != nil && c.pools.Lacks(f.had)
}

// poolObjects are the pools of a Service's addresses, before and in the end.
func (c *change) poolObjects(f *fate) []*objects.Object {
	var out []*objects.Object
	for _, p := range [...]*served.Pool{c.old.PoolOf(f.had), c.pools.AtLast().Of(f.gets)} {
		if p != nil {
			out = append(out, p.Object)
		}
	}
	return out
}
