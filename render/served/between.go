package served

import (
	"cmp"
	"slices"

	"render/render/objects"
	"render/render/routing"
)

// Between are the doors of the Gateways of the Gateway API on a side, with the routes of
// the side before it, which are there until its own come, but for those that come first.
func (s *Side) Between(before *Side, first []*objects.Object, older func(a, b *objects.Object) int) *Doors {
	out := s.newDoors()
	for _, o := range s.World.OfKind(objects.GatewayAPI, "Gateway") {
		out.openListeners(objects.KubernetesGateway{Resource: o.Resource()})
	}
	routes := slices.Concat(before.World.OfKind(objects.GatewayAPI, "HTTPRoute"), before.World.OfKind(objects.GatewayAPI, "GRPCRoute"), first)
	slices.SortStableFunc(routes, older)
	before.route(out, routes)
	return out
}

// Lost reports whether some requests for a host have an answer at a door, and at the door
// after it, and none at the one between them.
func (d *Door) Lost(between, after *Door, host string) bool {
	if !d.Serves(host) || !after.Serves(host) {
		return false
	}
	for _, r := range d.Tried(host) {
		for _, a := range Variants(r.Ask) {
			if !a.TakesNone() && d.Becomes(host, &a).Answers() && after.Becomes(host, &a).Answers() && !between.Becomes(host, &a).Answers() {
				return true
			}
		}
	}
	return false
}

// Refuses reports whether all Gateways of the Gateway API that a route names are there, and
// none has a listener for it any more that takes a host.
func (s *Side) Refuses(r objects.Route, host string) bool {
	for _, parent := range r.ParentRefs().All() {
		g, ok := s.World.KubernetesGateway(cmp.Or(parent.Namespace().Value(), r.ID().Namespace), parent.Name().Value())
		if !ok || slices.ContainsFunc(s.attached(r, g, parent), func(l listening) bool { return routing.Overlap(l.host, host) }) {
			return false
		}
	}
	return r.ParentRefs().Len() > 0
}
