package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// AccessRule is requests, or connections, that some may send. What no rule is for is
// refused: what is let in is named, and never what is kept out, since a policy sees the
// port in a Host that routing does not.
type AccessRule struct {
	Who   *format.Access // nil: everybody
	Hosts []string       // none: all
	// NotHosts are others' names below a wildcard of hosts, of which other rules are.
	NotHosts []string
	Paths    []routing.Path // none: all
	NotPaths []routing.Path // within those, which are others' or open
	Clear    bool           // on port 80 alone
	// Preflight are the paths of routes that answer the questions of pages of other origins,
	// which have no token yet.
	Preflight []routing.Path
	Port      *format.GatewayPort // of connections to it
	SNI       []string            // of connections of TLS that are passed through on 443
	NotSNI    []string            // others' names below a wildcard of those
}

// AccessClash is two routes of one host whose paths do not tell them apart, or what else a policy
// cannot tell, while others may come in to the one than to the other.
type AccessClash struct {
	Host         string
	Route, Other *Route
	Except       format.Text // instead of another route
}

// AccessOf is who may come in to an app; nil for everybody.
func (t *Tier) AccessOf(a *App) *format.Access {
	who := t.Written.Access
	if a != nil && !a.ofTier && a.Written.Access != nil {
		who = a.Written.Access
	}
	if who == nil || who.Off.Value == format.AccessOff {
		return nil
	}
	return who
}

// deriveAccess settles who may send what to each tier's gateway.
func (p *Plan) deriveAccess() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		t.Guarded = t.AccessOf(nil) != nil
		for j := range t.Apps {
			t.Guarded = t.Guarded || t.AccessOf(&t.Apps[j]) != nil
		}
		if !t.Guarded {
			continue
		}
		t.openRedirects(p)
		t.guardHosts()
		t.guardConnections()
	}
}

// openRedirects lets everybody ask port 80 for what it redirects.
func (t *Tier) openRedirects(p *Plan) {
	var all, some []*Door
	for d := range t.Doors() {
		all = append(all, d)
		if d.Redirects() && len(d.Hosts) > 0 {
			some = append(some, d)
		}
	}
	clear := func(d *Door) bool { return len(d.Clear) > 0 }
	if len(all) == len(some) && !slices.ContainsFunc(some, clear) {
		if len(some) > 0 {
			t.Access = append(t.Access, AccessRule{Clear: true})
		}
	} else {
		for _, d := range some {
			r := AccessRule{Clear: true, Hosts: format.Values(d.Hosts), NotPaths: d.Clear}
			for _, other := range all {
				if other != d {
					r.NotHosts = append(r.NotHosts, below(r.Hosts, format.Values(other.Hosts))...)
				}
			}
			t.Access = append(t.Access, r)
		}
	}
	if p.SolvesOverHTTP() {
		t.Access = append(t.Access, AccessRule{Clear: true, Paths: []routing.Path{routing.NewPath(routing.Prefix, ChallengePath)}})
	}
}

// below are those of others that a wildcard of hosts covers.
func below(hosts, others []string) (out []string) {
	for _, o := range others {
		if slices.ContainsFunc(hosts, func(h string) bool { return h != o && routing.Covers(h, o) }) {
			out = append(out, o)
		}
	}
	return out
}

// guarded are the routes of one host, by who may come in.
type guarded struct {
	host   string
	who    []*format.Access // in the order of the file
	routes map[*format.Access][]*Route
}

// guardHosts makes the rules of requests: of hosts where all is for the same people by the
// host alone, of others by paths.
func (t *Tier) guardHosts() {
	var alike, mixed []*guarded
	var order []*format.Access // of all
	for _, host := range t.virtual.Names() {
		g := &guarded{host: host, routes: map[*format.Access][]*Route{}}
		for _, r := range t.Indexed {
			if r.hidden || !r.Hosts.Has(host) {
				continue
			}
			who := t.AccessOf(r.App)
			if g.routes[who] == nil {
				g.who = append(g.who, who)
				if !slices.Contains(order, who) {
					order = append(order, who)
				}
			}
			g.routes[who] = append(g.routes[who], r)
		}
		if len(g.who) == 1 {
			alike = append(alike, g)
		} else if len(g.who) > 1 {
			mixed = append(mixed, g)
		}
	}
	slices.SortFunc(order, func(a, b *format.Access) int { return strings.Compare(t.nameOf(a), t.nameOf(b)) })
	for _, who := range order {
		t.guardAlike(who, alike)
		t.guardMixed(who, mixed)
	}
}

