package topology

import (
	"slices"
	"strings"

	"render/render/diag"
)

// hostOverlap is a host that a wildcard of the same list takes in.
type hostOverlap struct{ wide, host string }

// wildcards are what stands behind the "*" of a list's wildcards; nil for none.
func wildcards(hosts []string) map[string]bool {
	var out map[string]bool
	for _, h := range hosts {
		if suffix, ok := strings.CutPrefix(h, "*"); ok {
			if out == nil {
				out = map[string]bool{}
			}
			out[suffix] = true
		}
	}
	return out
}

// above calls found with what stands behind the "*" of each other wildcard that
// takes a host in, as covers has it, until found wants no more.
func above(host string, wild map[string]bool, found func(suffix string) (more bool)) {
	rest, isWild := strings.CutPrefix(host, "*")
	if host != "*" && wild[""] && !found("") {
		return
	}
	for i := 0; i < len(rest); i++ {
		if rest[i] == '.' && !(isWild && i == 0) && wild[rest[i:]] && !found(rest[i:]) {
			return
		}
	}
}

// overlaps are a list's hosts that others of it take in.
func overlaps(hosts []string) []hostOverlap {
	var out []hostOverlap
	wild := wildcards(hosts)
	if wild == nil {
		return nil
	}
	for _, h := range hosts {
		above(h, wild, func(suffix string) bool {
			out = append(out, hostOverlap{"*" + suffix, h})
			return true
		})
	}
	return out
}

// widest are hosts without those that another one takes in: Istio refuses a
// VirtualService with both, and gives what is for a wildcard to every host of
// the Gateway below it (istio, pkg/config/validation/validation.go,
// validateVirtualServiceHosts; pilot/pkg/networking/core/gateway.go).
func widest(hosts []string) []string {
	wild := wildcards(hosts)
	if wild == nil {
		return hosts
	}
	return slices.DeleteFunc(slices.Clone(hosts), func(h string) bool {
		below := false
		above(h, wild, func(string) bool { below = true; return false })
		return below
	})
}

// hostBelow refuses a route that is for a wildcard and not for a host of the tier
// below it, or the other way round: in both routings Istio gives the wildcard's
// routes to the host below as well, in no order.
func (v *validator) hostBelow(r *routePlan, found []hostOverlap) {
	if r.hostSet == nil {
		return
	}
	for _, o := range found {
		if r.hostSet[o.wide] == r.hostSet[o.host] {
			continue
		}
		origin := r.origin
		if len(r.route.Hosts) > 0 {
			origin = r.route.Hosts[0].Origin
		}
		v.fail(origin, "the route tells "+diag.Quote(o.host)+" from "+diag.Quote(o.wide)+", which takes it in: Istio would give it the routes of both",
			"write both hosts, or none; or in the tier's hosts each name that has routes of its own, in place of "+diag.Quote(o.wide), r.tier.hostOrigin(o.host).related(), r.tier.hostOrigin(o.wide).related())
		return
	}
}

// hostOrigin is where a tier names a host.
func (p *tierPlan) hostOrigin(host string) Origin {
	for _, h := range p.tier.Hosts {
		if h.Value == host {
			return h.Origin
		}
	}
	return Origin{}
}
