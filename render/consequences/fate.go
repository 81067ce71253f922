package consequences

import (
	"net/netip"
	"slices"

	"render/render/compare"
	"render/render/fixed"
	"render/render/objects"
	"render/render/served"
)

// findFates finds those of all Services that are load balancers on a side.
func (c *change) findFates() []fate {
	var out []fate
	held := map[netip.Addr][]*served.Entrance{} // on the old side
	for _, e := range c.old.Entrances {
		had, why := c.old.Grant(e, c.old.PoolIndex(), len(c.old.Pools) > 0, held)
		if len(e.Addresses) == 0 && e.LoadBalancer && len(e.Given) > 0 {
			had = e.Given
			for _, a := range had {
				held[a] = append(held[a], e)
			}
		}
		if e.LoadBalancer {
			out = append(out, fate{old: e, had: had, before: why})
		}
	}
	of := map[served.Service]int{}
	for i := range out {
		of[out[i].old.Service] = i
	}
	for _, e := range c.new.Entrances {
		at, was := of[e.Service]
		switch {
		case !e.LoadBalancer && !was:
		case !e.LoadBalancer:
			out[at].why = "its Service is a load balancer no more"
		case !was:
			out = append(out, fate{new: e})
		case c.refuses(out[at].old, e):
			out[at].new = out[at].old // of which checkImmutable tells
		default:
			out[at].new = e
		}
	}
	c.settle(out, held)
	return out
}

// refuses reports whether the API server refuses to make a Service another.
func (c *change) refuses(old, now *served.Entrance) bool {
	if now.Maker == served.Itself && old.Maker == served.Itself {
		one := c.changes[now.Object]
		return one != nil && one.Kind == compare.Changed && fixed.OfService(one) != ""
	}
	return now.Maker == old.Maker && fixed.OfSettings(old.Settings, now.Settings, old.Addresses) != ""
}

// settle gives addresses on the new side: first to those that keep theirs.
func (c *change) settle(out []fate, before map[netip.Addr][]*served.Entrance) {
	held := map[netip.Addr][]*served.Entrance{}
	pools, known := c.pools.AtLast(), len(c.old.Pools)+len(c.new.Pools) > 0
	for _, keeping := range [...]bool{true, false} {
		for i := range out {
			f := &out[i]
			if f.new == nil || keeping != (len(f.had) > 0 && (slices.Equal(f.had, f.new.Addresses) || len(f.new.Addresses) == 0)) {
				continue
			}
			if keeping && len(f.new.Addresses) == 0 { // MetalLB leaves what it has given
				c.keep(f, pools, known)
				continue
			}
			if f.old != nil && !objects.FamiliesOf(f.old.Settings, f.old.Addresses).Kept(f.new.Settings).Fit(f.new.Addresses) {
				f.why = "its Service keeps its IP family, and " + listed(f.new.Addresses) + " is of another"
				if objects.FamiliesOf(f.old.Settings, f.old.Addresses).Kept(f.new.Settings).Narrows(f.new.Addresses) {
					f.why = "its Service keeps both of its IP families, and " + listed(f.new.Addresses) + " is of one"
				}
				continue
			}
			f.gets, f.why = c.new.Grant(f.new, pools, known, held)
			if f.why != "" && c.mayKeep(f, pools) {
				f.why = ""
			}
			f.holder = c.holder(f, before)
		}
	}
}

// keep finds what becomes of the addresses of a Service that asks for none: they stay as
// long as a pool has them that is for it, and is the one that it asks for (metallb,
// controller/service.go, convergeBalancer).
func (c *change) keep(f *fate, pools *served.PoolIndex, known bool) {
	p := pools.Of(f.had)
	if !known || p != nil && c.new.Serves(p, f.new) && (f.new.Pool == "" || f.new.Pool == p.Name) {
		f.gets = f.had
		return
	}
	f.why = c.new.NoneGives(f.new, pools)
}

// mayKeep reports whether a Service that asks for none, and that a pool has given some
// which nobody told of, may have them still.
func (c *change) mayKeep(f *fate, pools *served.PoolIndex) bool {
	if f.old == nil || f.before != "" || len(f.old.Addresses)+len(f.new.Addresses) > 0 || f.new.Wrong != "" {
		return false
	}
	return slices.ContainsFunc(c.old.Pools, func(p *served.Pool) bool {
		return c.old.Gives(p, f.old) && slices.ContainsFunc(pools.List, func(q *served.Pool) bool {
			return p.Within([]*served.Pool{q}) && c.new.Serves(q, f.new) && (f.new.Pool == "" || f.new.Pool == q.Name)
		})
	})
}

// holder is another Service that has one of a Service's new addresses on the old side,
// until it lets go; one that is deleted before one that moves. Nil where there is none,
// or it may share the address, or its pool takes it away before.
func (c *change) holder(f *fate, before map[netip.Addr][]*served.Entrance) (holder *served.Entrance) {
	for _, a := range f.gets {
		for _, other := range before[a] {
			if other.Service == f.new.Service || other.Shares(f.new) || c.losesByPool(other) {
				continue
			}
			now := c.new.ByService[other.Service]
			switch {
			case now == nil:
				return other
			case slices.Contains(now.Addresses, a) && now.LoadBalancer && !now.Shares(f.new): // of which is told on the new side
			case holder == nil:
				holder = other
			}
		}
	}
	return holder
}

// losesByPool reports whether no pool has the addresses of a Service of the old side
// in the end, though one had.
func (c *change) losesByPool(e *served.Entrance) bool {
	return c.old.PoolOf(e.Reached()) != nil && c.pools.AtLast().Of(e.Reached()) == nil
}
