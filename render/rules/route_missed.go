package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// warnOfMissed warns of a tier's own routes for all of its hosts which are for none of some names
// below a wildcard of them: such a name has what apps say for it alone, so that what the route is
// for goes to them there, or is answered by 404.
func (v *verdict) warnOfMissed(p *plan.Tier) {
	if p.Own == nil {
		return
	}
	for _, r := range p.Own.Routes {
		if !r.Named {
			v.warnOfRouteMissed(p, r)
		}
	}
}

func (v *verdict) warnOfRouteMissed(p *plan.Tier, r *plan.Route) {
	names := routing.NewSet(r.HostNames)
	answer := r.Written.Respond
	nothing := answer != nil && answer.Status.Value == notFound
	falls, seen := map[string]bool{}, map[string]bool{}
	for _, q := range p.Routes {
		for _, h := range q.HostNames {
			falls[h] = falls[h] || q.App.Written.Fallback.Value
		}
	}
	var hosts []string
	var apps []*plan.App
	var first *plan.Route
	for _, q := range p.Routes {
		if q.App == p.Own || nothing && !q.Path.Overlaps(r.Path) {
			continue
		}
		missed := false
		for _, h := range q.HostNames {
			if names.Covers(h) && !names.Has(h) && !falls[h] {
				if missed = true; !seen[h] {
					seen[h], hosts = true, append(hosts, h)
				}
			}
		}
		if missed && !slices.Contains(apps, q.App) {
			apps = append(apps, q.App)
		}
		if missed && first == nil {
			first = q
		}
	}
	if len(hosts) == 0 {
		return
	}
	slices.Sort(hosts)
	var words []string
	for _, h := range append(slices.Clone(r.HostNames), hosts...) {
		words = append(words, format.YAMLWord(h))
	}
	are, each := "is", "it"
	if len(hosts) > 1 {
		are, each = "are", "them"
	}
	v.warn("route-missed", r.Origin, fmt.Sprintf("%s, below a wildcard of the tier, %s answered by %s alone, and this route is not for %s", wording.FewQuoted(hosts), are, calledAll(apps), each),
		fmt.Sprintf("write hosts: [%s] in it, or fallback: true in %s", strings.Join(words, ", "), calledAll(apps)), first.Origin)
}

// notFound is the status of what no route answers.
const notFound = 404

// calledAll are apps in a message.
func calledAll(apps []*plan.App) string {
	if len(apps) == 1 {
		return apps[0].Called()
	}
	var names []string
	for _, a := range apps {
		names = append(names, a.Written.Name.Value)
	}
	return "apps " + wording.FewQuoted(names)
}
