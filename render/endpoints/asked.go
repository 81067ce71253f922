package endpoints

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
)

// asked is what access asks of who comes to a route by a path that is sent.
func (a *asker) asked(r *plan.Route, host, sent string, d door) (out Asked) {
	path, _, _ := strings.Cut(sent, "?")
	who := a.tier.AccessOf(r.App)
	if who == nil {
		return out
	}
	// Who asks that somebody is none of some lets everybody else in, and these not.
	if _, shut := a.tier.ShutsOut(host, routing.NewPath(routing.Exact, path), d.tls); !shut && !who.AsksNobody() {
		return out
	}
	var all []string
	add := func(there bool, what string) {
		if there && !slices.Contains(all, what) {
			all = append(all, what)
		}
	}
	ways := append([]format.AccessWay{{From: who.From, NotFrom: who.NotFrom, JWT: who.JWT, Auth: who.Auth}}, who.AnyOf...)
	for i := range ways {
		w := &ways[i]
		add(len(w.JWT) > 0, "a token")
		add(w.Auth.IsSet(), "a login")
		add(len(w.From)+len(w.NotFrom) > 0, "an address that may come in")
		out.Login = out.Login || w.Auth.IsSet()
	}
	between := " and "
	if len(who.AnyOf) > 0 {
		between = " or "
	}
	out.For = strings.Join(all, between)
	return out
}
