package consequences

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// next is the Service that has to let go of its address before another gets its; nil
// where none has to, or it is deleted, or stays where it is.
func (c *change) next(f *fate) *fate {
	if f.new == nil || f.holder == nil || c.awaits(f) || c.letsGo(f.holder) {
		return nil
	}
	if other := c.moving(f.holder); !slices.Equal(other.had, other.gets) {
		return other
	}
	return nil
}

// chain are a Service and those that have to move before it can, each for the one before
// it; and whether the last of them waits for the first.
func (c *change) chain(f *fate) (list []*fate, circle bool) {
	for at := f; at != nil && !slices.Contains(list, at); at = c.next(at) {
		list = append(list, at)
	}
	return list, c.next(list[len(list)-1]) == f
}

// moveFirst has the steps move what has to let go of its address before others get it.
func (c *change) moveFirst() {
	for i := range c.fates {
		f := &c.fates[i]
		list, circle := c.chain(f)
		if len(list) < 2 && (f.holder != nil || slices.Equal(f.had, f.gets)) {
			continue
		}
		switch {
		case circle && f != leader(list):
		case c.movePools(list, circle), len(list) < 2:
		case !circle:
			c.moveApart(list[1], beforehand, len(list)-2)
		default:
			c.moveInCircle(list)
		}
	}
}

// leader is the Service of a circle that moves first, which is the same from wherever
// one looks at it.
func leader(circle []*fate) *fate {
	return slices.MinFunc(circle, func(a, b *fate) int { return strings.Compare(a.new.Title(), b.new.Title()) })
}

// moveInCircle has the steps move Services that wait for each other: one over a free
// address, so that all others can move, the one behind it last.
func (c *change) moveInCircle(list []*fate) {
	second := list[1]
	free, spare := "a free address, with a pool for it beside the others", c.spare(second)
	if spare != nil {
		free = "a free address of pool " + wording.Quote(spare.Name)
	}
	c.move(second, beforehand, 0, c.moveTo(second, free, false, len(c.heirs(second)) > 0))
	c.moveApart(list[0], halfway, 0)
	for i := len(list) - 1; i > 1; i-- {
		c.moveApart(list[i], halfway, len(list)-i)
	}
	switch { // the pool of the free address goes with the rest, or stays
	case spare != nil:
	case c.prunes():
		c.moved[second.new.Service] = true
		c.move(second, cleared, 0, c.moveTo(second, listed(second.gets), true, false))
	case len(c.staying) == 0:
		c.steps.Does(afterwards, "delete what fell out", scripts.DropRest{})
	}
}

// spare is a pool of both sides that has an address for a Service beside those that
// others have or get; nil where none is known to.
func (c *change) spare(f *fate) *served.Pool {
	taken := map[netip.Addr]bool{}
	for i := range c.fates {
		for _, a := range slices.Concat(c.fates[i].had, c.fates[i].gets) {
			taken[a] = true
		}
	}
	for _, p := range c.new.Pools {
		if old := c.old.PoolNamed(p.Name); old != nil && p.Has(f.had) && old.Has(f.gets) && p.HasBeside(taken) && old.HasBeside(taken) {
			return p
		}
	}
	return nil
}

// moveApart has a step of its own move a Service to its new address.
func (c *change) moveApart(f *fate, when phase, turns int) {
	if c.moved[f.new.Service] {
		return
	}
	c.moved[f.new.Service] = true
	c.move(f, when, turns, c.moveTo(f, listed(f.gets), c.pruned(f), len(c.heirs(f)) > 0))
}

// move notes the step that moves a Service.
func (c *change) move(f *fate, when phase, turns int, text string) {
	c.steps.Add(when, turns, scripts.Doing{Text: text, Deed: scripts.Move{Namespace: f.new.Namespace, Service: f.new.Name}})
}

// pruned reports whether the old pool of a Service gives its address up in the change.
func (c *change) pruned(f *fate) bool {
	return c.old.PoolOf(f.had) != nil && (c.dropped(f) || c.prunes() && c.new.PoolOf(f.had) == nil)
}

// moveTo is the step that moves a Service to an address. Its old pool keeps the old one
// until the Service has let it go, and it is done when nobody comes by that any more where
// another Service takes it up.
func (c *change) moveTo(f *fate, to string, keeps, waits bool) string {
	doing := []string{"move " + f.new.Title() + " to " + to}
	if keeps {
		doing = append(doing, "keep its old address in the pools")
	}
	if f.new.Maker == served.Installer && c.installs() == byPerson {
		doing = append(doing, "run "+byPerson+" with its IstioOperator")
	}
	if c.leadTo(f.new) && !c.new.ExternalDNS() {
		if doing = append(doing, "have DNS lead there"); waits {
			doing = append(doing, "wait until that is known everywhere")
		}
	}
	if len(doing) == 1 {
		return doing[0]
	}
	last := len(doing) - 1
	return strings.Join(doing[:last], ", ") + ", and " + doing[last]
}
