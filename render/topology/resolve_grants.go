package topology

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// crossing is routes of one namespace that name Services of another.
type crossing struct{ from, to string }

// resolveReferenceGrants finds where routes name Services of other namespaces,
// and grants just that.
func (p *Plan) resolveReferenceGrants() []ModelReferenceGrant {
	services, kinds := map[crossing]map[string]bool{}, map[crossing]map[string]bool{}
	note := func(r *gatewayRoutePlan, a *appPlan, mirrored bool) {
		if a == nil || a.backend.outside() {
			return
		}
		name, namespace := a.serviceAt()
		if namespace == r.namespace {
			return
		}
		c := crossing{r.namespace, namespace}
		if services[c] == nil {
			services[c], kinds[c] = map[string]bool{}, map[string]bool{}
		}
		kinds[c][r.kind] = true
		if len(a.versions) == 0 || mirrored {
			services[c][name] = true
			return
		}
		for i := range a.versions {
			services[c][a.versionService(&a.versions[i])] = true
		}
	}
	for i := range p.Tiers {
		t := &p.Tiers[i]
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
	order := slices.SortedFunc(maps.Keys(services), func(a, b crossing) int { return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.from, b.from)) })
	var out []ModelReferenceGrant
	for _, c := range order {
		part := 0
		for names := range slices.Chunk(slices.Sorted(maps.Keys(services[c])), mostGrantedTo) {
			part++
			one := ModelReferenceGrant{Name: "routes-from-" + c.from, Namespace: c.to, From: c.from,
				Kinds: slices.Sorted(maps.Keys(kinds[c])), Services: names}
			if part > 1 {
				one.Name += fmt.Sprintf(".%d", part) // no namespace has a dot
			}
			out = append(out, one)
		}
	}
	return out
}
