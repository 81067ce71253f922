package consequences

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/scripts"
	"render/render/served"
	"render/render/wording"
)

// bringPools finds the course of the pools: kubectl deletes none; Argo CD deletes
// first, in a wave; Flux tries all before it applies any, and deletes last.
func (c *change) bringPools() *course {
	out := &course{PoolCourse: served.NewPoolCourse(c.old.Pools, c.new.Pools)}
	h := c.habits()
	for _, p := range c.new.Pools {
		old := c.old.PoolNamed(p.Name)
		if !h.triesAll && !(h.triesChanged && old != nil && c.changes[p.Object] != nil) {
			continue
		}
		out.first = append(out.first, out.Refusals(p)...)
	}
	if out.denied = out.first; len(out.first) > 0 {
		return out
	}
	if h.deletesFirst {
		out.remove(c, c.deletedBefore)
	}
	for run := 0; ; run++ {
		out.denied = nil
		progress := out.apply(c)
		if run == 0 {
			out.first = out.denied
		}
		if run == 0 && h.deletesFirst && len(out.denied) > 0 { // each try deletes more
			out.remove(c, func(*served.Pool) bool { return true })
			progress = true
		}
		if len(out.denied) == 0 || !progress {
			break
		}
	}
	if len(out.denied) == 0 { // else it never comes to that
		out.remove(c, func(*served.Pool) bool { return true })
	}
	return out
}

// deletedBefore reports whether Argo CD deletes a pool before it applies the new ones.
func (c *change) deletedBefore(p *served.Pool) bool {
	wave := c.pruneWave(p.Object)
	return !slices.ContainsFunc(c.new.Pools, func(n *served.Pool) bool { return waveOf(n.Object) < wave })
}

// apply brings the pools of the new side, one by one; those of a ConfigMap come all
// at once, and in place of all that there were.
func (c *course) apply(of *change) (progress bool) {
	for _, p := range of.new.Pools {
		if c.IsLive(p) {
			continue
		}
		if p.Configured() {
			c.Next()
			for _, old := range c.Live() {
				c.End(old)
			}
			for _, all := range of.new.Pools {
				c.Come(all)
			}
			return true
		}
		if denied := c.Refusals(p); len(denied) > 0 {
			c.denied = append(c.denied, denied...)
			continue
		}
		c.Next()
		c.Come(p)
		progress = true
	}
	return progress
}

// remove takes away what is no more on the new side, where the applier does. Pools of
// a ConfigMap are none to a MetalLB that reads objects.
func (c *course) remove(of *change, now func(*served.Pool) bool) {
	for _, p := range c.Live() {
		if now(p) && of.new.PoolNamed(p.Name) == nil && (of.goes(p.Object) && of.deletes(p.Object) || p.Configured() && len(of.new.Pools) > 0) {
			c.Next()
			c.End(p)
		}
	}
}

// checkPools tells of pools that cannot come, since addresses of theirs are still
// another's, and of addresses that no pool has for a while.
func checkPools(c *change) {
	for _, d := range c.pools.first {
		c.tellDenied(d)
	}
	c.tellAssigning()
	for i := range c.fates {
		f := &c.fates[i]
		if f.new != nil && len(f.had) > 0 && slices.Equal(f.had, f.gets) && c.dropped(f) {
			c.tell("service-ip-dropped", Warning, fmt.Sprintf("%s: no pool has %s for a moment, and from MetalLB 0.14.2 on it has no address meanwhile", f.new.Title(), listed(f.had)),
				"let one pool keep the address", c.poolObjects(f)...).lasting = true
		}
	}
}

// tooLate is why a pool that fell out is in the way of a new one.
func (c *change) tooLate(pool *served.Pool) string {
	if c.deletes(pool.Object) {
		return "is deleted last, when all others are there"
	}
	return "nobody deletes"
}

