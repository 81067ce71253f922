package importing

import (
	"fmt"
	"slices"
	"strings"

	"render/render/document"
)

// entryOf is who may come in to a target by all the policies.
func (a *admission) entryOf(t *target) *entry {
	e := &entry{target: t, rank: -1}
	a.refuse(e)
	a.letIn(e)
	a.ask(e)
	if e.unreadable() {
		a.miss(a.custom[0].of, "", fmt.Sprintf("who may come in to %s is one of several, and a provider is asked of some of those", t.title()))
	}
	return e
}

// letIn is what policies let in. What is not in them is refused, where there is any.
func (a *admission) letIn(e *entry) {
	if !a.closed || a.wrong {
		return
	}
	open, but, except := false, []string(nil), []string(nil)
	for i := range a.allow {
		g := &a.allow[i]
		r := a.reachOf(g, e.target, false)
		switch {
		case !r.all && !r.some:
			continue
		case g.preflight:
			if _, asked := find(e.target.route.rest, "cors"); !asked {
				a.miss(g.of, g.at+".to", "it is for methods, and access is the same for every method")
			}
			continue
		case r.some && g.who.everybody():
			except = append(except, r.paths...)
			continue
		case r.some:
			a.miss(g.of, g.at+".to", fmt.Sprintf("it is for some paths of the route %s of app %q alone; give them an app of their own", document.Flow(e.target.route.document("", nil)), e.target.name()))
			continue
		}
		if e.rank < 0 || g.nth < e.rank {
			e.rank = g.nth
		}
		a.besides(g, e.target)
		if len(r.paths) == 0 && g.who.everybody() {
			open = true
			continue
		}
		but = append(but, r.paths...)
		e.ways = append(e.ways, g.who)
	}
	if open {
		e.ways = nil
		return
	}
	if len(e.ways) == 0 && !a.wrong {
		a.miss(a.first, "spec.rules", fmt.Sprintf("they let nobody in to %s, and access lets somebody in", e.target.title()))
	}
	for _, p := range but {
		if !slices.Contains(except, p) {
			a.miss(a.first, "spec.rules", fmt.Sprintf("they are for other people at %s than at other paths of app %q; give it an app of its own", p, e.target.name()))
		}
	}
	e.add(except)
	if slices.ContainsFunc(e.ways, func(w way) bool { return w.without }) {
		a.miss(a.first, "spec.rules", "access asks for tokens, and refuses none")
	}
}

// besides notes how access differs from what a rule says.
func (a *admission) besides(g *grant, t *target) {
	if t.port == 0 && len(g.what.ports) == 0 && !g.who.everybody() && slices.ContainsFunc(a.t.servers, func(s *server) bool {
		return slices.Contains(s.hosts, t.host) && s.clearly.Get("httpsRedirect") == true
	}) {
		a.note("port 80 redirects everybody")
	}
	if len(g.what.hosts) > 0 && !slices.ContainsFunc(g.what.hosts, func(h string) bool { return h == "*" || strings.Contains(h, ":") }) {
		a.note("a host is meant with any port in Host")
	}
}

func (e *entry) add(paths []string) {
	for _, p := range paths {
		if !slices.Contains(e.except, p) {
			e.except = append(e.except, p)
		}
	}
}

// reachOf is which of a target's requests a grant is for.
func (a *admission) reachOf(g *grant, t *target, refuses bool) reach {
	if len(g.who.sni) > 0 {
		if t.port == 0 || !slices.Contains(g.who.sni, t.host) && !slices.ContainsFunc(g.who.sni, func(s string) bool { return hostWithin(s, t.host) }) {
			return reach{}
		}
	}
	r := a.reach(&g.what, t, refuses)
	if t.port > 0 && (g.who.without || len(g.who.tokens) > 0 || g.preflight || g.asked) {
		r = a.ofRequests(r.all, t, refuses)
	}
	if g.asked && t.port == 0 && (r.all || r.some) {
		if _, cors := find(t.route.rest, "cors"); !cors || !refuses {
			r.why = "it leaves OPTIONS out, and access is the same for every method"
		}
	}
	if r.why != "" {
		a.miss(g.of, g.at+".to", r.why)
		return reach{}
	}
	return r
}

