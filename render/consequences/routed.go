package consequences

import (
	"maps"
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// routed are the hosts that the routes of some Gateways name: below a wildcard of a
// Gateway they are hosts that DNS leads there, as those are that it names itself.
type routed struct {
	hosts map[string]bool
	wild  []string // of them
}

// routedBy are those of the Gateways that some objects are.
func routedBy(doors *served.Doors, passages *served.Passages, of []*objects.Object) routed {
	out := routed{hosts: map[string]bool{}}
	among := func(id manifest.ID) bool {
		return slices.ContainsFunc(of, func(o *objects.Object) bool { return o.ID() == id })
	}
	for at, gateway := range passages.Of {
		if at.Host != "" && gateway != nil && among(gateway.ID()) {
			out.hosts[at.Host] = true
		}
	}
	for _, at := range doors.Order {
		if !among(at.Gateway) {
			continue
		}
		for host, list := range doors.By[at].Routes {
			if len(list) > 0 {
				out.hosts[host] = true
			}
		}
	}
	for _, host := range slices.Sorted(maps.Keys(out.hosts)) {
		if routing.IsWild(host) {
			out.wild = append(out.wild, host)
		}
	}
	return out
}

// has reports whether some route is for a host.
func (r *routed) has(host string) bool {
	return r.hosts[host] || slices.ContainsFunc(r.wild, func(wide string) bool { return routing.Covers(wide, host) })
}

// below are those of the hosts that a gateway takes by a wildcard alone, sorted.
func (r *routed) below(own []string) []string {
	known := make(map[string]bool, len(own))
	var wild []string
	for _, host := range own {
		if known[host] = true; routing.IsWild(host) {
			wild = append(wild, host)
		}
	}
	var out []string
	for _, host := range slices.Sorted(maps.Keys(r.hosts)) {
		if !known[host] && slices.ContainsFunc(wild, func(wide string) bool { return routing.Covers(wide, host) }) {
			out = append(out, host)
		}
	}
	return out
}

// compareNames is the order of what was made at one time: by name, and of routes of the
// Gateway API by namespace first (istio, pilot/pkg/config/kube/gateway/conversion.go,
// sortRoutesByCreationTime).
func compareNames(a, b *objects.Object) int {
	key := func(o *objects.Object) string {
		id := o.ID()
		if id.Group == objects.GatewayAPI {
			return id.Namespace + "\x00" + id.Name
		}
		return id.Name + "." + id.Namespace
	}
	return strings.Compare(key(a), key(b))
}
