package consequences

import (
	"cmp"
	"iter"

	"render/render/objects"
)

// destination is a Service that a route sends requests or connections to.
type destination struct {
	to    service
	route *objects.Object
}

// destinations are those of all routes of a side, in the order of its objects.
func (s *side) destinations() []destination {
	var out []destination
	for v := range s.world.VirtualServices() {
		add := func(list objects.List[objects.WeightedDestination]) {
			for _, r := range list.All() {
				out = append(out, destination{serviceOf(r.Destination().Host().Value(), v.ID().Namespace), v.Object()})
			}
		}
		for _, rule := range v.HTTP().All() {
			add(rule.Routes())
		}
		for _, rules := range [...]objects.List[objects.ConnectionRule]{v.TLS(), v.TCP()} {
			for _, rule := range rules.All() {
				add(rule.Routes())
			}
		}
	}
	for _, routes := range [...]iter.Seq[objects.Route]{s.world.HTTPRoutes(), s.world.GRPCRoutes(), s.world.TCPRoutes(), s.world.TLSRoutes()} {
		for route := range routes {
			for _, rule := range route.Rules().All() {
				for _, ref := range rule.BackendRefs().All() {
					out = append(out, destination{service{cmp.Or(ref.Namespace().Value(), route.ID().Namespace), ref.Name().Value()}, route.Object()})
				}
			}
		}
	}
	return out
}
