package plan

import (
	"render/render/format"
	"render/render/places"
)

// PlaceOf is the place of what made a manifest of the library, by its component,
// its tier, and the keys it stands under: the app, the tier, the namespace or the
// pool, else MetalLB or Istio. Where most of a large object is the labels and
// annotations of every object, they are.
func (p *Plan) PlaceOf(component, tier string, keys []string) places.Place {
	d := p.Document
	if m := d.LargeMetadata(); m.IsSet() {
		return m.Place
	}
	if m := p.tierOrigin(tier, keys); m.IsSet() {
		return m.Place
	}
	last := ""
	if len(keys) > 0 {
		last = keys[len(keys)-1]
	}
	origin := format.Origin{}
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
			if p.Pools[i].Name == last {
				origin = p.Pools[i].Origin
			}
		}
	case "istio", "sail", "operator", "mtls":
		origin = format.Or(d.Istio.Origin, d.Istio.Version.Origin)
	}
	return format.Or(origin, d.Origin).Place
}

// tierOrigin is that of an app, else of its tier.
func (p *Plan) tierOrigin(tier string, keys []string) format.Origin {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if t.Written.Name.Value != tier || tier == "" {
			continue
		}
		for j, key := range AppKeys(t.Apps) {
			if len(keys) > 1 && appKey(keys[1]) == key {
				return t.Apps[j].Written.Name.Origin
			}
		}
		return t.Written.Name.Origin
	}
	return format.Origin{}
}
