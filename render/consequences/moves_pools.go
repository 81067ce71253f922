package consequences

import (
	"net/netip"
	"slices"

	"render/render/scripts"
	"render/render/wording"
)

// movePools has the steps move Services, each before the one in front of it, where each has a pool of its own that
// goes along and keeps its name: what one pool lets go of another gets, since no two may have an address, and each
// Service has an address of its pool all the time. False where that is not so.
func (c *change) movePools(list []*fate, circle bool) bool {
	if slices.ContainsFunc(list, func(f *fate) bool { return c.ownPool(f) == "" }) {
		return false
	}
	if circle {
		second := list[1]
		c.move(second, beforehand, 0, "let pool "+wording.Quote(c.ownPool(second))+" have a free address too, "+c.moveTo(second, "it", false, len(c.heirs(second)) > 0))
		c.moveWithPool(list[0], halfway, 0, len(c.heirs(list[0])) > 0)
		for i := len(list) - 1; i > 1; i-- {
			c.moveWithPool(list[i], halfway, len(list)-i, len(c.heirs(list[i])) > 0)
		}
		c.moveWithPool(second, cleared, 0, false)
		return true
	}
	for i, f := range slices.Backward(list) {
		c.moveWithPool(f, beforehand, len(list)-1-i, len(c.heirs(f)) > 0)
	}
	return true
}

// moveWithPool has steps move a Service to an address that its pool gets, once the pool that has it has let it go:
// one run brings pools in the order of their names.
func (c *change) moveWithPool(f *fate, when phase, turns int, waits bool) {
	if c.moved[f.new.Service] {
		return
	}
	own := c.ownPool(f)
	c.moved[f.new.Service], c.handed[own] = true, true
	if from := c.old.PoolOf(f.gets); from != nil && from.Name != own {
		c.handed[from.Name] = true
		c.steps.Add(when, 2*turns, scripts.Doing{Text: "take " + listed(f.gets) + " from pool " + wording.Quote(from.Name), Deed: scripts.ChangePool{Name: from.Name}})
	}
	c.move(f, when, 2*turns+1, "let pool "+wording.Quote(own)+" have "+listed(f.gets)+" too, "+c.moveTo(f, "it", false, waits))
}

// ownPool is the name of the pool of a Service on either side, which gives its address up and has that of no other;
// "" for none.
func (c *change) ownPool(f *fate) string {
	was, is := c.old.PoolOf(f.had), c.new.PoolOf(f.gets)
	if f.new == nil || was == nil || is == nil || was.Name != is.Name || is.Configured() || is.Has(f.had) {
		return ""
	}
	for i := range c.fates {
		other := &c.fates[i]
		if other != f && (slices.ContainsFunc(other.had, func(a netip.Addr) bool { return was.Has([]netip.Addr{a}) }) ||
			slices.ContainsFunc(other.gets, func(a netip.Addr) bool { return is.Has([]netip.Addr{a}) })) {
			return ""
		}
	}
	return was.Name
}
