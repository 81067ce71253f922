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
func (c *change) bringPools() course {
	out := course{sets: [][]*served.Pool{c.old.Pools}}
	h := c.habits()
	for _, p := range c.new.Pools {
		old := c.old.PoolNamed(p.Name)
		if !h.triesAll && !(h.triesChanged && old != nil && c.changes[p.Object] != nil) {
			continue
		}
		out.first = append(out.first, refusals(p, out.end())...)
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
		now := c.end()
		if slices.Contains(now, p) {
			continue
		}
		if p.Configured() {
			c.sets = append(c.sets, of.new.Pools)
			return true
		}
		if denied := refusals(p, now); len(denied) > 0 {
			c.denied = append(c.denied, denied...)
			continue
		}
		c.sets, progress = append(c.sets, with(now, p)), true
	}
	return progress
}

// remove takes away what is no more on the new side, where the applier does. Pools of
// a ConfigMap are none to a MetalLB that reads objects.
func (c *course) remove(of *change, now func(*served.Pool) bool) {
	for _, p := range c.end() {
		if now(p) && of.new.PoolNamed(p.Name) == nil && (of.goes(p.Object) && of.deletes(p.Object) || p.Configured() && len(of.new.Pools) > 0) {
			c.sets = append(c.sets, without(c.end(), p))
		}
	}
}

func without(live []*served.Pool, p *served.Pool) []*served.Pool {
	return slices.DeleteFunc(slices.Clone(live), func(other *served.Pool) bool { return other == p })
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

func (c *change) tellDenied(d denial) {
	stays := slices.ContainsFunc(c.pools.denied, func(s denial) bool { return s.pool == d.pool })
	what := fmt.Sprintf("pool %s: is refused, since pool %s still has %s", wording.Quote(d.pool.Name), wording.Quote(d.other.Name), spelled(d.common))
	of := []*objects.Object{d.pool.Object, d.other.Object}
	gap := c.between(d)
	apart := "take the addresses from the old pool in a step of its own, and give them to the new one in the next" + gap + "; or keep the pool's name"
	if c.new.PoolNamed(d.other.Name) == nil {
		apart = "remove the old pool in a step of its own, and bring the new one in the next" + gap + "; or keep the pool's name"
	}
	if c.isForeign(d) {
		c.tellForeign(d)
		return
	}
	var one *Consequence
	handed := c.handed[d.pool.Name] && c.handed[d.other.Name]
	if handed {
		apart = "go over a free address, in steps, each pool with its Service"
	}
	switch {
	case c.by == Flux:
		one = c.tell("pools-overlap", Danger, what+": Flux tries all before it applies or deletes any, so that nothing of the stage comes, ever", apart, of...)
	case c.habits().triesChanged && c.old.PoolNamed(d.pool.Name) != nil:
		one = c.tell("pools-overlap", Danger, what+": Argo CD compares by the server (ServerSideDiff), which refuses it, so that it never syncs", apart, of...)
	case !stays:
		next := "the next run brings it"
		if c.by == ArgoCD {
			next = "Argo CD gets through when it tries again"
		}
		one = c.tell("pools-overlap", Warning, what+"; "+next, apart, of...)
	case c.new.PoolNamed(d.other.Name) == nil:
		remove := deletion(d.other.Object) + gap
		one = c.tell("pools-overlap", Danger, what+", which "+c.tooLate(d.other), "keep the pool's name; else run before: "+remove, of...)
		one.done, one.lasting = gap == "", gap != ""
		c.dismiss(beforehand, remove, scripts.ChangePool{Name: d.other.Name}, d.other.Object)
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
func (c *change) take(d denial, gap string) {
	when := beforehand
	if slices.ContainsFunc(c.fates, func(f fate) bool {
		return f.new != nil && c.moved[f.new.Service] && served.PoolOf(c.old.Pools, f.had) == d.other
	}) {
		when = cleared
	}
	var takers []*served.Pool
	for _, other := range c.pools.first {
		if other.other == d.other {
			takers = append(takers, other.pool)
		}
	}
	c.parts = true // whatever has the rest waits for a commit of its own
	name, less := wording.Quote(d.other.Name), scripts.ChangePool{Name: d.other.Name}
	switch {
	case c.new.PoolNamed(d.other.Name) == nil:
		c.steps.Does(when, "remove pool "+name+gap, less)
	case when == beforehand && d.other.Within(takers):
		c.steps.Does(when, "give pool "+name+" the addresses that it is to have, and no others"+gap, less)
	default:
		c.steps.Does(when, "take from pool "+name+" what pool "+wording.Quote(d.pool.Name)+" gets"+gap, less)
	}
}

// between is what a step that takes addresses from a pool means for those that have
// them, until the pool that is refused is there; "" where nobody has any.
func (c *change) between(d denial) string {
	var titles []string
	removed := c.new.PoolNamed(d.other.Name) == nil
	takes := func(a netip.Addr) bool { return removed || d.pool.Has([]netip.Addr{a}) }
	for i := range c.fates {
		f := &c.fates[i]
		stays := f.new != nil && !c.moved[f.new.Service] || f.new == nil && c.waitedFor(f.old)
		if stays && len(f.had) > 0 && served.PoolOf(c.old.Pools, f.had) == d.other && slices.ContainsFunc(f.had, takes) {
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

// refusals are why MetalLB's webhook refuses a pool beside those that are there, one
// for each that has an address of it: the webhook looks at the whole set. Pools of a
// ConfigMap come all at once.
func refusals(p *served.Pool, live []*served.Pool) []denial {
	if p.Configured() {
		return nil
	}
	var out []denial
	for _, other := range live {
		if other.Name == p.Name || other.Configured() {
			continue
		}
		if common, ok := p.Overlap(other); ok {
			out = append(out, denial{p, other, common})
		}
	}
	return out
}

// with is a set of pools with one that takes the place of that of its name.
func with(live []*served.Pool, p *served.Pool) []*served.Pool {
	out := slices.Clone(live)
	at := slices.IndexFunc(out, func(other *served.Pool) bool { return other.Name == p.Name })
	if at < 0 {
		return append(out, p)
	}
	out[at] = p
	return out
}

// spelled is a range as a message names it.
func spelled(r objects.AddressRange) string {
	if r.First == r.Last {
		return listed([]netip.Addr{r.First})
	}
	return wording.Quote(r.First.String() + "-" + r.Last.String())
}
