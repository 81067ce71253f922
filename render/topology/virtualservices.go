package topology

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// virtualServices divides a tier's routes over VirtualServices. Istio keeps the
// order of routes inside one and leaves it undefined between two for the same
// host: so apps whose routes can match one request share one, in the
// topology's namespace, and every other app has its own.
func (v *validator) virtualServices(p *tierPlan, index *routeIndex) {
	if v.failed {
		return // clusters of routes that conflict have no order anyway
	}
	index.pairs(func(a, b *routePlan) bool {
		if a.app != b.app && (a.app.sharedBy == nil || b.app.sharedBy == nil) && sameRequest(a, b) {
			if a.app.sharedBy == nil {
				a.app.sharedBy = b.app
			}
			if b.app.sharedBy == nil {
				b.app.sharedBy = a.app
			}
		}
		return true
	})
	var together []*routePlan
	for i := range p.apps {
		app := &p.apps[i]
		if len(app.routes) == 0 {
			continue
		}
		if other := app.sharedBy; other != nil {
			together = append(together, app.routes...)
			if m := app.app.Names.VirtualService.Mark; m.IsSet() {
				v.warn(m, fmt.Sprintf("has no effect: paths of app %q overlap, and both share VirtualService %q", other.app.Name.Value, sharedName(p.names.istioGateway)), "")
			}
			continue
		}
		mark := or(app.app.Names.VirtualService.Mark, app.app.Name.Mark)
		app.own = v.divide(p, app.routes, virtualServicePlan{name: app.names.virtualService, namespace: app.namespace, mark: mark})
	}
	if len(together) > 0 {
		p.shared = v.divide(p, together, virtualServicePlan{name: sharedName(p.names.istioGateway), namespace: v.doc.Namespace.Value,
			full: true, mark: p.tier.Name.Mark})
	}
}

// divide makes a VirtualService for each set of hosts that has the same routes.
// The set with the first host of the alphabet takes the plain name, every other
// one adds its own first host, so that the order in the file decides nothing.
func (v *validator) divide(p *tierPlan, routes []*routePlan, like virtualServicePlan) []virtualServicePlan {
	routes = slices.Clone(routes)
	slices.SortFunc(routes, compareRoutes)
	type set struct {
		hosts  []string
		routes []*routePlan
	}
	var sets []*set
	if !slices.ContainsFunc(routes, func(r *routePlan) bool { return r.hostSet != nil }) {
		sets = append(sets, &set{values(p.tier.Hosts), routes})
	} else {
		byKey := map[string]*set{}
		for _, h := range values(p.tier.Hosts) {
			var has []*routePlan
			var key strings.Builder
			for _, r := range routes {
				if r.hostSet == nil || r.hostSet[h] {
					has = append(has, r)
					fmt.Fprintf(&key, "%d,", r.order)
				}
			}
			if len(has) == 0 {
				continue
			}
			s := byKey[key.String()]
			if s == nil {
				s = &set{routes: has}
				byKey[key.String()] = s
				sets = append(sets, s)
			}
			s.hosts = append(s.hosts, h)
		}
	}
	slices.SortFunc(sets, func(a, b *set) int { return cmp.Compare(slices.Min(a.hosts), slices.Min(b.hosts)) })
	var out []virtualServicePlan
	for i, s := range sets {
		one := like
		if i > 0 {
			one.name += "-" + hostWord(slices.Min(s.hosts))
		}
		for part, routes := range splitRoutes(s.routes) {
			of := one
			of.routes = routes
			if part > 0 {
				of.name += fmt.Sprintf("-part-%d", part+1)
			}
			out = append(out, splitHosts(p, of, s.hosts, v.doc.Namespace.Value)...)
		}
	}
	return out
}

// largestRoutes is about how many bytes of routes one VirtualService carries:
// kubectl keeps the object in an annotation of at most 262144 bytes.
const largestRoutes = 150_000

// splitRoutes divides routes that are too many for one object. Routes that can
// match one request stay together, since their order counts; it may leave a part
// that is too large all the same.
func splitRoutes(routes []*routePlan) [][]*routePlan {
	total := 0
	for _, r := range routes {
		total += r.size()
	}
	if total <= largestRoutes {
		return [][]*routePlan{routes}
	}
	number := make(map[*routePlan]int, len(routes))
	parent := make([]int, len(routes))
	for i, r := range routes {
		number[r], parent[i] = i, i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	newRouteIndex(routes).pairs(func(a, b *routePlan) bool {
		x, y := root(number[a]), root(number[b])
		if x != y && sameRequest(a, b) {
			parent[max(x, y)] = min(x, y)
		}
		return true
	})
	sizes := map[int]int{}
	for i, r := range routes {
		sizes[root(i)] += r.size()
	}
	partOf, filled, last := map[int]int{}, 0, 0
	var parts [][]*routePlan
	for i, r := range routes {
		group := root(i)
		part, ok := partOf[group]
		if !ok {
			if filled > 0 && filled+sizes[group] > largestRoutes {
				last, filled = last+1, 0
			}
			part = last
			partOf[group] = part
			filled += sizes[group]
		}
		for len(parts) <= part {
			parts = append(parts, nil)
		}
		parts[part] = append(parts[part], r)
	}
	return parts
}

// size is about how many bytes of JSON a route becomes.
func (r *routePlan) size() int {
	matches := max(1, len(r.methods))
	if r.class == prefixPath {
		matches *= 2
	}
	return 170 + 100*len(r.app.versions) + matches*(len(r.path)+30+60*len(r.route.Headers))
}

// splitHosts makes one VirtualService for each Gateway object that carries some
// of the hosts; there is more than one only where the hosts are too many.
func splitHosts(p *tierPlan, like virtualServicePlan, hosts []string, gatewayNamespace string) []virtualServicePlan {
	var out []virtualServicePlan
	for i, group := range p.hosts {
		one := like
		if len(p.hosts) == 1 {
			one.hosts = hosts
		} else {
			in := map[string]bool{}
			for _, h := range group.hosts {
				in[h] = true
			}
			one.hosts = slices.DeleteFunc(slices.Clone(hosts), func(h string) bool { return !in[h] })
		}
		if len(one.hosts) == 0 {
			continue
		}
		if i > 0 {
			one.name += fmt.Sprintf("-%d", i+1)
		}
		one.gateways = []string{group.gateway}
		if one.namespace != gatewayNamespace {
			one.gateways[0] = gatewayNamespace + "/" + group.gateway
		}
		out = append(out, one)
	}
	return out
}
