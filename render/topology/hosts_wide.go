package topology

import (
	"slices"

	"render/render/diag"
)

// widest are hosts without those that another one takes in: Istio refuses a
// VirtualService with both, and gives what is for a wildcard to every host of
// the Gateway below it (istio, pkg/config/validation/validation.go,
// validateVirtualServiceHosts; pilot/pkg/networking/core/gateway.go).
func widest(hosts []string) []string {
	var out []string
	for _, h := range hosts {
		if !slices.ContainsFunc(hosts, func(wide string) bool { return wide != h && covers(wide, h) }) {
			out = append(out, h)
		}
	}
	return out
}

// hostBelow refuses a route that is for a wildcard and not for a host of the tier
// below it, or the other way round: in both routings Istio gives the wildcard's
// routes to the host below as well, in no order.
func (v *validator) hostBelow(r *routePlan) {
	if r.hostSet == nil {
		return
	}
	for _, wide := range r.tier.tier.Hosts {
		for _, h := range r.tier.tier.Hosts {
			if wide.Value == h.Value || !covers(wide.Value, h.Value) || r.hostSet[wide.Value] == r.hostSet[h.Value] {
				continue
			}
			mark := r.mark
			if len(r.route.Hosts) > 0 {
				mark = r.route.Hosts[0].Mark
			}
			v.fail(mark, "the route tells "+diag.Quote(h.Value)+" from "+diag.Quote(wide.Value)+", which takes it in: Istio would give it the routes of both",
				"write both hosts, or none, or put one of the two on a tier of its own", h.also(), wide.also())
			return
		}
	}
}
