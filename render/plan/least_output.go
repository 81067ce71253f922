package plan

import "render/render/format"

// LeastOutput is as a model's, of what an app's Deployment and Service take alone:
// it is known before anything of that size is made.
func (p *Plan) LeastOutput() int {
	object, objects := 0, 0
	for _, list := range [][]format.Pair{p.Document.Labels, p.Document.Annotations} {
		for i := range list {
			object += len(list[i].Key.Value) + len(list[i].Value.Value)
		}
	}
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			if p.Tiers[i].Apps[j].Backend == nil {
				objects += 2
			}
		}
	}
	return objects * object
}

// Largest is where most of what is repeated stands: the labels or annotations of
// every object, or the hosts of a tier.
func (p *Plan) Largest() format.Origin {
	var out format.Origin
	most := -1
	consider := func(size int, m format.Origin) {
		if size > most && m.IsSet() {
			out, most = m, size
		}
	}
	for _, list := range [][]format.Pair{p.Document.Labels, p.Document.Annotations} {
		for i := range list {
			consider(len(list[i].Value.Value), list[i].Value.Origin)
		}
	}
	for i := range p.Document.Tiers {
		size := 0
		for _, host := range p.Document.Tiers[i].AllHosts() {
			size += len(host.Value)
		}
		consider(size, p.Document.Tiers[i].Origin)
	}
	return out
}
