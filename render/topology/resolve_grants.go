package topology

import (
	"cmp"
	"maps"
	"slices"
)

// crossing is routes of one namespace that name a Service of another.
type crossing struct{ from, to, service string }

// resolveReferenceGrants finds where routes name Services of other namespaces,
// and grants just that.
func (r *resolver) resolveReferenceGrants() []ModelReferenceGrant {
	kinds := map[crossing]map[string]bool{}
	note := func(r *gatewayRoutePlan, a *appPlan, mirrored bool) {
		if a == nil || a.backend.outside() {
			return
		}
		name, namespace := a.serviceAt()
		if namespace == r.namespace {
			return
		}
		names := []string{name}
		if len(a.versions) > 0 && !mirrored {
			names = nil
			for i := range a.versions {
				names = append(names, a.versionService(&a.versions[i]))
			}
		}
		for _, name := range names {
			c := crossing{r.namespace, namespace, name}
			if kinds[c] == nil {
				kinds[c] = map[string]bool{}
			}
			kinds[c][r.kind] = true
		}
	}
	for i := range r.plan.Tiers {
		t := &r.plan.Tiers[i]
		lists := [][]gatewayRoutePlan{t.toHTTPS}
		for j := range t.apps {
			lists = append(lists, t.apps[j].http)
		}
		for _, list := range lists {
			for k := range list {
				if c := list[k].whole; c != nil {
					note(&list[k], c.app, false)
				}
				for _, r := range list[k].routes {
					if r.route.Redirect == nil {
						note(&list[k], r.app, false)
					}
					note(&list[k], r.mirrored, true)
				}
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(kinds), func(a, b crossing) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from), cmp.Compare(a.service, b.service))
	})
	var out []ModelReferenceGrant
	for _, c := range order {
		// No namespace has a dot. One for each Service, so that the one of a route that
		// goes stays until the route is deleted.
		out = append(out, ModelReferenceGrant{Name: "routes-from-" + c.from + "." + c.service, Namespace: c.to, From: c.from,
			Kinds: slices.Sorted(maps.Keys(kinds[c])), Services: []string{c.service}})
	}
	return out
}
