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

// circles finds redirects that lead a client back to where it was. Only what surely does
// is told: a route on the way that some of the requests might meet first ends the search.
type circles struct {
	*verdict
	told  map[*format.Route]bool
	named map[string][]*plan.Tier // that answer just this host, once it is asked for
	steps int
}

// maxRedirectSteps bounds the search in a topology of very many redirects and hosts.
const maxRedirectSteps = 1 << 20

// place is where a client asks: a host with routes, which may be a wildcard for a name
// below it that has none of its own.
type place struct {
	tier       *plan.Tier
	host, path string
	secure     bool
}

func (v *verdict) checkCircles() {
	x := circles{verdict: v, told: map[*format.Route]bool{}, named: map[string][]*plan.Tier{}}
	for i := range v.plan.Tiers {
		for _, r := range v.plan.Tiers[i].Indexed {
			if leads(r) {
				x.from(r)
			}
		}
	}
}

// leads reports whether a route redirects to a place that can be told.
func leads(r *plan.Route) bool {
	d := r.Written.Redirect
	return d != nil && d.To.IsSet() && !d.To.IsWrong() && !format.CheckRedirect(d.To.Value).Found()
}

// from follows a redirect from where its own route answers.
func (x *circles) from(r *plan.Route) {
	as := r.Match
	if as.TakesMethods([]string{"GET"}) {
		as.Methods = []string{"GET"}
	}
	for _, host := range r.HostNames {
		x.kept(place{r.Tier, host, r.Path.Literal(), true}, r, as)
		for _, path := range somePaths(r) {
			for _, secure := range []bool{false, true} {
				if x.steps > maxRedirectSteps || x.told[r.Written] {
					return
				}
				x.walk(place{r.Tier, host, path, secure}, r, as)
			}
		}
	}
}

// somePaths are paths that a route is for.
func somePaths(r *plan.Route) []string {
	const other = "/any-other"
	switch r.Path.Kind {
	case routing.Exact:
		return []string{r.Path.Text}
	case routing.Prefix:
		return []string{r.Path.Text, r.Path.Text + other}
	case routing.Every:
		return []string{"/", other}
	}
	if _, _, to, _ := format.SplitRedirect(r.Written.Redirect.To.Value); to != "" {
		return []string{to, r.Path.Literal()} // if it is for those
	}
	return nil
}

// kept is of an expression whose path stays as it is: whatever it is, the same route is
// for it on another of its hosts.
func (x *circles) kept(at place, r *plan.Route, as routing.Match) {
	_, _, to, _ := format.SplitRedirect(r.Written.Redirect.To.Value)
	if r.Path.Kind != routing.Regex || to != "" {
		return
	}
	if ok, sure := x.follow(&at, r, &as); ok && settle(&at) && at.tier == r.Tier && r.Hosts.Has(at.host) {
		x.tell([]*plan.Route{r}, at.host, sure)
	}
}

// walk follows redirects from a place, which a route answers.
func (x *circles) walk(at place, r *plan.Route, as routing.Match) {
	seen, sure := map[place]int{}, true
	var way []*plan.Route
	for {
		x.steps++
		ok := settle(&at)
		if !ok {
			return
		}
		if first, back := seen[at]; back {
			x.tell(way[first:], at.host, sure)
			return
		}
		next := answering(at, &as)
		if next == nil || len(way) == 0 && next != r || !leads(next) {
			return
		}
		seen[at], way = len(way), append(way, next)
		known := false
		if ok, known = x.follow(&at, next, &as); !ok {
			return
		}
		sure = sure && known
	}
}

// settle goes to port 443 where port 80 redirects all; ok is false where nothing of the
// tier's reads such requests.
func settle(at *place) (ok bool) {
	d := at.tier.DoorOf(at.host)
	if d == nil || d.Server.Passthrough() {
		return false
	}
	if !at.secure && d.Redirects() && !slices.ContainsFunc(d.Clear, func(p routing.Path) bool { return p.Matches(at.path) }) {
		at.secure = true
	}
	return !at.secure || d.Server.TLS.Terminated()
}

