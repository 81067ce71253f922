package rules

import (
	"fmt"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// servicesOfApps are the names of the Services of deployed apps, by namespace.
func (v *verdict) servicesOfApps() map[string][]string {
	out := map[string][]string{}
	v.eachDeployed(func(a *plan.App) { out[a.Namespace] = append(out[a.Namespace], a.Names.Service) })
	return out
}

// warnOfNearService warns of a Service that nothing here makes, while an app of its namespace is called nearly
// so: whether it is there only the cluster knows, and nobody says of a route to none that it leads nowhere.
// Whoever writes the whole name means it, or calls the app so too; names that differ in a number are mostly two
// of a series, and short ones are near to any.
func (v *verdict) warnOfNearService(a *plan.App, known []string) {
	if _, whole := format.CutDomain(a.Backend.Written.Value); whole || len(known) == 0 || v.doubted().names || !v.Guess() {
		return
	}
	const short = 3
	name := a.Backend.Name
	near := wording.Suggest(name, known)
	if near == "" || len(name) <= short || name == a.Written.Name.Value || withoutDigits(near) == withoutDigits(name) {
		return
	}
	of := ""
	if strings.Contains(a.Backend.Written.Value, ".") {
		of = "." + a.Backend.Namespace
	}
	v.warn("service-likely", a.Backend.Written.Origin, fmt.Sprintf("no app here has a Service %s, and one is called %s: requests to a Service that is not there get 503", wording.Quote(name), wording.Quote(near)),
		fmt.Sprintf("write: %s%s, or %s.%s%s if a Service of that name is there", near, of, name, a.Backend.Namespace, format.ClusterDomain))
}

func withoutDigits(name string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return -1
		}
		return r
	}, name)
}
