package origins

import (
	"render/render/format"
	"render/render/plan"
)

// Largest is where most of what is repeated stands: the labels or annotations of
// every object, or the hosts of a tier.
func Largest(p *plan.Plan) format.Origin {
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
