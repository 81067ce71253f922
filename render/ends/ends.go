// Package ends owns which requests end otherwise at the doors of one side than at those of another.
//
// In go doors of both sides, one after the other; out come changes, by host, each with the paths that
// are asked for and both ends. It must never know who applies a change, or judge what it does.
package ends

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
)

// maxApart is how many changes of a host with one end are told one by one.
const maxApart = 8

// Folded are the changes, those of a host that end alike as one where they are many: one
// host more below a wildcard with a thousand apps is one cause. Whole hosts that are closed alike are one too.
func (t *Changes) Folded() []Change {
	t = &Changes{List: t.Joined()}
	alike := map[string][]int{}
	key := func(one *Change) string {
		return strings.Join([]string{one.Host, fmt.Sprint(one.Ports), one.Now.Text, fmt.Sprint(one.Now.To, one.Old.Way, one.Now.Way, one.Beyond)}, "\x00")
	}
	for i := range t.List {
		if k := key(&t.List[i]); t.List[i].Hosts == nil {
			alike[k] = append(alike[k], i)
		}
	}
	var out []Change
	for i := range t.List {
		one := t.List[i]
		if one.Hosts != nil {
			out = append(out, one)
			continue
		}
		switch of := alike[key(&one)]; {
		case len(of) <= maxApart:
			out = append(out, one)
		case of[0] == i:
			out = append(out, t.together(of))
		}
	}
	return out
}

// together are some changes as one.
func (t *Changes) together(of []int) Change {
	out := t.List[of[0]]
	var texts []string
	out.Paths, out.Samples = nil, nil
	for _, i := range of {
		out.Paths, out.Samples = append(out.Paths, WithoutTwins(t.List[i].Paths)...), append(out.Samples, t.List[i].Samples...)
		if text := t.List[i].Old.Text; !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	out.Old.Text = listed(texts)
	return out
}

// New are no changes yet of an old side with some doors.
func New(before *served.Doors) *Changes {
	return &Changes{before: before, at: map[string]int{}, shut: map[whole]string{}, By: map[*objects.Object]bool{}}
}

// Change is what becomes otherwise of requests for some paths of a host.
type Change struct {
	Host     string
	Paths    []string
	Samples  []string        // a request's path for each of these
	known    map[string]bool // of the paths
	Ports    []int64
	Old, Now served.Outcome
	Of       string // what has the door, as a message calls it
	// Beyond is whether the paths are those with which requests begin, of which only those get another end that go on
	// without a slash.
	Beyond bool
	// was and now are what all requests for the host get, as shut gives it.
	was, now string
	// Hosts are several with what becomes of them, see Joined; All of them that are answered there.
	Hosts []string
	All   bool
	Each  []Change
	// Some is whether other requests for the host got before what these get now, or get still what these got.
	Some bool
	// Whole is whether all requests for the host are answered from now on.
	Whole bool
}

// Changes are those of all hosts, in the order of the old side.
type Changes struct {
	before *served.Doors // all of the old side
	List   []Change
	at     map[string]int
	doors  []Doors
	shut   map[whole]string
	By     map[*objects.Object]bool // the routes of the new side that answer some
}

// Doors are a Gateway's port and its door on the old side, and on the new one.
type Doors struct {
	At    served.Opening
	Was   *served.Door
	After served.Opening
	Is    *served.Door
	Away  map[string]bool // hosts that are another gateway's from now on
	Only  map[string]bool // the hosts that are meant; nil for all
	Of    string          // what has it, as a message calls it
}

// asks reports whether a host is one of those that are followed.
func (f *Doors) asks(host string) bool { return !f.Away[host] && (f.Only == nil || f.Only[host]) }

// Open are the ports by which a host is asked for.
func (t *Changes) Open(host string) (out []int64) {
	for _, d := range t.doors {
		if d.Was.Serves(host) && d.asks(host) && !slices.Contains(out, d.At.Port) {
			out = append(out, d.At.Port)
		}
	}
	return out
}

// Follow finds what changes of requests that come by a Gateway, one for each route of either side, but for
// those of hosts that are another gateway's from now on.
func (t *Changes) Follow(f Doors) {
	t.doors = append(t.doors, f)
	hosts := append(f.Was.HostsOf(f.At.Gateway), f.Is.HostsOf(f.After.Gateway)...)
	slices.Sort(hosts)
	for _, host := range slices.Compact(hosts) {
		if !f.Is.Serves(host) || !f.Was.Serves(host) || !f.asks(host) {
			continue // of which is told elsewhere
		}
		for _, r := range f.Is.Tried(host) {
			t.By[r.From] = true
		}
		before, now := t.noteShut(&f, host)
		some := now != "" && gives(f.Was, host, now) || before != "" && gives(f.Is, host, before)
		whole, seen := takesAll(f.Is, host), map[string]bool{}
		for _, a := range asksFor(host, f.Was, f.Is) {
			if key := a.Key(); !seen[key] {
				seen[key] = true
				if was, is := f.Was.Becomes(host, &a), f.Is.Becomes(host, &a); was.Answers() && !was.Same(is) && (is.Answers() || t.before.Answer(host, &a, was)) {
					one := t.add(host, f.At.Port, &a, was.Beside(is), is.Beside(was), f.keepsBelow(host, &a, was))
					one.at(f.Of, before, now, some, whole)
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
			if len(c) > 0 && len(conditions) < maxJoined && !slices.ContainsFunc(conditions, func(o []served.Condition) bool { return slices.EqualFunc(c, o, served.Condition.Same) }) {
				conditions = append(conditions, c)
			}
		}
	}
	for _, a := range slices.Clone(out) {
		for _, c := range conditions {
			if both, ok := served.Joined(a.Conditions, c); ok && !slices.EqualFunc(both, a.Conditions, served.Condition.Same) {
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

// keepsBelow is the path of a prefix of letters if all that is asked for that path and below it ends as before; "" if it is none.
func (f *Doors) keepsBelow(host string, a *served.Ask, was served.Outcome) string {
	path, within := a.Begins()
	if slices.ContainsFunc(within, func(b served.Ask) bool { return !f.Is.Becomes(host, &b).Same(was) }) {
		return ""
	}
	return path
}

func (t *Changes) add(host string, port int64, a *served.Ask, was, is served.Outcome, beyond string) *Change {
	key := strings.Join([]string{host, was.Text, fmt.Sprint(was.To, was.Way), is.Text, fmt.Sprint(is.To, is.Way, beyond != "")}, "\x00")
	at, ok := t.at[key]
	if !ok {
		at = len(t.List)
		t.at[key] = at
		t.List = append(t.List, Change{Host: host, Old: was, Now: is, Beyond: beyond != "", known: map[string]bool{}})
	}
	text := cmp.Or(beyond, a.Text)
	if len(a.Conditions) > 0 {
		text += " with conditions"
	}
	one := &t.List[at]
	if !one.known[text] {
		one.known[text] = true
		one.Paths, one.Samples = append(one.Paths, text), append(one.Samples, a.Sample())
	}
	if !slices.Contains(one.Ports, port) {
		one.Ports = append(one.Ports, port)
	}
	return one
}

// WithoutTwins leaves out "/a" beside "/a/*", which are one prefix of whole segments.
func WithoutTwins(paths []string) []string {
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
