package rules

import (
	"fmt"
	"slices"
	"strings"

	"render/render/calls"
	"render/render/format"
	"render/render/plan"
)

// warnOfShutOut warns of apps whose environment has the address of another app of the
// file, which is isolated and does not let them in.
func (v *verdict) warnOfShutOut() {
	if !v.doc.Isolation.OfApps() {
		return
	}
	services := map[string]*plan.App{}
	v.eachDeployed(func(a *plan.App) {
		services[a.Names.Service+"."+a.Namespace] = a
	})
	var found []shutOut
	callers := map[*plan.App][]string{}
	v.eachDeployed(func(a *plan.App) {
		for i := range a.Written.Env {
			e := &a.Written.Env[i]
			for _, at := range calls.In(e.Key.Value, e.Value.Text.Value) {
				of := services[at.Service(a.Namespace)]
				known := slices.ContainsFunc(found, func(s shutOut) bool { return s.app == a && s.of == of })
				if of == nil || of == a || known || !at.Certain && !listensAt(of, at.Port) || letsIn(of, a) {
					continue
				}
				found = append(found, shutOut{a, of, format.Or(e.Value.Text.Origin, e.Value.Origin)})
				callers[of] = append(callers[of], v.asCaller(a))
			}
		}
	})
	for _, s := range found {
		var in []string
		for _, c := range s.of.Written.AllowFrom {
			in = append(in, c.Value)
		}
		name := s.of.Written.Name.Value
		v.warn("isolation-shut", s.at, fmt.Sprintf("is an address of app %q, which is isolated and does not let app %q in", name, s.app.Written.Name.Value),
			fmt.Sprintf("write at app %q: allowFrom: [%s]", name, strings.Join(append(in, callers[s.of]...), ", ")), s.of.Written.Name.Origin, v.doc.Isolation.AppsOrigin())
	}
}

// shutOut is an app that has the address of another one, which keeps it out.
type shutOut struct {
	app, of *plan.App
	at      format.Origin
}

// letsIn reports whether an app's pods may call another's.
func letsIn(of, a *plan.App) bool {
	return of.Isolation == nil || slices.ContainsFunc(of.Isolation.Callers, func(c plan.Caller) bool {
		if len(c.Apps) > 0 {
			return slices.Contains(c.Apps, a)
		}
		return c.Namespace == a.Namespace && (c.Account == "" || c.Account == a.Account())
	})
}

// asCaller is an app as allowFrom names it.
func (v *verdict) asCaller(a *plan.App) string {
	same := 0
	v.eachDeployed(func(other *plan.App) {
		if other.Written.Name.Value == a.Written.Name.Value {
			same++
		}
	})
	if same > 1 || v.isNamespace(a.Written.Name.Value) {
		return a.Namespace + "/" + a.Account()
	}
	return a.Written.Name.Value
}

func listensAt(a *plan.App, port int) bool {
	return slices.ContainsFunc(a.Ports, func(p plan.Port) bool { return p.Number == port })
}
