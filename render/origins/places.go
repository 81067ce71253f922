// Package origins owns where in a topology that which is rendered comes from.
//
// In goes a plan; out come places by the keys of the library's tree. It must never know
// what is rendered there, nor hold the plan longer than a call.
package origins

import (
	"render/render/format"
	"render/render/places"
	"render/render/plan"
)

// Places finds the place of what made a manifest of the library, by its component,
// its tier, and the keys it stands under: the app, the tier, the namespace or the
// pool, else MetalLB or Istio. Where most of a large object is the labels and
// annotations of every object, they are. The look-up does not hold the plan.
func Places(p *plan.Plan) func(component, tier string, keys []string) places.Place {
	d := p.Document
	if m := d.LargeMetadata(); m.IsSet() {
		return func(string, string, []string) places.Place { return m.At() }
	}
	tiers, apps := tierPlaces(p)
	named := map[[2]string]places.Place{}
	name := func(component, name string, origin format.Origin) {
		if origin.IsSet() {
			named[[2]string{component, name}] = origin.At()
		}
	}
	for i := range d.Namespaces {
		name("namespaces", d.Namespaces[i].Name.Value, d.Namespaces[i].Name.Origin)
	}
	for i := range p.Pools {
		name("metallb", p.Pools[i].Name, p.Pools[i].Origin)
	}
	metallb, istio, whole := format.Or(d.MetalLB.Origin, d.Origin).At(), format.Or(format.Or(d.Istio.Origin, d.Istio.Version.Origin), d.Origin).At(), d.At()
	return func(component, tier string, keys []string) places.Place {
		if place, ok := tiers[tier]; ok {
			if len(keys) > 1 {
				if app, ok := apps[[2]string{tier, plan.AppKey(keys[1])}]; ok {
					return app
				}
			}
			return place
		}
		otherwise := whole
		switch component {
		case "bgp", "metallb":
			component, otherwise = "metallb", metallb
		case "istio", "sail", "helm", "operator", "mtls":
			return istio
		}
		if len(keys) > 0 {
			if place, ok := named[[2]string{component, keys[len(keys)-1]}]; ok {
				return place
			}
		}
		return otherwise
	}
}

// Gateway is the tier that a gateway is of, and where that stands.
type Gateway struct {
	Tier  string
	Place places.Place
}

// Gateways are the tiers by "namespace/name" of the Deployment and Service of their gateways.
func Gateways(p *plan.Plan) map[string]Gateway {
	out := map[string]Gateway{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		key := t.GatewayNamespace + "/" + t.Names.Workload
		if p.GatewayAPI() {
			key = t.GatewayNamespace + "/" + t.Names.Gateway + plan.GatewayAPISuffix
		}
		if _, twice := out[key]; !twice && t.Written.Name.IsSet() {
			out[key] = Gateway{t.Written.Name.Value, t.Written.Name.At()}
		}
	}
	return out
}

// tierPlaces are the places of tiers by their names, and of apps by theirs and
// the keys they stand under.
func tierPlaces(p *plan.Plan) (tiers map[string]places.Place, apps map[[2]string]places.Place) {
	tiers, apps = map[string]places.Place{}, map[[2]string]places.Place{}
	for i := range p.Tiers {
		t := &p.Tiers[i]
		name := t.Written.Name.Value
		if _, twice := tiers[name]; name == "" || twice || !t.Written.Name.IsSet() {
			continue
		}
		tiers[name] = t.Written.Name.At()
		for j, key := range plan.AppKeys(t.Apps) {
			if app := &t.Apps[j].Written.Name; app.IsSet() {
				apps[[2]string{name, key}] = app.At()
			}
		}
	}
	return tiers, apps
}
