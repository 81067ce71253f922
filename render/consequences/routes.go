package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// checkRoutes tells of requests that were answered and are not, or by another
// Service. Gateways are told of routes while they run.
func checkRoutes(c *change) {
	before, now := c.old.doors(nil, compareNames), c.doorsAfter()
	all := newTurns()
	for _, at := range before.order {
		o := c.Old.Find(at.gateway)
		if c.left(o) {
			continue // of which checkGaps tells
		}
		after := at
		if one := c.changes[o]; one != nil && one.New != nil {
			after.gateway = one.New.ID()
		}
		if d := now.by[after]; d != nil {
			all.follow(at.port, before.by[at], d)
		}
	}
	for _, t := range all.folded() {
		c.tellTurn(&t, all.open[t.host])
	}
	c.checkGaps(before)
}

// mostTurns is how many turns of a host with one end are told one by one.
const mostTurns = 8

// folded are the turns, those of a host that end alike as one where they are many: one
// host more below a wildcard with a thousand apps is one cause.
func (t *turns) folded() []turn {
	alike := map[string][]int{}
	key := func(one *turn) string {
		return strings.Join([]string{one.host, fmt.Sprint(one.ports), one.now.text, fmt.Sprint(one.now.to)}, "\x00")
	}
	for i := range t.list {
		k := key(&t.list[i])
		alike[k] = append(alike[k], i)
	}
	var out []turn
	for i := range t.list {
		one := t.list[i]
		switch of := alike[key(&one)]; {
		case len(of) <= mostTurns:
			out = append(out, one)
		case of[0] == i:
			out = append(out, t.together(of))
		}
	}
	return out
}

// together are some turns as one.
func (t *turns) together(of []int) turn {
	out := t.list[of[0]]
	var texts []string
	out.paths = nil
	for _, i := range of {
		out.paths = append(out.paths, withoutTwins(t.list[i].paths)...)
		if text := t.list[i].old.text; !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) > maxListed+1 {
		texts = append(texts[:maxListed:maxListed], fmt.Sprintf("%d others", len(texts)-maxListed))
	}
	out.old.text = andListed(texts)
	return out
}

func newTurns() *turns { return &turns{at: map[string]int{}, open: map[string][]int64{}} }

// turn is what changes of requests for some paths of a host.
type turn struct {
	host     string
	paths    []string
	known    map[string]bool // of the paths
	ports    []int64
	old, now outcome
}

// turns are those of all hosts, in the order of the old side.
type turns struct {
	list []turn
	at   map[string]int
	open map[string][]int64 // by which ports a host is asked for
}

// follow finds what changes of requests at a door, one for each route of either
// side.
func (t *turns) follow(port int64, old, now *door) {
	hosts := append(sortedHosts(old), sortedHosts(now)...)
	slices.Sort(hosts)
	for _, host := range slices.Compact(hosts) {
		if !now.serves(host) || !old.serves(host) {
			continue // of which is told elsewhere
		}
		t.open[host] = append(t.open[host], port)
		if was, is := old.redirects(host), now.redirects(host); was || is {
			t.turnApart(host, port, was, is)
			continue
		}
		seen := map[string]bool{}
		for _, a := range asksFor(host, old, now) {
			if key := a.key(); !seen[key] {
				seen[key] = true
				if was, is := old.becomes(host, &a), now.becomes(host, &a); was.answers() && !was.same(is) {
					t.add(host, port, &a, was, is)
				}
			}
		}
	}
}

// maxJoined bounds how many conditions are tried together with those of each route.
const maxJoined = 12

// asksFor are requests for a host that may end otherwise on the new side: one for each
// route that takes some, and those that meet what another route asks for too.
func asksFor(host string, old, now *door) []ask {
	was, is := old.routes[old.virtualHost(host)], now.routes[now.virtualHost(host)]
	differ := newRouteIndex(differing(was, is))
	var out []ask
	var conditions [][]condition
	for _, r := range slices.Concat(was, is) {
		for _, a := range variants(r.ask) {
			if differ.first(&a, func(d *route) bool { return d.takesPath(&a) }) != nil {
				out = append(out, a)
			}
		}
		for _, c := range append(opposites(r.conditions), r.conditions) {
			if len(c) > 0 && len(conditions) < maxJoined && !slices.ContainsFunc(conditions, func(o []condition) bool { return slices.Equal(c, o) }) {
				conditions = append(conditions, c)
			}
		}
	}
	for _, a := range slices.Clone(out) {
		for _, c := range conditions {
			if both, ok := joined(a.conditions, c); ok && !slices.Equal(both, a.conditions) {
				together := a
				together.conditions = both
				out = append(out, together)
			}
		}
	}
	return out
}