// nameOf tells who may come in apart, whatever the order of the apps: everybody first, then those
// of the tier, then apps' own.
func (t *Tier) nameOf(who *format.Access) string {
	switch who {
	case nil:
		return ""
	case t.Written.Access:
		return "0"
	}
	for i := range t.Apps {
		if a := &t.Apps[i]; a.Written.Access == who {
			return "1" + a.Namespace + "/" + a.Written.Name.Value
		}
	}
	return "2"
}

// guardAlike makes the rules of hosts all of whose routes are for the same people.
func (t *Tier) guardAlike(who *format.Access, alike []*guarded) {
	rule, other := AccessRule{Who: who}, []string{}
	for _, g := range alike {
		if g.who[0] != who {
			other = append(other, g.host)
			continue
		}
		rule.Hosts = append(rule.Hosts, g.host)
		for _, r := range g.routes[who] {
			rule.addPreflight(r)
		}
	}
	if len(rule.Hosts) == 0 {
		return
	}
	mine := routing.NewSet(rule.Hosts)
	for _, h := range t.virtual.Names() {
		if !mine.Has(h) && mine.Covers(h) {
			rule.NotHosts = append(rule.NotHosts, h)
		}
	}
	t.Access = append(t.Access, rule)
	if who != nil && len(who.Except) > 0 {
		t.Access = append(t.Access, AccessRule{Hosts: rule.Hosts, NotHosts: rule.NotHosts, Paths: PathsOf(who.Except)})
	}
}

// addPreflight adds a route's path, if it answers pages of other origins. One that no policy
// can name stands for all.
func (a *AccessRule) addPreflight(r *Route) {
	switch {
	case a.Who == nil || r.Written.CORS == nil:
	case !sayable(r.Path):
		a.Preflight = []routing.Path{{Kind: routing.Every}}
	default:
		a.Preflight = appendPath(a.Preflight, r.Path)
	}
}

// PathsOf are paths that are written as routes are.
func PathsOf(texts []format.Text) (out []routing.Path) {
	for _, text := range texts {
		if path, _, ok := PathOf(&format.Route{Path: text}); ok && !text.Wrong {
			out = append(out, path)
		}
	}
	return out
}

// guardMixed makes those of hosts that have routes for others too, by their paths.
func (t *Tier) guardMixed(who *format.Access, mixed []*guarded) {
	var order []string
	rules := map[string][]AccessRule{}
	for _, g := range mixed {
		if g.routes[who] == nil {
			continue
		}
		made := t.guardPaths(who, g)
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
		t.Access = append(t.Access, rules[key]...)
	}
}

// keyOf tells rules apart but for their hosts.
func keyOf(rules []AccessRule) string {
	var b strings.Builder
	for i := range rules {
		for _, list := range [][]routing.Path{rules[i].Paths, rules[i].NotPaths} {
			for _, p := range list {
				b.WriteString(string('0'+rune(p.Kind)) + p.Text + "\x00")
			}
			b.WriteString("\x01")
		}
	}
	return b.String()
}

