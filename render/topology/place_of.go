package topology

import "render/render/places"

// PlaceOf is the place of what made a manifest of the library, by its component,
// its tier, and the keys it stands under: the app, the tier, the namespace or the
// pool, else MetalLB or Istio. Where most of a large object is the labels and
// annotations of every object, they are.
func (p *Plan) PlaceOf(component, tier string, keys []string) places.Place {
	d := p.Document
	if m := d.largeMetadata(); m.IsSet() {
		return m.Place
	}
	if m := p.tierOrigin(tier, keys); m.IsSet() {
		return m.Place
	}
	last := ""
	if len(keys) > 0 {
		last = keys[len(keys)-1]
	}
	origin := Origin{}
	switch component {
	case "namespaces":
		for i := range d.Namespaces {
			if n := &d.Namespaces[i]; n.Name.Value == last {
				origin = n.Name.Origin
			}
		}
	case "metallb", "bgp":
		origin = d.MetalLB.Origin
		for i := range p.Pools {
			if p.Pools[i].name == last {
				origin = p.Pools[i].origin
			}
		}
	case "istio", "sail", "operator", "mtls":
		origin = or(d.Istio.Origin, d.Istio.Version.Origin)
	}
	return or(origin, d.Origin).Place
}

// tierOrigin is that of an app, else of its tier.
func (p *Plan) tierOrigin(tier string, keys []string) Origin {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if t.tier.Name.Value != tier || tier == "" {
			continue
		}
		for j, key := range appKeys(t.apps) {
			if len(keys) > 1 && appKey(keys[1]) == key {
				return t.apps[j].app.Name.Origin
			}
		}
		return t.tier.Name.Origin
	}
	return Origin{}
}
