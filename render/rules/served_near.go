package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/wording"
)

// deployedServices are the names of the Services of deployed apps.
type deployedServices struct {
	in map[string][]string // by namespace
	of map[string][]string // their namespaces, by name
}

func (v *verdict) servicesOfApps() deployedServices {
	d := deployedServices{map[string][]string{}, map[string][]string{}}
	v.eachDeployed(func(a *plan.App) {
		d.in[a.Namespace] = append(d.in[a.Namespace], a.Names.Service)
		if name := a.Names.Service; len(d.of[name]) < 2 && !slices.Contains(d.of[name], a.Namespace) { // two are as many as any
			d.of[name] = append(d.of[name], a.Namespace)
		}
	})
	return d
}

// elsewhere is the one namespace in which an app has a Service of the name that another names without a
// namespace; "" for none. Its own has none.
func (d *deployedServices) elsewhere(a *plan.App) string {
	if in := d.of[a.Backend.Name]; len(in) == 1 && in[0] != a.Backend.Namespace && !strings.Contains(a.Backend.Written.Value, ".") {
		return in[0]
	}
	return ""
}

// warnOfNearService warns of a Service that nothing here makes, while an app of its namespace is called nearly
// so: whether it is there only the cluster knows, and nobody says of a route to none that it leads nowhere.
// Whoever writes the whole name means it, or calls the app so too; names that differ in a number are mostly two
// of a series, and short ones are near to any.
func (v *verdict) warnOfNearService(a *plan.App, services deployedServices) {
	if _, whole := format.CutDomain(a.Backend.Written.Value); whole || v.doubted().names || !v.Guess() {
		return
	}
	known := services.in[a.Backend.Namespace]
	if elsewhere := services.elsewhere(a); elsewhere != "" {
		v.warn("service-likely", a.Backend.Written.Origin, fmt.Sprintf("no app here has a Service %s in namespace %s, and one in namespace %s has: requests to a Service that is not there get 503",
			wording.Quote(a.Backend.Name), wording.Quote(a.Backend.Namespace), wording.Quote(elsewhere)),
			fmt.Sprintf("write: %s.%s, or %s.%s%s if a Service of that name is there", a.Backend.Name, elsewhere, a.Backend.Name, a.Backend.Namespace, format.ClusterDomain))
		return
	}
	if len(known) == 0 {
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
