package plan

import (
	"cmp"
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// addPreflight adds a route's path, if it answers pages of other origins. One that no policy
// can name stands for all.
func addPreflight(a *AccessRule, r *Route) {
	switch {
	case a.Who == nil || r.Written.CORS == nil:
	case len(a.Who.Issuers()) == 0 && !a.Who.Asks(): // networks are those of such questions too
	case !sayable(r.Path):
		a.Preflight = []routing.Path{{Kind: routing.Every}}
	default:
		a.Preflight = appendPath(a.Preflight, r.Path)
	}
}

// guardMixed makes those of hosts that have routes for others too, by their paths.
func (t *Tier) guardMixed(who *format.Access, mixed []*guarded, letIn map[*format.Text]bool) {
	var order []string
	rules := map[string][]AccessRule{}
	for _, g := range mixed {
		if g.routes[who] == nil {
			continue
		}
		made := t.guardPaths(who, g, letIn)
		key := keyOf(made)
		if rules[key] == nil {
			order, rules[key] = append(order, key), made
			continue
		}
		for i := range made { // one more host of which the same holds
			rules[key][i].Hosts = append(slices.Clip(rules[key][i].Hosts), g.host)
			rules[key][i].NotHosts = append(slices.Clip(rules[key][i].NotHosts), made[i].NotHosts...)
		}
	}
	for _, key := range order {
		for i := range rules[key] { // of one of its hosts the rule is for another of them too
			r := &rules[key][i]
			r.NotHosts = slices.DeleteFunc(slices.Clone(r.NotHosts), func(h string) bool { return slices.Contains(r.Hosts, h) })
			slices.Sort(r.NotHosts)
			r.NotHosts = slices.Compact(r.NotHosts)
		}
		for _, r := range rules[key] {
			t.Access = append(t.Access, r.divided()...)
		}
	}
}

// keyOf tells rules apart but for their hosts.
func keyOf(rules []AccessRule) string {
	var b strings.Builder
	for i := range rules {
		if on := rules[i].On; on != nil {
			b.WriteString(on.Hosts[0].Value + "\x02")
		}
		for _, list := range [][]routing.Path{rules[i].Paths, rules[i].NotPaths, rules[i].Preflight, rules[i].Unasked} {
			for _, p := range list {
				b.WriteString(string('0'+rune(p.Kind)) + p.Text + "\x00")
			}
			b.WriteString("\x01")
		}
	}
	return b.String()
}

// guardPaths are the rules of one host's routes that are for the same people.
func (t *Tier) guardPaths(who *format.Access, g *guarded, letIn map[*format.Text]bool) []AccessRule {
	rule := AccessRule{Who: who, Hosts: []string{g.host}, On: g.on}
	rule.NotHosts = below(rule.Hosts, t.virtual.Names())
	plain, out := rule, []AccessRule{}
	for _, r := range g.routes[who] {
		one := rule
		t.clashes(&one, g, who, r)
		if len(one.NotPaths) == 0 {
			plain.Paths = appendPath(plain.Paths, r.Path)
			addPreflight(&plain, r)
			continue
		}
		one.Paths = []routing.Path{r.Path} // what is taken out of this path may be in another
		addPreflight(&one, r)
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b AccessRule) int { return strings.Compare(a.Paths[0].Text, b.Paths[0].Text) })
	if len(plain.Paths) > 0 {
		out = append([]AccessRule{plain}, out...)
	}
	var unasked AccessRule
	unasked.Who = who
	for _, r := range g.routes[who] {
		addPreflight(&unasked, r)
	}
	for i := range out {
		out[i].Unasked = unasked.Preflight
		if slices.ContainsFunc(out[i].Paths, func(p routing.Path) bool { return p.Kind == routing.Every }) {
			out[i].Paths = nil
		}
	}
	if who == nil || len(who.Except) == 0 {
		return out
	}
	open := AccessRule{Hosts: rule.Hosts, NotHosts: rule.NotHosts, On: g.on}
	for i := range who.Except {
		path, ok := readPath(who.Except[i])
		if !ok {
			continue
		}
		if t.isOf(path, g, who) {
			letIn[&who.Except[i]] = true
			open.Paths = append(open.Paths, path)
			open.NotPaths = append(open.NotPaths, othersWithin(path, g, who)...)
		} else if !t.isOthers(path, g, who) {
			letIn[&who.Except[i]] = true
			t.AccessClashes = append(t.AccessClashes, AccessClash{Host: g.host, Route: g.routes[who][0], Except: who.Except[i]})
		}
	}
	if len(open.Paths) > 0 {
		out = append(out, open)
	}
	return out
}

// othersWithin are the paths of others' routes within a path.
func othersWithin(path routing.Path, g *guarded, who *format.Access) (out []routing.Path) {
	for _, other := range g.who {
		if other == who {
			continue
		}
		for _, q := range g.routes[other] {
			if path.Covers(q.Path) {
				out = appendPath(out, q.Path)
			}
		}
	}
	return out
}

// isOf reports whether all of a path's requests, but for those of narrower paths, go to
// routes for the same people.
func (t *Tier) isOf(path routing.Path, g *guarded, who *format.Access) bool {
	var narrowest *Route
	for _, other := range g.who { // in order: of two that are alike the first
		for _, r := range g.routes[other] {
			if r.Path.Covers(path) && (narrowest == nil || r.Path.Compare(narrowest.Path) < 0) {
				narrowest = r
			}
		}
	}
	return narrowest != nil && t.peopleOf(narrowest.App) == who
}

// isOthers reports whether a path has no request that a route for the same people is for.
func (t *Tier) isOthers(path routing.Path, g *guarded, who *format.Access) bool {
	return !slices.ContainsFunc(g.routes[who], func(r *Route) bool { return r.Path.Overlaps(path) && !r.Path.Covers(path) }) && !t.isOf(path, g, who)
}

// appendPath adds a path that is not there, in the order of texts: which route was written first
// says nothing.
func appendPath(list []routing.Path, path routing.Path) []routing.Path {
	if slices.ContainsFunc(list, path.Same) {
		return list
	}
	list = append(slices.Clip(list), path)
	slices.SortStableFunc(list, func(a, b routing.Path) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// clashes takes out of a rule what is for others on narrower paths, and records what no path
// tells apart.
func (t *Tier) clashes(rule *AccessRule, g *guarded, who *format.Access, r *Route) {
	clash := func(other *Route) {
		t.AccessClashes = append(t.AccessClashes, AccessClash{Host: g.host, Route: r, Other: other})
	}
	if !sayable(r.Path) {
		clash(nil)
		return
	}
	for _, other := range g.who {
		if other == who {
			continue
		}
		for _, q := range g.routes[other] {
			switch {
			case !r.Path.Overlaps(q.Path):
			case r.Path.Same(q.Path) && !r.Conditional() && !q.Conditional(): // told of the routes themselves
			case !sayable(q.Path), r.Path.Same(q.Path), q.Conditional() && r.Path.Covers(q.Path), r.Conditional() && q.Path.Covers(r.Path):
				clash(q)
				return
			case r.Path.Covers(q.Path):
				rule.NotPaths = appendPath(rule.NotPaths, q.Path)
			}
		}
	}
}

// sayable reports whether a policy can name a path as routing does.
func sayable(p routing.Path) bool {
	return p.Kind == routing.Every || p.Kind != routing.Regex && !p.AnyCase && !strings.ContainsAny(p.Text, "*{}")
}