// refuse is what policies keep out: of all who may come in, these may not.
func (a *admission) refuse(e *entry) {
	for i := range a.deny {
		g := &a.deny[i]
		r := a.reachOf(g, e.target, true)
		switch w := &g.who; {
		case !r.all && !r.some:
		case g.preflight || r.some || a.closed && len(r.paths) > 0:
			a.miss(g.of, g.at+".to", fmt.Sprintf("access keeps out of all of app %q, but of paths for everybody", e.target.name()))
		case w.everybody():
			a.miss(g.of, g.at, fmt.Sprintf("it keeps everybody out of %s; a route may respond with 403", e.target.title()))
		case len(w.from) > 0 && len(w.notFrom)+len(w.tokens) == 0 && !w.without:
			e.notFrom = append(e.notFrom, w.from...)
			a.excepts(e, r.paths, g)
		case len(w.notFrom) > 0 && len(w.from)+len(w.tokens) == 0 && !w.without && len(e.from) == 0:
			e.from = w.notFrom
			a.excepts(e, r.paths, g)
		case w.without && len(w.from)+len(w.notFrom)+len(w.tokens) == 0 && len(e.ways) == 0 && !a.closed:
			e.ways = []way{{tokens: a.principal(g.of, g.at, "*")}}
			a.excepts(e, r.paths, g)
		default:
			a.miss(g.of, g.at, "access does not say whom it keeps out together with the rest")
		}
	}
}

// excepts adds paths for everybody, which of one entry are the same wherever they come from.
func (a *admission) excepts(e *entry, paths []string, g *grant) {
	if e.kept++; e.kept > 1 && !samePaths(paths, e.except) {
		a.miss(g.of, g.at, "access has the same paths for everybody, whatever it asks for otherwise")
	}
	a.besides(g, e.target)
	e.add(paths)
}

// ask is of what a provider is asked.
func (a *admission) ask(e *entry) {
	for i := range a.custom {
		g := &a.custom[i]
		r := a.reachOf(g, e.target, true)
		switch w := &g.who; {
		case !r.all && !r.some:
		case g.preflight:
			if _, asked := find(e.target.route.rest, "cors"); !asked {
				a.miss(g.of, g.at+".to", "it is for methods, and access is the same for every method")
			}
		case r.some || len(w.from)+len(w.tokens) > 0 || w.without:
			a.miss(g.of, g.at, fmt.Sprintf("access asks a provider of all requests to app %q, but of paths for everybody and of networks that need no login", e.target.name()))
		default:
			if restricted := len(e.ways)+len(e.from)+len(e.notFrom) > 0; restricted && !samePaths(r.paths, e.except) {
				a.miss(g.of, g.at, "access has the same paths for everybody, whatever it asks for otherwise")
			}
			a.besides(g, e.target)
			if e.provider != "" && e.provider != g.provider {
				a.miss(g.of, g.at, fmt.Sprintf("another provider is asked of requests to app %q too, and access asks one", e.target.name()))
			}
			e.provider, e.unless = g.provider, w.notFrom
			e.add(r.paths)
		}
	}
}

// with adds what another target of the same app says; the difference where it is another.
func (e *entry) with(a *admission, o *entry) string {
	if one, other := e.who(a), o.who(a); one != other {
		return fmt.Sprintf("%s of %s and %s of %s", one, e.target.title(), other, o.target.title())
	}
	for _, lists := range [...][2]*entry{{e, o}, {o, e}} {
		for _, p := range lists[0].except {
			if r := lists[1].target.route; !slices.Contains(lists[1].except, p) && r != nil && r.holds("prefix", pathOf(p)) {
				return fmt.Sprintf("%s for everybody of %s alone", p, lists[0].target.title())
			}
		}
	}
	e.add(o.except)
	if o.rank >= 0 && (e.rank < 0 || o.rank < e.rank) {
		e.rank = o.rank
	}
	return ""
}
