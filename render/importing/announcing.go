package importing

import (
	"reflect"
	"slices"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// announcing is how pools are announced, by their names.
type announcing struct {
	pools map[string]*announced
	names []string // of them, in the order in which they were met
	// alike is that routers are told the same of every pool, which is said once for all.
	alike bool
}

// announced is how one pool is announced.
type announced struct {
	layer2, bgp bool
	told        []any // what routers are told, a mapping each
}

func (a *announcing) of(pool string) *announced {
	if a.pools[pool] == nil {
		a.pools[pool] = &announced{}
		a.names = append(a.names, pool)
	}
	return a.pools[pool]
}

// announcing reads MetalLB's advertisements, and those of its ConfigMap, where config is
// one.
func (im *importer) announcing(config manifest.Object) *announcing {
	a := &announcing{pools: map[string]*announced{}}
	values := im.communities(config)
	for _, p := range config.List("address-pools") {
		pool, _ := p.(manifest.Object)
		one := a.of(pool.Text("name"))
		one.layer2, one.bgp = pool.Text("protocol") == "layer2", pool.Text("protocol") == "bgp"
		for _, item := range pool.List("bgp-advertisements") {
			ad, _ := item.(manifest.Object)
			var m document.Mapping
			told(&m, ad.List("communities"), values, ad.Get("localpref"), ad.Get("aggregation-length"), ad.Get("aggregation-length-v6"))
			one.told = append(one.told, m)
		}
	}
	for _, o := range im.world.OfKind(objects.MetalLB, "L2Advertisement") {
		for _, pool := range im.poolsOf(o) {
			a.of(pool).layer2 = true
		}
	}
	a.tell(im.world.OfKind(objects.MetalLB, "BGPAdvertisement"), im.poolsOf, values)
	a.alike = a.toldAlike()
	return a
}

// tell takes up what routers are told, of each pool for itself: one advertisement of several
// pools becomes one of each, which cannot all be called as it was.
func (a *announcing) tell(ads []*objects.Object, poolsOf func(*objects.Object) []string, values map[string]string) {
	of := map[string]int{} // how many advertisements a pool has
	for _, o := range ads {
		for _, pool := range poolsOf(o) {
			of[pool]++
		}
	}
	for _, o := range ads {
		pools := poolsOf(o)
		for _, pool := range pools {
			name := o.ID().Name
			switch {
			case len(pools) > 1 && of[pool] == 1:
				name = pool
			case len(pools) > 1 && name != pool:
				name += "-" + pool
			}
			one := a.of(pool)
			one.bgp, one.told = true, append(one.told, advertisement(o, name, pool, values))
		}
	}
}

// poolsOf are the pools that an advertisement is of.
func (im *importer) poolsOf(o *objects.Object) (names []string) {
	for pool := range im.world.IPAddressPools() {
		if o.Advertisement().Announces(pool) {
			names = append(names, pool.ID().Name)
		}
	}
	return names
}

// advertisement is what one says of a pool. One that is called as the pool needs no name.
func advertisement(o *objects.Object, name, pool string, values map[string]string) (m document.Mapping) {
	if name != pool {
		m.Add("name", name)
	}
	spec := o.Members().Object("spec")
	m.Add("peers", spec.List("peers"))
	told(&m, spec.List("communities"), values, spec.Get("localPref"), spec.Get("aggregationLength"), spec.Get("aggregationLengthV6"))
	m.Add("nodes", nodesOf(spec.List("nodeSelectors"), "matchLabels"))
	return m
}

// toldAlike reports whether routers are told one thing of every pool, and each of them.
// From which nodes is said with the tiers.
func (a *announcing) toldAlike() bool {
	var first *announced
	for _, name := range a.names {
		p := a.pools[name]
		if !p.bgp {
			continue
		}
		if first == nil {
			first = p
		}
		if len(p.told) > 1 || !reflect.DeepEqual(withoutNodes(p.told), withoutNodes(first.told)) {
			return false
		}
		for _, one := range p.told {
			if m := one.(document.Mapping); has(m, "name") || has(m, "peers") {
				return false
			}
		}
	}
	return true
}

func has(m document.Mapping, key string) bool {
	return slices.ContainsFunc(m, func(e document.Member) bool { return e.Key == key })
}

func withoutNodes(told []any) []any {
	out := []any{}
	for _, one := range told {
		if m := slices.DeleteFunc(slices.Clone(one.(document.Mapping)), func(e document.Member) bool { return e.Key == "nodes" }); len(m) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// forAll is what routers are told of every pool; nil where they are not told alike.
func (a *announcing) forAll() document.Mapping {
	for _, name := range a.names {
		if p := a.pools[name]; a.alike && p.bgp {
			for _, one := range withoutNodes(p.told) {
				return one.(document.Mapping)
			}
		}
	}
	return nil
}

// ways are those in which most pools are announced, of several the first.
func (a *announcing) ways() (layer2, bgp bool) {
	most := 0
	for _, name := range a.names {
		p, n := a.pools[name], 0
		for _, other := range a.names {
			if o := a.pools[other]; o.layer2 == p.layer2 && o.bgp == p.bgp {
				n++
			}
		}
		if n > most {
			most, layer2, bgp = n, p.layer2, p.bgp
		}
	}
	return layer2 || most == 0, bgp
}

// advertise is how addresses are told; nil for layer 2 alone, which is usual.
func (a *announcing) advertise() any {
	layer2, bgp := a.ways()
	if layer2 && !bgp {
		return nil
	}
	return words(layer2, bgp)
}

func words(layer2, bgp bool) any {
	switch {
	case layer2 && bgp:
		return []any{"layer2", "bgp"}
	case bgp:
		return "bgp"
	}
	return "layer2"
}

// says is what a pool says of how it is announced, where that is not as with most.
func (a *announcing) says(pool string) (m document.Mapping) {
	p := a.pools[pool]
	if p == nil || !p.layer2 && !p.bgp {
		return nil
	}
	if layer2, bgp := a.ways(); p.layer2 != layer2 || p.bgp != bgp {
		m.Add("advertise", words(p.layer2, p.bgp))
	}
	if p.bgp && !a.alike {
		m.Add("advertisements", p.told)
	}
	return m
}
