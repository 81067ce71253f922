package mesh

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// pair is a topology before and after a change of one app or version of it.
type pair struct {
	seed   uint64
	change string
	old    *draft
	new    *draft
	// between is what else may answer a request on the way, nil for none: a route
	// that goes from one object to another may be in neither for a moment.
	between *draft
}

func (p *pair) String() string {
	routing := p.old.Routing
	if routing == "" {
		routing = "istio"
	}
	return fmt.Sprintf("pair %d, %s, %s", p.seed, routing, p.change)
}

// change is one kind of change. It is made to the topology, of which tier and app
// say the place, and is false where there is nothing to change.
type change struct {
	name string
	make func(r *drafter, t *draftTier, at int) bool
}

var changes = []change{
	{"app added", func(r *drafter, t *draftTier, at int) bool {
		t.Apps = slices.Insert(t.Apps, at, draftApp{})
		r.app(t, at)
		return true
	}},
	{"app removed", func(_ *drafter, t *draftTier, at int) bool {
		t.Apps = slices.Delete(t.Apps, at, at+1)
		return len(t.Apps) > 0
	}},
	{"version added", func(_ *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		switch {
		case a.Image != "":
			version := a.Version
			if version == "" {
				version = "v0"
			}
			a.Versions = []draftVersion{{version, a.Image, 75}, {"v9", a.Image, 25}}
			a.Image, a.Version = "", ""
		case a.Versions != nil:
			a.Versions[0].Weight -= 5
			a.Versions = append(a.Versions, draftVersion{"v9", a.Versions[0].Image, 5})
		}
		return a.deployed()
	}},
	{"version removed", func(r *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		if a.Versions == nil {
			return false
		}
		if r.often(50) {
			a.Image, a.Version, a.Versions = a.Versions[0].Image, one(r, "", a.Versions[0].Version), nil
			return true
		}
		a.Versions = a.Versions[1:]
		a.Versions[0].Weight = 100
		return true
	}},
	{"version changed", func(_ *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		switch {
		case a.Version != "":
			a.Version += "-next"
		case a.Versions != nil:
			a.Versions[1].Version = "v9"
		}
		return a.Version != "" || a.Versions != nil
	}},
	{"weights changed", func(_ *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		if a.Versions == nil {
			return false
		}
		a.Versions[0].Weight, a.Versions[1].Weight = 40, 60
		return true
	}},
	{"route added", func(r *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		if a.whole() {
			return false
		}
		a.Routes = slices.Insert(a.Routes, r.IntN(len(a.Routes)+1), r.route(t, a))
		return true
	}},
	{"route removed", func(r *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		if len(a.Routes) < 2 {
			return false
		}
		i := r.IntN(len(a.Routes))
		a.Routes = slices.Delete(a.Routes, i, i+1)
		return true
	}},
	{"route changed", func(r *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		if a.whole() {
			return false
		}
		i := r.IntN(len(a.Routes))
		hosts := a.Routes[i].Hosts
		a.Routes[i] = r.route(t, a)
		a.Routes[i].Hosts = hosts // for other hosts see rehost
		return true
	}},
	{"path of a route changed", func(r *drafter, t *draftTier, at int) bool {
		a := &t.Apps[at]
		if a.whole() {
			return false
		}
		of := &a.Routes[r.IntN(len(a.Routes))]
		r.path(t, of, append(of.Hosts, a.Hosts...))
		return true
	}},
	{"route of the tier added", func(r *drafter, t *draftTier, _ int) bool {
		t.Routes = append(t.Routes, r.own(t))
		return true
	}},
	{"route of the tier removed", func(_ *drafter, t *draftTier, _ int) bool {
		if len(t.Routes) == 0 {
			return false
		}
		t.Routes = t.Routes[1:]
		return true
	}},
}

// A route that is moved to another app, or that gets other hosts, may go from one
// object to another.
const (
	moved   = "route moved"
	rehosts = "hosts of a route changed"
)

// move takes a route from an app to another of its tier.
func (p *pair) move(r *drafter, tier, at int) bool {
	p.change = moved
	t := &p.new.Tiers[tier]
	from, to := &t.Apps[at], &t.Apps[(at+1)%len(t.Apps)]
	if len(from.Routes) < 2 || from == to || to.whole() {
		return false
	}
	i := r.IntN(len(from.Routes))
	route := from.Routes[i]
	from.Routes = slices.Delete(from.Routes, i, i+1)
	p.between = p.new.copied()
	to.Routes = slices.Insert(to.Routes, r.IntN(len(to.Routes)+1), route)
	return true
}

// rehost gives a route other hosts.
func (p *pair) rehost(r *drafter, tier, at int) bool {
	p.change = rehosts
	t := &p.new.Tiers[tier]
	a := &t.Apps[at]
	if a.whole() {
		return false
	}
	i := r.IntN(len(a.Routes))
	p.between = p.new.copied()
	without := &p.between.Tiers[tier].Apps[at]
	without.Routes = slices.Delete(without.Routes, i, i+1)
	before := a.Routes[i].Hosts
	a.Routes[i].Hosts = nil
	if before == nil || r.often(70) {
		a.Routes[i].Hosts = r.hosts(t)
	}
	return a.Hosts == nil && !slices.Equal(before, a.Routes[i].Hosts)
}

// newPair makes up a pair; nil where the seed's change has nothing to change, on some
// apps that are tried.
func newPair(seed uint64) *pair {
	r := &drafter{Rand: rand.New(rand.NewPCG(seed, 1))}
	p := &pair{seed: seed, old: r.topology()}
	var try func(tier, at int) bool
	switch n := r.IntN(100); {
	case n < 8:
		try = func(tier, at int) bool { return p.move(r, tier, at) }
	case n < 18:
		try = func(tier, at int) bool { return p.rehost(r, tier, at) }
	case n < 22:
		try = func(tier, _ int) bool { return p.handOver(r, tier) }
	default:
		c := one(r, changes...)
		if n < 38 {
			c = one(r, changesOfConnections...)
		}
		p.change = c.name
		try = func(tier, at int) bool { return c.make(r, &p.new.Tiers[tier], at) }
	}
	for range 4 {
		p.new, p.between = p.old.copied(), nil
		tier := r.IntN(len(p.new.Tiers))
		if try(tier, r.IntN(len(p.new.Tiers[tier].Apps))) {
			return p
		}
	}
	return nil
}
