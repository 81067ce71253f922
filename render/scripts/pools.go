package scripts

import (
	"net/netip"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// poolChange is what becomes of a pool on the way from one topology to another, where
// addresses go from pool to pool, or out of a pool that gateways have them from still.
// MetalLB refuses each pool that overlaps another one, whatever is to come after it
// (metallb, internal/config, poolsFor), and from 0.14.2 on takes an address from a
// Service as soon as its pool has it no more. So pools let go first of what others get,
// keep what gateways have until those have their new addresses, and get the rest then.
type poolChange struct {
	was, now *Object  // nil where there is none
	final    []string // its addresses in the end, as they are written
	// lost is what it lets go of before others get it, and kept what it has then; it is
	// deleted where that is nothing.
	lost, kept ranges
	// wide is what it has until gateways have their new addresses; none where it has
	// only what is final.
	wide ranges
}

// poolChanges are those between two topologies of one cluster, the older one's pools
// first. A pool that changes by itself is none.
func poolChanges(old, c *Cluster) (out poolList) {
	inUse := ranges{}
	for _, g := range old.Gateways {
		for _, ip := range g.IPs {
			inUse = append(inUse, [2]netip.Addr{ip, ip})
		}
	}
	taken := ranges{}
	for _, p := range old.Pools {
		one := poolChange{was: old.pool(p.Name), now: c.pool(p.Name)}
		if one.was == nil {
			continue
		}
		var final ranges
		final, one.final = c.rangesOf(p.Name)
		others := c.rangesBeside(p.Name)
		one.lost, one.kept = p.Ranges.both(others), p.Ranges.without(others)
		taken = append(taken, one.lost...)
		left := one.kept.without(final).both(inUse)
		switch {
		case one.now == nil && len(left) == 0:
			one.kept = nil // nobody needs it
		case one.now == nil:
			one.final = one.kept.texts()
		case len(left) > 0:
			one.wide = append(slices.Clone(final), left...)
		}
		if len(one.lost) > 0 || len(one.wide) > 0 {
			out = append(out, one)
		}
	}
	for _, p := range c.Pools {
		object := c.pool(p.Name)
		there := slices.ContainsFunc(out, func(one poolChange) bool { return one.now == object })
		if object != nil && !there && len(p.Ranges.both(taken)) > 0 {
			out = append(out, poolChange{was: old.pool(p.Name), now: object, final: p.Addresses})
		}
	}
	return out
}

// pool is the object of a pool; nil where a ConfigMap has all of them, which MetalLB
// takes as one.
func (c *Cluster) pool(name string) *Object {
	for i := range c.Objects {
		if o := &c.Objects[i]; o.Kind == "IPAddressPool" && o.Name == name {
			return o
		}
	}
	return nil
}

// rangesOf are the addresses of a pool, and how they are written.
func (c *Cluster) rangesOf(pool string) (ranges, []string) {
	for _, p := range c.Pools {
		if p.Name == pool {
			return p.Ranges, p.Addresses
		}
	}
	return nil, nil
}

// rangesBeside are the addresses of all pools but one.
func (c *Cluster) rangesBeside(pool string) (out ranges) {
	for _, p := range c.Pools {
		if p.Name != pool {
			out = append(out, p.Ranges...)
		}
	}
	return out
}

// id is the pool's.
func (p *poolChange) id() manifest.ID {
	if p.was != nil {
		return p.was.ID
	}
	return p.now.ID
}

// tell notes what a change takes from gateways.
func (p *poolChange) tell(n *notes, stage manifest.Stage) {
	does := "lets go of " + p.lost.String()
	if len(p.kept) == 0 {
		does = "is deleted"
	}
	const gap = "from MetalLB 0.14.2 on nothing answers there in between, and until the gateway that is to have the address has it"
	n.about("pool "+wording.Quote(p.id().Name)+" "+does, " in stage "+stage.String()+", and then another one gets those addresses, since MetalLB refuses two that overlap: "+gap,
		" in stage "+stage.String()+", and then others get those addresses, since MetalLB refuses pools that overlap: "+gap)
}

// poolList is what becomes of all pools, those of the older topology first.
type poolList []poolChange

// exchange writes what is done to pools before Services get their addresses.
func (list poolList) exchange(s *script) {
	for i := range list {
		if p := &list[i]; len(p.lost) > 0 {
			s.step("let_go", p.id().Namespace, p.id().Name, strings.Join(p.final, " "), p.lost.String(), p.kept.patch())
		}
	}
	for i := range list {
		if p := &list[i]; len(p.wide) > 0 {
			s.step("widen", p.id().Namespace, p.id().Name, strings.Join(p.final, " "), p.wide.patch())
		}
	}
	if len(list.put(false)) > 0 {
		s.step("put", putAs(false))
	}
}

// put are the objects of the pools that are put at their turn, once others have let go
// of their addresses, or once gateways have new ones.
func (list poolList) put(wide bool) (out []Object) {
	for _, p := range list {
		if p.now != nil && (len(p.wide) > 0) == wide {
			out = append(out, *p.now)
		}
	}
	return out
}

// putAs is what those objects are called.
func putAs(wide bool) string {
	if wide {
		return "widened"
	}
	return "pools"
}

// late reports whether an object is a pool that is put at its turn.
func (list poolList) late(o Object) bool {
	return slices.ContainsFunc(list, func(p poolChange) bool { return p.now != nil && p.now.ID == o.ID })
}
