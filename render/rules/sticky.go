package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"render/render/format"
	"render/render/plan"
)

// checkSticky checks by what an app's clients are told apart.
func (v *verdict) checkSticky(a *plan.App) {
	s := a.Written.Sticky
	if s == nil || s.IsWrong() {
		return
	}
	switch {
	case s.Cookie.IsSet() && s.Header.IsSet():
		v.fail("sticky", s.Header.Origin, "clients are told apart by one thing", "remove one of the two", s.Cookie.Origin)
	case !s.Cookie.IsSet() && !s.Header.IsSet():
		v.fail("sticky", s.Origin, "nothing tells one client from another", "write cookie: NAME, or header: NAME, in it")
	case s.TTL.IsSet() && !s.Cookie.IsSet():
		v.fail("sticky", s.TTL.Origin, "is how long a cookie is kept, and there is none", "remove it, or write cookie: NAME in place of the header", s.Header.Origin)
	}
	if d, err := time.ParseDuration(s.TTL.Value); s.TTL.IsSet() && err == nil && d%time.Second != 0 {
		v.fail("sticky", s.TTL.Origin, "a cookie is kept for whole seconds", "write: "+strconv.Itoa(int(d/time.Second)+1)+"s")
	}
	if b := a.Backend; b.Outside() && !b.Named() {
		v.fail("sticky", s.Origin, "at one address there is one server for all", "remove it", b.Written.Origin)
		return
	}
	if !slices.ContainsFunc(a.Routes, func(r *plan.Route) bool { return !r.Written.Answered() }) {
		v.fail("sticky", s.Origin, "no request goes to this app: connections that are passed on as they are have neither cookies nor headers", "remove it, or write a route of requests")
		return
	}
	v.warnOfShares(a, s)
}

// warnOfShares warns that versions are chosen before pods: a client is kept with one pod
// of each, and by the weights comes to all of them.
func (v *verdict) warnOfShares(a *plan.App, s *format.Sticky) {
	var shared []string
	for i := range a.Written.Versions {
		if one := &a.Written.Versions[i]; one.Weight.Value > 0 {
			shared = append(shared, one.Version.Value)
		}
	}
	if len(shared) > 1 {
		v.warn("sticky-versions", s.Origin, fmt.Sprintf("each request is given to one of the versions %s by their weights first: a client stays with one pod of each, and not with one version", strings.Join(shared, ", ")),
			"write weight: 100 for one of them, or tell clients apart by routes with headers", a.Written.Versions[0].Weight.Origin)
	}
}
