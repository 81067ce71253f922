package rules

import (
	"slices"

	"render/render/format"
	"render/render/plan"
)

// checkFallback checks apps whose hosts take over what the wildcard above them has.
func (v *verdict) checkFallback(p *plan.Tier) {
	for i := range p.Apps {
		a := &p.Apps[i]
		if at := a.Written.Fallback; at.Value && !tookOver(p, a) {
			v.fail("fallback-nowhere", at.Origin, "no host of this app's routes is below a wildcard that has routes",
				"write it in an app for names below a wildcard, or remove it", format.ListOrigin(p.AllHosts))
		}
	}
}

// tookOver reports whether any host of an app takes over anything, or something else is
// told of its routes.
func tookOver(p *plan.Tier, a *plan.App) bool {
	return slices.ContainsFunc(a.Fallback, func(f plan.Fallback) bool { return f.Above != "" }) || len(a.Routes) < requests(p, a)
}

// requests counts an app's routes of requests.
func requests(p *plan.Tier, a *plan.App) int {
	n := 0
	for i := range a.Written.Routes {
		if r := &a.Written.Routes[i]; !r.TCP.IsSet() && !p.PassesAllOf(a.HostsOf(r)) {
			n++
		}
	}
	return n
}