// follow goes where a redirect leads. ok is false where that cannot be told, and sure
// where it is by a wildcard that the gateway answers a host, which DNS may lead elsewhere.
func (x *circles) follow(at *place, r *plan.Route, as *routing.Match) (ok, sure bool) {
	d := r.Written.Redirect
	scheme, host, path, port := format.SplitRedirect(d.To.Value)
	if scheme != "" {
		at.secure = scheme == "https"
	}
	if port != 0 && port != map[bool]int{false: plan.HTTPPort, true: plan.HttpsPort}[at.secure] || r.Written.Response != nil && len(as.Headers) > 0 {
		return false, false // another port; a cookie may end it
	}
	if code := d.Code.Value; code != "307" && code != "308" { // as which clients ask again with GET
		if len(as.Methods) > 0 && !slices.Contains(as.Methods, "GET") {
			return false, false
		}
		as.Methods = []string{"GET"}
	}
	if path != "" {
		at.path = path
	}
	if host == "" {
		return true, true
	}
	tier, found, sure := x.serving(at.tier, strings.ToLower(host))
	at.tier, at.host = tier, found
	return tier != nil, sure
}

// serving is the tier that a host is of, one's own before others, and which of its hosts
// answers. "*" takes every name, so that it says nothing of where one is.
func (x *circles) serving(own *plan.Tier, host string) (tier *plan.Tier, found string, sure bool) {
	above, ok := own.Answering(host)
	if ok && above == host {
		return own, host, true
	}
	switch others := x.answeringJust(host); {
	case len(others) == 1:
		return others[0], host, true
	case len(others) > 1 || !ok || above == routing.EveryHost:
		return nil, "", false
	}
	return own, above, false
}

// answeringJust are the tiers with routes for a host itself.
func (x *circles) answeringJust(host string) []*plan.Tier {
	found, known := x.named[host]
	if known {
		return found
	}
	for i := range x.plan.Tiers {
		t := &x.plan.Tiers[i]
		if at, has := t.Answering(host); has && at == host {
			found = append(found, t)
		}
	}
	x.named[host] = found
	return found
}

// answering is the route that gets all requests at a place that ask for what some match
// does; nil where there is none, or another one gets some of them.
func answering(at place, as *routing.Match) *plan.Route {
	i, ok := at.tier.Index.First(at.host, at.path, as)
	if !ok {
		return nil
	}
	found := at.tier.Indexed[i]
	if !found.AsksNoMore(as) || len(found.Methods) > 0 && (len(as.Methods) == 0 || !found.TakesMethods(as.Methods)) {
		return nil
	}
	return found
}

// tell tells of a circle, at the route that the file has first.
func (x *circles) tell(way []*plan.Route, host string, sure bool) {
	var all []*plan.Route
	for _, r := range way {
		if !slices.ContainsFunc(all, func(o *plan.Route) bool { return o.Written == r.Written }) {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b *plan.Route) int { return a.Order - b.Order })
	if slices.ContainsFunc(all, func(r *plan.Route) bool { return x.told[r.Written] }) {
		return
	}
	var others []format.Origin
	for _, r := range all {
		x.told[r.Written] = true
		others = append(others, r.Written.Redirect.To.Origin)
	}
	to := all[0].Written.Redirect.To
	_, named, _, _ := format.SplitRedirect(to.Value)
	message, help := "this route answers "+wording.Quote(to.Value)+" too, and would redirect without an end", "write a path that this route does not match"
	switch {
	case len(all) > 1:
		message, help = "these routes redirect to one another without an end", "let one of them lead to a host or path that none of them answers"
	case !sure:
		x.warn("redirect-loop", to.Origin, fmt.Sprintf("%s is below %s, for which this route is: if DNS leads it here too, this redirects without an end", wording.Quote(named), wording.Quote(host)),
			fmt.Sprintf("give %s routes of its own, or write a host that is not below the wildcard", wording.Quote(named)))
		return
	case named != "":
		help = "write: another host or path; for https in place of http, tls: {redirect: true} on the tier"
	}
	if !sure {
		x.warn("redirect-loop", to.Origin, "if DNS leads all of these hosts here, these routes redirect to one another without an end", help, others[1:]...)
		return
	}
	x.fail("redirect-loop", to.Origin, message, help, others[1:]...)
}
