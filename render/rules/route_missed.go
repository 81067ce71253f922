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
// for goes to them there.
func (v *verdict) warnOfMissed(p *plan.Tier) {
	if p.Own == nil {
		return
	}
	for _, r := range p.Own.Routes {
		if r.Named {
			continue
		}
		names := routing.NewSet(r.HostNames)
		var hosts []string
		var first *plan.Route
		for _, q := range p.Routes {
			if q.App == p.Own || !q.Path.Overlaps(r.Path) || q.App.Written.Fallback.Value {
				continue
			}
			for _, h := range q.HostNames {
				if names.Covers(h) && !names.Has(h) && !slices.Contains(hosts, h) {
					if hosts = append(hosts, h); first == nil {
						first = q
					}
				}
			}
		}
		if len(hosts) == 0 {
			continue
		}
		slices.Sort(hosts)
		var words []string
		for _, h := range append(slices.Clone(r.HostNames), hosts...) {
			words = append(words, format.YAMLWord(h))
		}
		v.warn("route-missed", r.Origin, fmt.Sprintf("%s, below a wildcard of the tier, is answered by %s alone, and this route is not for it", wording.FewQuoted(hosts), first.App.Called()),
			fmt.Sprintf("write hosts: [%s] in it, or fallback: true in the app", strings.Join(words, ", ")), first.Origin)
	}
}
