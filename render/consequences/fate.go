package consequences

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// findFates finds those of all Services that are load balancers on a side.
func (c *change) findFates() []fate {
	var out []fate
	held := map[netip.Addr][]*entrance{} // on the old side
	for _, e := range c.old.entrances {
		had, why := c.old.grant(e, c.old.pools, len(c.old.pools) > 0, held)
		if len(e.addresses) == 0 && e.loadBalancer && len(e.given) > 0 {
			had = e.given
			for _, a := range had {
				held[a] = append(held[a], e)
			}
		}
		if e.loadBalancer {
			out = append(out, fate{old: e, had: had, before: why})
		}
	}
	for _, e := range c.new.entrances {
		at := slices.IndexFunc(out, func(f fate) bool { return f.old != nil && f.old.service == e.service })
		switch {
		case !e.loadBalancer && at < 0:
		case !e.loadBalancer:
			out[at].why = "its Service is a load balancer no more"
		case at < 0:
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
func (c *change) refuses(old, now *entrance) bool {
	if now.maker == itself && old.maker == itself {
		one := c.changes[now.object]
		return one != nil && one.Kind == compare.Changed && fixedOfService(one) != ""
	}
	return now.maker == old.maker && fixedOfSettings(old.settings, now.settings, old.addresses) != ""
}

// settle gives addresses on the new side: first to those that keep theirs.
func (c *change) settle(out []fate, before map[netip.Addr][]*entrance) {
	held := map[netip.Addr][]*entrance{}
	pools, known := c.pools.end(), len(c.old.pools)+len(c.new.pools) > 0
	for _, keeping := range [...]bool{true, false} {
		for i := range out {
			f := &out[i]
			if f.new == nil || keeping != (len(f.had) > 0 && (slices.Equal(f.had, f.new.addresses) || len(f.new.addresses) == 0)) {
				continue
			}
			if keeping && len(f.new.addresses) == 0 { // MetalLB leaves what it has given
				c.keep(f, pools, known)
				continue
			}
			if f.old != nil && !objects.FamiliesOf(f.old.settings, f.old.addresses).Kept(f.new.settings).Fit(f.new.addresses) {
				f.why = "its Service keeps its IP family, and " + listed(f.new.addresses) + " is of another"
				continue
			}
			f.gets, f.why = c.new.grant(f.new, pools, known, held)
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
func (c *change) keep(f *fate, pools []*pool, known bool) {
	p := poolOf(pools, f.had)
	if !known || p != nil && c.new.serves(p, f.new) && (f.new.pool == "" || f.new.pool == p.name) {
		f.gets = f.had
		return
	}
	f.why = c.new.noneGives(f.new, pools)
}

// mayKeep reports whether a Service that asks for none, and that a pool has given some
// which nobody told of, may have them still.
func (c *change) mayKeep(f *fate, pools []*pool) bool {
	if f.old == nil || f.before != "" || len(f.old.addresses)+len(f.new.addresses) > 0 || f.new.wrong != "" {
		return false
	}
	return slices.ContainsFunc(c.old.pools, func(p *pool) bool {
		return c.old.gives(p, f.old) && slices.ContainsFunc(pools, func(q *pool) bool {
			return q.hasAll(p) && c.new.serves(q, f.new) && (f.new.pool == "" || f.new.pool == q.name)
		})
	})
}

// gives reports whether a Service that asks for no address may get one of a pool.
func (s *side) gives(p *pool, e *entrance) bool {
	return s.serves(p, e) && (e.pool == "" && !p.asked || e.pool == p.name)
}

// noneGives is why no pool gives an address to a Service that asks for none; "" where
// one does.
func (s *side) noneGives(e *entrance, pools []*pool) string {
	switch {
	case slices.ContainsFunc(pools, func(p *pool) bool { return s.gives(p, e) }):
		return ""
	case e.pool != "":
		return "no pool " + wording.Quote(e.pool) + " is for it"
	}
	return "no pool gives addresses to those that ask for none"
}

// holder is another Service that has one of a Service's new addresses on the old side,
// until it lets go; one that is deleted before one that moves. Nil where there is none,
// or it may share the address, or its pool takes it away before.
func (c *change) holder(f *fate, before map[netip.Addr][]*entrance) (holder *entrance) {
	for _, a := range f.gets {
		for _, other := range before[a] {
			if other.service == f.new.service || other.shares(f.new) || c.losesByPool(other) {
				continue
			}
			now := c.new.byService[other.service]
			switch {
			case now == nil:
				return other
			case slices.Contains(now.addresses, a) && now.loadBalancer && !now.shares(f.new): // of which is told on the new side
			case holder == nil:
				holder = other
			}
		}
	}
	return holder
}

// losesByPool reports whether no pool has the addresses of a Service of the old side
// in the end, though one had.
func (c *change) losesByPool(e *entrance) bool {
	return c.old.poolOf(e.reached()) != nil && poolOf(c.pools.end(), e.reached()) == nil
}

// grant are the addresses that MetalLB gives a Service for which it asks, of pools
// that are known or not, beside those that are held; or why it gives none.
func (s *side) grant(e *entrance, pools []*pool, known bool, held map[netip.Addr][]*entrance) (gets []netip.Addr, why string) {
	switch {
	case !e.loadBalancer:
		return nil, ""
	case e.wrong == "" && len(e.addresses) == 0 && known && e.class() == "":
		return nil, s.noneGives(e, pools)
	case len(e.addresses) == 0:
		return nil, e.wrong
	}
	if known && e.class() == "" {
		p := poolOf(pools, e.addresses)
		switch {
		case p == nil:
			return nil, "no pool has " + listed(e.addresses)
		case !s.serves(p, e):
			return nil, fmt.Sprintf("pool %s, which has %s, is for other Services", wording.Quote(p.name), listed(e.addresses))
		case e.pool != "" && e.pool != p.name:
			return nil, fmt.Sprintf("it asks for pool %s, and pool %s has %s", wording.Quote(e.pool), wording.Quote(p.name), listed(e.addresses))
		}
	}
	for _, a := range e.addresses {
		for _, other := range held[a] {
			if !e.shares(other) {
				return nil, fmt.Sprintf("%s has %s, and does not share it", other.title(), wording.Quote(a.String()))
			}
		}
	}
	for _, a := range e.addresses {
		held[a] = append(held[a], e)
	}
	return e.addresses, ""
}
