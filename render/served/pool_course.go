package served

import (
	"cmp"
	"net/netip"
	"slices"

	"render/render/objects"
)

// Denial is a pool that MetalLB's webhook refuses, since another has some of its
// addresses (metallb, internal/config, poolsFor).
type Denial struct {
	Pool, Other *Pool
	Common      objects.AddressRange
}

// PoolCourse is how pools come into the cluster, change by change.
type PoolCourse struct {
	known   *PoolIndex // those of both sides
	lives   map[*Pool]life
	live    []*Pool        // nil where one is gone
	named   map[string]int // the first of a name in live
	changes int
	ending  *PoolIndex // once asked for
}

// life is from which change on a pool is there, up to which it is, and its place in live.
type life struct{ from, to, at int }

// lasting is the end of what stays.
const lasting = int(^uint(0) >> 1)

// NewPoolCourse begins with the pools of the old side.
func NewPoolCourse(old, new []*Pool) *PoolCourse {
	c := &PoolCourse{known: NewPoolIndex(slices.Concat(old, new)), lives: map[*Pool]life{}, named: map[string]int{}}
	for _, p := range old {
		c.Come(p)
	}
	return c
}

// Next begins the next change.
func (c *PoolCourse) Next() { c.changes++ }

// Come has a pool be there, in place of that of its name.
func (c *PoolCourse) Come(p *Pool) {
	at, ok := c.named[p.Name]
	if ok && c.changes > 0 {
		c.End(c.live[at])
	} else {
		at, c.live = len(c.live), append(c.live, nil)
	}
	if _, ok := c.named[p.Name]; !ok {
		c.named[p.Name] = at
	}
	c.live[at], c.lives[p] = p, life{c.changes, lasting, at}
}

// End has a pool be there no more.
func (c *PoolCourse) End(p *Pool) {
	one := c.lives[p]
	c.live[one.at], one.to = nil, c.changes
	if c.lives[p] = one; c.named[p.Name] == one.at {
		delete(c.named, p.Name)
	}
}

// Live are the pools that are there.
func (c *PoolCourse) Live() []*Pool {
	return slices.DeleteFunc(slices.Clone(c.live), func(p *Pool) bool { return p == nil })
}

// IsLive reports whether a pool is there.
func (c *PoolCourse) IsLive(p *Pool) bool {
	one, ok := c.lives[p]
	return ok && one.to == lasting
}

// AtLast are the pools that there are when all is done.
func (c *PoolCourse) AtLast() *PoolIndex {
	if c.ending == nil {
		c.ending = NewPoolIndex(c.Live())
	}
	return c.ending
}

// Lacks reports whether no pool has some addresses at some time.
func (c *PoolCourse) Lacks(addresses []netip.Addr) bool {
	var having []life
	for _, p := range c.known.HavingAll(addresses) {
		if one, ok := c.lives[p]; ok {
			having = append(having, one)
		}
	}
	slices.SortFunc(having, func(a, b life) int { return cmp.Compare(a.from, b.from) })
	until := 0
	for _, one := range having {
		if one.from > until {
			return true
		}
		until = max(until, one.to)
	}
	return until <= c.changes
}

// Refusals are why MetalLB's webhook refuses a pool beside those that are there, one
// for each that has an address of it: the webhook looks at the whole set. Pools of a
// ConfigMap come all at once.
func (c *PoolCourse) Refusals(p *Pool) (out []Denial) {
	if p.Configured() {
		return nil
	}
	for _, other := range c.known.Overlapping(p) {
		if common, ok := p.Overlap(other); ok && other.Name != p.Name && !other.Configured() && c.IsLive(other) {
			out = append(out, Denial{p, other, common})
		}
	}
	slices.SortStableFunc(out, func(a, b Denial) int { return cmp.Compare(c.lives[a.Other].at, c.lives[b.Other].at) })
	return out
}