// differing are the routes that one list has and the other has not; all of both, where
// those of both are in another order.
func differing(old, now []route) []route {
	split := func(list, other []route) (common []string, alone []route) {
		known := map[string]bool{}
		for i := range other {
			known[other[i].whole()] = true
		}
		for i := range list {
			if key := list[i].whole(); known[key] {
				common = append(common, key)
			} else {
				alone = append(alone, list[i])
			}
		}
		return common, alone
	}
	before, gone := split(old, now)
	after, come := split(now, old)
	if !slices.Equal(before, after) {
		return slices.Concat(old, now)
	}
	return append(gone, come...)
}

// turnApart notes that all requests for a host are sent to https, or no more.
func (t *turns) turnApart(host string, port int64, was, is bool) {
	if was == is {
		return
	}
	routes, apart := outcome{text: "its routes"}, outcome{text: "a redirect to https"}
	whole := newAsk(routing.Every, "", false, nil)
	if is {
		t.add(host, port, &whole, routes, apart)
	} else {
		t.add(host, port, &whole, apart, routes)
	}
}

func sortedHosts(d *door) []string {
	var out []string
	for host := range d.routes {
		out = append(out, host)
	}
	slices.Sort(out)
	return out
}

func (t *turns) add(host string, port int64, a *ask, was, is outcome) {
	key := strings.Join([]string{host, was.text, fmt.Sprint(was.to), is.text, fmt.Sprint(is.to)}, "\x00")
	at, ok := t.at[key]
	if !ok {
		at = len(t.list)
		t.at[key] = at
		t.list = append(t.list, turn{host: host, old: was, now: is, known: map[string]bool{}})
	}
	text := a.text
	if len(a.conditions) > 0 {
		text += " with conditions"
	}
	one := &t.list[at]
	if !one.known[text] {
		one.known[text] = true
		one.paths = append(one.paths, text)
	}
	if !slices.Contains(one.ports, port) {
		one.ports = append(one.ports, port)
	}
}

// tellTurn tells what becomes of requests for some paths.
func (c *change) tellTurn(t *turn, open []int64) {
	host, paths := t.asked(open)
	of := []*objects.Object{t.now.from, t.old.from}
	if !t.now.answers() {
		c.tell("route-gone", Danger, fmt.Sprintf("%s: requests for %s are answered by %s no more, but with 404", host, paths, t.old.text), "", of...)
		return
	}
	c.tell("route-changes", Note, fmt.Sprintf("%s: requests for %s are answered by %s in place of %s", host, paths, t.now.text, t.old.text), "", of...)
	c.tellLate(t, host, paths)
}

// asked are the host of a turn, with ports where it is asked for by more, and the paths.
func (t *turn) asked(open []int64) (host, paths string) {
	host = wording.Quote(t.host)
	if len(t.ports) < len(open) {
		host += " on " + portsListed(t.ports)
	}
	return host, quoted(withoutTwins(t.paths))
}

func portsListed(ports []int64) string {
	if len(ports) == 1 {
		return fmt.Sprintf("port %d", ports[0])
	}
	var out []string
	for _, port := range slices.Sorted(slices.Values(ports)) {
		out = append(out, fmt.Sprint(port))
	}
	return "ports " + andListed(out)
}

// withoutTwins leaves out "/a" beside "/a/*", which are one prefix of whole segments.
func withoutTwins(paths []string) []string {
	known := make(map[string]bool, len(paths))
	for _, path := range paths {
		known[path] = true
	}
	return slices.DeleteFunc(slices.Clone(paths), func(path string) bool {
		bare, rest, _ := strings.Cut(path, " ")
		twin := bare + "/*"
		if rest != "" {
			twin += " " + rest
		}
		return known[twin]
	})
}
