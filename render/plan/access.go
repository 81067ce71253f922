package plan

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

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
			t.Access = append(t.Access, r.divided()...)
		}
	}
	if p.SolvesOverHTTP() {
		t.Access = append(t.Access, AccessRule{Clear: true, Paths: []routing.Path{routing.NewPath(routing.Prefix, ChallengePath)}})
	}
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
	t.idleExceptions(order)
}

// excepted remembers that an exception lets somebody in.
func (t *Tier) excepted(path *format.Text) {
	if t.exceptions == nil {
		t.exceptions = map[*format.Text]bool{}
	}
	t.exceptions[path] = true
}

// idleExceptions records exceptions that are of no route for the same people.
func (t *Tier) idleExceptions(order []*format.Access) {
	for _, who := range order {
		for i := 0; who != nil && i < len(who.Except); i++ {
			if path := &who.Except[i]; !path.Wrong && !t.exceptions[path] {
				t.AccessClashes = append(t.AccessClashes, AccessClash{Except: *path})
			}
		}
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
	rule := AccessRule{Who: who}
	for _, g := range alike {
		if g.who[0] != who {
			continue
		}
		rule.Hosts = append(rule.Hosts, g.host)
		for _, r := range g.routes[who] {
			addPreflight(&rule, r)
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
	rule.Unasked = rule.Preflight
	t.Access = append(t.Access, rule.divided()...)
	if who != nil && len(who.Except) > 0 {
		for i := range who.Except {
			t.excepted(&who.Except[i])
		}
		open := AccessRule{Hosts: rule.Hosts, NotHosts: rule.NotHosts, Paths: PathsOf(who.Except)}
		t.Access = append(t.Access, open.divided()...)
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