// guardPaths are the rules of one host's routes that are for the same people.
func (t *Tier) guardPaths(who *format.Access, g *guarded) []AccessRule {
	rule := AccessRule{Who: who, Hosts: []string{g.host}}
	for _, h := range t.virtual.Names() {
		if h != g.host && routing.Covers(g.host, h) {
			rule.NotHosts = append(rule.NotHosts, h)
		}
	}
	plain, out := rule, []AccessRule{}
	for _, r := range g.routes[who] {
		one := rule
		t.clashes(&one, g, who, r)
		if len(one.NotPaths) == 0 {
			plain.Paths = appendPath(plain.Paths, r.Path)
			plain.addPreflight(r)
			continue
		}
		one.Paths = []routing.Path{r.Path} // what is taken out of this path may be in another
		one.addPreflight(r)
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b AccessRule) int { return strings.Compare(a.Paths[0].Text, b.Paths[0].Text) })
	if len(plain.Paths) > 0 {
		out = append([]AccessRule{plain}, out...)
	}
	for i := range out {
		if slices.ContainsFunc(out[i].Paths, func(p routing.Path) bool { return p.Kind == routing.Every }) {
			out[i].Paths = nil
		}
	}
	if who == nil || len(who.Except) == 0 {
		return out
	}
	open := AccessRule{Hosts: rule.Hosts, NotHosts: rule.NotHosts}
	for i, path := range PathsOf(who.Except) {
		if t.isOf(path, g, who) {
			open.Paths = append(open.Paths, path)
			open.NotPaths = append(open.NotPaths, othersWithin(path, g, who)...)
		} else if !t.isOthers(path, g, who) {
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
	for _, list := range g.routes {
		for _, r := range list {
			if r.Path.Covers(path) && (narrowest == nil || r.Path.Compare(narrowest.Path) < 0) {
				narrowest = r
			}
		}
	}
	return narrowest != nil && t.AccessOf(narrowest.App) == who
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
			case r.Path.Same(q.Path) && !conditional(r) && !conditional(q): // told of the routes themselves
			case !sayable(q.Path), r.Path.Same(q.Path), conditional(q) && r.Path.Covers(q.Path), conditional(r) && q.Path.Covers(r.Path):
				clash(q)
				return
			case r.Path.Covers(q.Path):
				rule.NotPaths = appendPath(rule.NotPaths, q.Path)
			}
		}
	}
}

// conditional reports whether a route asks for more than a path, so that another route gets
// the rest.
func conditional(r *Route) bool { return len(r.Methods)+len(r.Headers)+len(r.Query) > 0 }

// sayable reports whether a policy can name a path as routing does.
func sayable(p routing.Path) bool {
	return p.Kind == routing.Every || p.Kind != routing.Regex && !p.AnyCase && !strings.ContainsAny(p.Text, "*{}")
}

// guardConnections makes the rules of connections.
func (t *Tier) guardConnections() {
	first := len(t.Access)
	defer func() {
		slices.SortStableFunc(t.Access[first:], func(a, b AccessRule) int { return strings.Compare(a.connection(), b.connection()) })
	}()
	for i := range t.Apps {
		a := &t.Apps[i]
		for _, c := range slices.Concat(a.TCP, a.onTLS) {
			for k := range t.Written.Ports {
				if p := &t.Written.Ports[k]; p.Port.Value == c.Number {
					t.Access = append(t.Access, AccessRule{Who: t.AccessOf(a), Port: p, SNI: c.Hosts, NotSNI: t.narrower(c.Hosts)})
				}
			}
		}
		if len(a.sni) > 0 {
			r := AccessRule{Who: t.AccessOf(a)}
			for _, c := range a.sni {
				r.SNI = append(r.SNI, c.Hosts...)
			}
			r.NotSNI = t.narrower(r.SNI)
			t.Access = append(t.Access, r)
		}
	}
}

// connection tells a rule of connections apart.
func (a *AccessRule) connection() string {
	text := strings.Join(a.SNI, ",")
	if a.Port != nil {
		text = fmt.Sprintf("%05d %s", a.Port.Port.Value, text)
	}
	return text
}

// narrower are the tier's other names that wildcards of hosts cover: what a client asks for by
// TLS has one server, the most specific one, and a rule by a wildcard would be for all.
func (t *Tier) narrower(hosts []string) []string {
	names := slices.Clone(t.names)
	for i := range t.Apps {
		for _, c := range slices.Concat(t.Apps[i].sni, t.Apps[i].onTLS) {
			names = append(names, c.Hosts...)
		}
	}
	names = slices.DeleteFunc(below(hosts, append(names, t.virtual.Names()...)), func(n string) bool { return slices.Contains(hosts, n) })
	slices.Sort(names)
	return slices.Compact(names)
}
