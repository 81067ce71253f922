package model

import (
	"cmp"
	"maps"
	"slices"

	"render/render/plan"
)

// crossing is routes of one namespace that name a Service of another.
type crossing struct{ from, to, service string }

// resolveReferenceGrants finds where routes name Services of other namespaces,
// and grants just that.
func (r *resolver) resolveReferenceGrants() []ReferenceGrant {
	kinds := map[crossing]map[string]bool{}
	note := func(r *plan.GatewayRoute, a *plan.App, mirrored bool) {
		if a == nil || a.Backend.Outside() {
			return
		}
		name, namespace := a.ServiceAt()
		if namespace == r.Namespace {
			return
		}
		names := []string{name}
		if len(a.Versions) > 0 && !mirrored {
			names = nil
			for i := range a.Versions {
				names = append(names, a.VersionService(&a.Versions[i]))
			}
		}
		for _, name := range names {
			c := crossing{r.Namespace, namespace, name}
			if kinds[c] == nil {
				kinds[c] = map[string]bool{}
			}
			kinds[c][r.Kind] = true
		}
	}
	for i := range r.plan.Tiers {
		t := &r.plan.Tiers[i]
		lists := [][]plan.GatewayRoute{t.HTTP}
		for j := range t.Apps {
			lists = append(lists, t.Apps[j].HTTP)
		}
		for _, list := range lists {
			for k := range list {
				if c := list[k].Whole; c != nil {
					note(&list[k], c.App, false)
				}
				for _, r := range list[k].Routes {
					if !r.Written.Answered() {
						note(&list[k], r.App, false)
					}
					note(&list[k], r.Mirrored, true)
				}
			}
		}
	}
	order := slices.SortedFunc(maps.Keys(kinds), func(a, b crossing) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from), cmp.Compare(a.service, b.service))
	})
	var out []ReferenceGrant
	for _, c := range order {
		// No namespace has a dot. One for each Service, so that the one of a route that
		// goes stays until the route is deleted.
		out = append(out, ReferenceGrant{Name: "routes-from-" + c.from + "." + c.service, Namespace: c.to, From: c.from,
			Kinds: slices.Sorted(maps.Keys(kinds[c])), Services: []string{c.service}})
	}
	return out
}
