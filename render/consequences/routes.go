package consequences

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkRoutes tells of requests that were answered and are not, or by another
// Service. Gateways are told of routes while they run.
func checkRoutes(c *change) {
	before, now := c.old.OwnDoors(), c.doorsAfter()
	all, was, is := newTurns(before), served.OwnersOf(c.old.World), served.OwnersOf(c.new.World)
	for _, at := range before.Order {
		o := c.Old.Find(at.Gateway)
		if c.left(o) {
			continue // of which checkGaps tells
		}
		after := at
		if one := c.changes[o]; one != nil && one.New != nil {
			after.Gateway = one.New.ID()
		}
		f := followed{at: at, was: before.By[at], after: after, is: now.By[after], away: maps.Clone(c.away[at.Gateway])}
		order, hosts := c.takers(at, after, f.was, was, is)
		for _, taker := range order { // with the hosts that go to another Gateway of the same pods
			opening := served.Opening{Gateway: taker, Port: at.Port}
			all.follow(followed{at: at, was: f.was, after: opening, is: now.By[opening], away: f.away, only: hosts[taker]})
			if f.away == nil {
				f.away = map[string]bool{}
			}
			maps.Copy(f.away, hosts[taker])
		}
		if f.is != nil {
			all.follow(f)
		}
	}
	c.findFollowed(before, all.by)
	for _, t := range all.folded() {
		c.tellTurn(&t, all.open(t.host))
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
		return strings.Join([]string{one.host, fmt.Sprint(one.ports), one.now.Text, fmt.Sprint(one.now.To, one.old.Way, one.now.Way)}, "\x00")
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
		if text := t.list[i].old.Text; !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	if len(texts) > maxListed+1 {
		texts = append(texts[:maxListed:maxListed], fmt.Sprintf("%d others", len(texts)-maxListed))
	}
	out.old.Text = wording.Listed(texts)
	return out
}

func newTurns(before *served.Doors) *turns {
	return &turns{before: before, at: map[string]int{}, by: map[*objects.Object]bool{}}
}

// turn is what changes of requests for some paths of a host.
type turn struct {
	host     string
	paths    []string
	known    map[string]bool // of the paths
	ports    []int64
	old, now served.Outcome
}

// turns are those of all hosts, in the order of the old side.
type turns struct {
	before *served.Doors // all of the old side
	list   []turn
	at     map[string]int
	doors  []followed
	by     map[*objects.Object]bool // the routes of the new side that answer some
}

// followed is a Gateway's port and its door on the old side, and on the new one.
type followed struct {
	at    served.Opening
	was   *served.Door
	after served.Opening
	is    *served.Door
	away  map[string]bool // hosts that are another gateway's from now on
	only  map[string]bool // the hosts that are meant; nil for all
}

// asks reports whether a host is one of those that are followed.
func (f *followed) asks(host string) bool { return !f.away[host] && (f.only == nil || f.only[host]) }

// open are the ports by which a host is asked for.
func (t *turns) open(host string) (out []int64) {
	for _, d := range t.doors {
		if d.was.Serves(host) && d.asks(host) && !slices.Contains(out, d.at.Port) {
			out = append(out, d.at.Port)
		}
	}
	return out
}

// follow finds what changes of requests that come by a Gateway, one for each route of either side, but for
// those of hosts that are another gateway's from now on.
func (t *turns) follow(f followed) {
	t.doors = append(t.doors, f)
	hosts := append(f.was.HostsOf(f.at.Gateway), f.is.HostsOf(f.after.Gateway)...)
	slices.Sort(hosts)
	for _, host := range slices.Compact(hosts) {
		if !f.is.Serves(host) || !f.was.Serves(host) || !f.asks(host) {
			continue // of which is told elsewhere
		}
		for _, r := range f.is.Tried(host) {
			t.by[r.From] = true
		}
		seen := map[string]bool{}
		for _, a := range asksFor(host, f.was, f.is) {
			if key := a.Key(); !seen[key] {
				seen[key] = true
				if was, is := f.was.Becomes(host, &a), f.is.Becomes(host, &a); was.Answers() && !was.Same(is) && (is.Answers() || t.before.Answer(host, &a, was)) {
					t.add(host, f.at.Port, &a, was.Beside(is), is.Beside(was))
				}
			}
		}
	}
}

// maxJoined bounds how many conditions are tried together with those of each route.
const maxJoined = 12

// asksFor are requests for a host that may end otherwise on the new side: one for each
// route that takes some, and those that meet what another route asks for too.
func asksFor(host string, old, now *served.Door) []served.Ask {
	was, is := old.Tried(host), now.Tried(host)
	differ := served.NewIndex(differing(was, is))
	var out []served.Ask
	var conditions [][]served.Condition
	for _, r := range slices.Concat(was, is) {
		for _, a := range served.Variants(r.Ask) {
			if a.TakesNone() {
				continue
			}
			if differ.First(&a, func(d *served.Route) bool { return d.TakesPath(&a) }) != nil {
				out = append(out, a)
			}
		}
		for _, c := range append(served.Opposites(r.Conditions), r.Conditions) {
			if len(c) > 0 && len(conditions) < maxJoined && !slices.ContainsFunc(conditions, func(o []served.Condition) bool { return slices.Equal(c, o) }) {
				conditions = append(conditions, c)
			}
		}
	}
	for _, a := range slices.Clone(out) {
		for _, c := range conditions {
			if both, ok := served.Joined(a.Conditions, c); ok && !slices.Equal(both, a.Conditions) {
				together := a
				together.Conditions = both
				out = append(out, together)
			}
		}
	}
	return out
}

// differing are the routes that one list has and the other has not; all of both, where
// those of both are in another order.
func differing(old, now []served.Route) []served.Route {
	split := func(list, other []served.Route) (common []string, alone []served.Route) {
		known := map[string]bool{}
		for i := range other {
			known[other[i].Whole()] = true
		}
		for i := range list {
			if key := list[i].Whole(); known[key] {
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

func (t *turns) add(host string, port int64, a *served.Ask, was, is served.Outcome) {
	key := strings.Join([]string{host, was.Text, fmt.Sprint(was.To, was.Way), is.Text, fmt.Sprint(is.To, is.Way)}, "\x00")
	at, ok := t.at[key]
	if !ok {
		at = len(t.list)
		t.at[key] = at
		t.list = append(t.list, turn{host: host, old: was, now: is, known: map[string]bool{}})
	}
	text := a.Text
	if len(a.Conditions) > 0 {
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
	of := []*objects.Object{t.now.From, t.old.From}
	if !t.now.Answers() {
		c.tell("route-gone", Danger, fmt.Sprintf("%s: requests for %s are answered by %s no more, but with 404", host, paths, t.old.Text), "", of...)
		return
	}
	if c.tellWay(t.old, t.now, host, paths); t.now.Bare().Same(t.old.Bare()) {
		c.noteHandling(t.old.Way, t.now.Way, t.now.From)
		return
	}
	c.tell("route-changes", Note, fmt.Sprintf("%s: requests for %s are answered by %s in place of %s", host, paths, t.now.Text, t.old.Text), "", of...)
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
	var out []string
	for _, port := range slices.Sorted(slices.Values(ports)) {
		out = append(out, fmt.Sprint(port))
	}
	return onPorts(out)
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
