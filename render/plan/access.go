package plan

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/routing"
)

// deriveAccess settles who may send what to each tier's gateway.
func (p *Plan) deriveAccess() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if t.Guarded = len(t.whos()) > 0; !t.Guarded {
			continue
		}
		t.findPeople()
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
		t.openChallenges()
	}
}

// openChallenges lets an authority ask for the challenges of the hosts that are proved by
// them: those whose certificates cert-manager issues.
func (t *Tier) openChallenges() {
	rule := AccessRule{Clear: true, Paths: []routing.Path{routing.NewPath(routing.Prefix, ChallengePath)}}
	proved := 0
	for i := range t.Servers {
		if s := &t.Servers[i]; s.OwnsSecret() {
			rule.Hosts = append(rule.Hosts, format.Values(s.Hosts)...)
			proved++
		}
	}
	switch proved {
	case 0:
		return
	case len(t.Servers):
		rule.Hosts = nil
	}
	t.Access = append(t.Access, rule)
}

// RefusesUnrouted reports whether a tier's policy refuses what no route of it answers, ahead
// of routing: it lets in what a rule names, and on port 80 what is redirected.
func (t *Tier) RefusesUnrouted(port int) bool {
	return t.Guarded && !(port == HTTPPort && slices.ContainsFunc(t.Access, func(a AccessRule) bool { return a.Clear && len(a.Hosts)+len(a.Paths) == 0 }))
}

// guarded are the routes of one host, by who may come in.
type guarded struct {
	host   string
	on     *Server          // by whose connections alone requests may be let in; nil for all
	who    []*format.Access // in the order of the file
	routes map[*format.Access][]*Route
}

// guardHosts makes the rules of requests: of hosts where all is for the same people by the
// host alone, of others by paths.
func (t *Tier) guardHosts() {
	all := map[string]*guarded{}
	var order []*format.Access // of all
	for _, host := range t.virtual.Names() {
		g := &guarded{host: host, routes: map[*format.Access][]*Route{}}
		for _, r := range t.Indexed {
			if r.hidden || !r.Hosts.Has(host) {
				continue
			}
			who := t.peopleOf(r.App)
			if g.routes[who] == nil {
				g.who = append(g.who, who)
				if !slices.Contains(order, who) {
					order = append(order, who)
				}
			}
			g.routes[who] = append(g.routes[who], r)
		}
		if len(g.who) > 0 {
			all[host] = g
		}
	}
	var alike, mixed []*guarded
	for _, host := range t.virtual.Names() {
		switch g := all[host]; {
		case g == nil:
		case len(g.who) == 1:
			g.on, alike = t.tied(g, all), append(alike, g)
		default:
			g.on, mixed = t.tied(g, all), append(mixed, g)
		}
	}
	slices.SortFunc(order, func(a, b *format.Access) int { return strings.Compare(t.nameOf(a), t.nameOf(b)) })
	letIn := map[*format.Text]bool{} // exceptions that let somebody in
	for _, who := range order {
		t.guardAlike(who, alike, letIn)
		t.guardMixed(who, mixed, letIn)
	}
	t.idleExceptions(order, letIn)
}

// idleExceptions records exceptions that are of no route for the same people.
func (t *Tier) idleExceptions(order []*format.Access, letIn map[*format.Text]bool) {
	for _, who := range order {
		for i := 0; who != nil && i < len(who.Except); i++ {
			if path := &who.Except[i]; !path.IsWrong() && !letIn[path] {
				t.AccessClashes = append(t.AccessClashes, AccessClash{Except: *path})
			}
		}
	}
}

// guardAlike makes the rules of hosts all of whose routes are for the same people: one of hosts
// of which pages of other origins may ask for the same paths.
func (t *Tier) guardAlike(who *format.Access, alike []*guarded, letIn map[*format.Text]bool) {
	var order, servers []string
	rules, excepted := map[string]*AccessRule{}, map[string]*AccessRule{}
	for _, g := range alike {
		if g.who[0] != who {
			continue
		}
		open, one := AccessRule{On: g.on}, g.preflights()
		server := keyOf([]AccessRule{open})
		if excepted[server] == nil {
			servers, excepted[server] = append(servers, server), &open
		}
		excepted[server].Hosts = append(excepted[server].Hosts, g.host)
		key := keyOf([]AccessRule{one})
		if rules[key] == nil {
			order, rules[key] = append(order, key), &one
		}
		rules[key].Hosts = append(rules[key].Hosts, g.host)
	}
	for _, key := range order {
		rule := rules[key]
		rule.NotHosts, rule.Unasked = t.othersBelow(rule.Hosts), rule.Preflight
		t.Access = append(t.Access, rule.divided()...)
	}
	if len(servers) == 0 || who == nil || len(who.Except) == 0 {
		return
	}
	for i := range who.Except {
		letIn[&who.Except[i]] = true
	}
	for _, server := range servers {
		open := excepted[server]
		open.NotHosts, open.Paths = t.othersBelow(open.Hosts), PathsOf(who.Except)
		t.Access = append(t.Access, open.divided()...)
	}
}

// othersBelow are the names below a wildcard of hosts that are none of these.
func (t *Tier) othersBelow(hosts []string) (out []string) {
	mine := routing.NewSet(hosts)
	for _, h := range t.virtual.Names() {
		if !mine.Has(h) && mine.Covers(h) {
			out = append(out, h)
		}
	}
	return out
}