func (c *change) tellDenied(d served.Denial) {
	stays := slices.ContainsFunc(c.pools.denied, func(s served.Denial) bool { return s.Pool == d.Pool })
	what := fmt.Sprintf("pool %s: is refused, since pool %s still has %s", wording.Quote(d.Pool.Name), wording.Quote(d.Other.Name), spelled(d.Common))
	of := []*objects.Object{d.Pool.Object, d.Other.Object}
	gap := c.between(d)
	apart := "take the addresses from the old pool in a step of its own, and give them to the new one in the next" + gap + "; or keep the pool's name"
	if c.new.PoolNamed(d.Other.Name) == nil {
		apart = "remove the old pool in a step of its own, and bring the new one in the next" + gap + "; or keep the pool's name"
	}
	if c.isForeign(d) {
		c.tellForeign(d)
		return
	}
	var one *Consequence
	handed := c.handed[d.Pool.Name] && c.handed[d.Other.Name]
	if handed {
		apart = "go over a free address, in steps, each pool with its Service"
	}
	switch {
	case c.by == Flux:
		one = c.tell("pools-overlap", Danger, what+": Flux tries all before it applies or deletes any, so that nothing of the stage comes, ever", apart, of...)
	case c.habits().triesChanged && c.old.PoolNamed(d.Pool.Name) != nil:
		one = c.tell("pools-overlap", Danger, what+": Argo CD compares by the server (ServerSideDiff), which refuses it, so that it never syncs", apart, of...)
	case !stays:
		next := "the next run brings it"
		if c.by == ArgoCD {
			next = "Argo CD gets through when it tries again"
		}
		one = c.tell("pools-overlap", Warning, what+"; "+next, apart, of...)
	case c.new.PoolNamed(d.Other.Name) == nil:
		remove := deletion(d.Other.Object) + gap
		one = c.tell("pools-overlap", Danger, what+", which "+c.tooLate(d.Other), "keep the pool's name; else run before: "+remove, of...)
		one.done, one.lasting = gap == "", gap != ""
		c.dismiss(beforehand, remove, scripts.ChangePool{Name: d.Other.Name}, d.Other.Object)
		return
	default:
		one = c.tell("pools-overlap", Danger, what, apart, of...)
	}
	one.done, one.lasting = gap == "", gap != ""
	if !handed {
		c.take(d, gap)
	}
}

// take has a step take from a pool what another gets: once those have moved that have
// their addresses of it and move in steps of their own. MetalLB takes no pool that has no
// addresses.
func (c *change) take(d served.Denial, gap string) {
	when := beforehand
	if slices.ContainsFunc(c.fates, func(f fate) bool {
		return f.new != nil && c.moved[f.new.Service] && c.old.PoolOf(f.had) == d.Other
	}) {
		when = cleared
	}
	var takers []*served.Pool
	for _, other := range c.pools.first {
		if other.Other == d.Other {
			takers = append(takers, other.Pool)
		}
	}
	c.parts = true // whatever has the rest waits for a commit of its own
	name, less := wording.Quote(d.Other.Name), scripts.ChangePool{Name: d.Other.Name}
	switch {
	case c.new.PoolNamed(d.Other.Name) == nil:
		c.steps.Does(when, "remove pool "+name+gap, less)
	case when == beforehand && d.Other.Within(takers):
		c.steps.Does(when, "give pool "+name+" the addresses that it is to have, and no others"+gap, less)
	default:
		c.steps.Does(when, "take from pool "+name+" what pool "+wording.Quote(d.Pool.Name)+" gets"+gap, less)
	}
}

// between is what a step that takes addresses from a pool means for those that have
// them, until the pool that is refused is there; "" where nobody has any.
func (c *change) between(d served.Denial) string {
	var titles []string
	removed := c.new.PoolNamed(d.Other.Name) == nil
	takes := func(a netip.Addr) bool { return removed || d.Pool.Has([]netip.Addr{a}) }
	for i := range c.fates {
		f := &c.fates[i]
		stays := f.new != nil && !c.moved[f.new.Service] || f.new == nil && c.waitedFor(f.old)
		if stays && len(f.had) > 0 && c.old.PoolOf(f.had) == d.Other && slices.ContainsFunc(f.had, takes) {
			titles = append(titles, f.is().Title())
		}
	}
	switch len(titles) {
	case 0:
		return ""
	case 1:
		return " (from MetalLB 0.14.2 on " + titles[0] + " has no address in between)"
	}
	return " (from MetalLB 0.14.2 on " + fewListed(titles) + " have no address in between)"
}

// spelled is a range as a message names it.
func spelled(r objects.AddressRange) string {
	if r.First == r.Last {
		return listed([]netip.Addr{r.First})
	}
	return wording.Quote(r.First.String() + "-" + r.Last.String())
}
