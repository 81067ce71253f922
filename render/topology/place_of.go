package topology

import "render/render/diag"

// PlaceOf is the place of what made a manifest of the library, by its component,
// its tier, and the keys it stands under: the app, the tier, the namespace or the
// pool, else MetalLB or Istio. Where most of a large object is the labels and
// annotations of every object, they are.
func (p *Plan) PlaceOf(component, tier string, keys []string) diag.Place {
	d := p.Document
	if m := d.largeMetadata(); m.IsSet() {
		return m.Place
	}
	if m := p.tierMark(tier, keys); m.IsSet() {
		return m.Place
	}
	last := ""
	if len(keys) > 0 {
		last = keys[len(keys)-1]
	}
	mark := Mark{}
	switch component {
	case "namespaces":
		for i := range d.Namespaces {
			if n := &d.Namespaces[i]; n.Name.Value == last {
				mark = n.Name.Mark
			}
		}
	case "metallb", "bgp":
		mark = d.MetalLB.Mark
		for i := range p.Pools {
			if p.Pools[i].name == last {
				mark = p.Pools[i].mark
			}
		}
	case "istio", "sail", "operator", "mtls":
		mark = or(d.Istio.Mark, d.Istio.Version.Mark)
	}
	return or(mark, d.Mark).Place
}

// tierMark is that of an app, else of its tier.
func (p *Plan) tierMark(tier string, keys []string) Mark {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if t.tier.Name.Value != tier || tier == "" {
			continue
		}
		for j, key := range appKeys(t.apps) {
			if len(keys) > 1 && appKey(keys[1]) == key {
				return t.apps[j].app.Name.Mark
			}
		}
		return t.tier.Name.Mark
	}
	return Mark{}
}

// largeMetadata is where labels or annotations are that leave an object no
// room: more than half of what kubectl apply can keep of it, since it keeps
// annotations twice.
func (d *Document) largeMetadata() Mark {
	const large = 262144 / 4
	for _, list := range [][]Pair{d.Annotations, d.Labels} {
		size := 0
		for _, p := range list {
			size += len(p.Key.Value) + len(p.Value.Value)
		}
		if size > large {
			return list[0].Key.Mark
		}
	}
	return Mark{}
}
