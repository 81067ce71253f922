package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/render/ends"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkRoutes tells of requests that were answered and are not, or by another
// Service. Gateways are told of routes while they run.
func checkRoutes(c *change) {
	before, now := c.old.OwnDoors(), c.doorsAfter()
	all := ends.New(before)
	taking := ends.TakersOf(c.old.World, c.new.World, now)
	for _, at := range before.Order {
		o := c.Old.Find(at.Gateway)
		if c.left(o) {
			continue // of which checkGaps tells
		}
		after := at
		if one := c.changes[o]; one != nil && one.New != nil {
			after.Gateway = one.New.ID()
		}
		f := ends.Doors{Of: c.old.titleOfDoor(o), At: at, Was: before.By[at], After: after, Is: now.By[after], Away: maps.Clone(c.away[at.Gateway])}
		order, hosts := taking.Of(&f, o)
		for _, taker := range order { // with the hosts that go to another Gateway of the same pods
			opening := served.Opening{Gateway: taker, Port: at.Port}
			all.Follow(ends.Doors{Of: f.Of, At: at, Was: f.Was, After: opening, Is: now.By[opening], Away: f.Away, Only: hosts[taker]})
			if f.Away == nil {
				f.Away = map[string]bool{}
			}
			maps.Copy(f.Away, hosts[taker])
		}
		if f.Is != nil {
			all.Follow(f)
		}
	}
	c.findFollowed(before, all.By)
	folded := all.Folded()
	for i := range folded {
		if t := &folded[i]; t.Hosts != nil {
			c.turns = append(c.turns, t.Each...)
		} else {
			c.turns = append(c.turns, *t)
		}
	}
	for i := range folded {
		switch t := &folded[i]; {
		case c.perhaps[t.Now.From]: // of which it is told that nobody knows
		case t.Hosts != nil:
			c.tellTurns(t, all)
		default:
			c.tellTurn(t, all.Open(t.Host))
		}
	}
	c.checkGaps(before)
}

// tellTurn tells what becomes of requests for some paths.
func (c *change) tellTurn(t *ends.Change, open []int64) {
	host, paths := asked(t, open)
	of := t.From()
	if !t.Now.Answers() {
		with := c.answeredWithout(t)
		severity, help := Danger, ""
		if t.Beyond {
			severity, help = Warning, beyondHelp(t.Paths[0])
		}
		if t.Old.Fails() {
			severity = Note
		}
		renamed := c.goesOn(t.Host)
		one := c.tell("route-gone", severity, fmt.Sprintf("%s: requests for %s are answered by %s no more, but with %s", host, paths, t.Old.Text, with), cmp.Or(renamed, help), of...)
		one.done = one.done || renamed != ""
		return
	}
	if c.tellWay(t.Old, t.Now, host, paths); t.Now.Bare().Same(t.Old.Bare()) {
		c.noteHandling(t.Old.Way, t.Now.Way, t.Now.From)
		return
	}
	c.sendsTo(t)
	severity, help := Note, c.goesOn(t.Host)
	if help != "" {
		severity = Warning
	}
	c.tell("route-changes", severity, host+": "+answeredNow(t, "requests for "+paths, "all requests"), help, of...)
	c.tellLate(t, open)
}

// answeredWithout is what a gateway answers to requests that no route takes any more: policies are asked before routes are.
func (c *change) answeredWithout(t *ends.Change) string {
	refused, gates := 0, c.gatesAfter()
	for _, path := range t.Samples {
		if gates.RefusesOn(t.Host, path, t.Ports) {
			refused++
		}
	}
	switch refused {
	case 0:
		return "404"
	case len(t.Samples):
		return "403, since no policy of the gateway lets them in"
	}
	return "404, or 403 where no policy of the gateway lets them in"
}

// tellLate tells of requests that go to pods which are made with their route, of the same paths on each port of
// the host.
func (c *change) tellLate(t *ends.Change, open []int64) {
	host, paths := asked(t, open)
	c.tellUnheard(t, host, paths)
	late := c.late(t.Now, t.Old)
	if len(late) == 0 || c.tellsOf("route-before-pods", t.Now.From) {
		return
	}
	everywhere := *t
	everywhere.Ports = nil
	for i := range c.turns {
		if o := &c.turns[i]; o.Now.From == t.Now.From && o.Host == t.Host && slices.Equal(o.Paths, t.Paths) && len(c.late(o.Now, o.Old)) > 0 {
			everywhere.Ports = append(everywhere.Ports, o.Ports...)
		}
	}
	host, paths = asked(&everywhere, open)
	c.tell("route-before-pods", Warning, fmt.Sprintf("%s: requests for %s go to %s, whose pods are made with the route: they fail with 503 until these are ready", host, paths, partsListed(late)),
		c.helpBeside(late...), t.Now.From)
	c.addBeside(late...)
}

// sendsTo notes to which hosts redirects send clients that went elsewhere.
func (c *change) sendsTo(t *ends.Change) {
	if t.Now.Sent != "" && t.Now.Sent != t.Old.Sent {
		c.sent[t.Now.Sent] = append(c.sent[t.Now.Sent], t.Now.From)
	}
}

// tellTurns tells of whole hosts that are closed alike, or opened again.
func (c *change) tellTurns(t *ends.Change, all *ends.Changes) {
	some, of := false, t.Of
	for _, host := range t.Hosts {
		some = some || len(t.Ports) < len(all.Open(host))
	}
	what := "all requests"
	switch {
	case t.Some:
		what = "requests for " + quoted(ends.WithoutTwins(t.Paths))
	case len(t.Now.To) > 0, !t.Whole: // for whatever has a route
		what = "requests"
	}
	switch {
	case len(t.Hosts) == 1:
		of = wording.Quote(t.Hosts[0])
	case !t.All && t.Some:
		what += " of " + quoted(t.Hosts)
	case !t.All:
		what += " for " + quoted(t.Hosts)
	}
	if some {
		of += " on " + portsListed(t.Ports)
	}
	c.tell("route-changes", Note, of+": "+answeredNow(t, what, what), "", t.From()...)
	for i := range t.Each {
		one := &t.Each[i]
		host, paths := asked(one, all.Open(one.Host))
		c.tellWay(one.Old, one.Now, host, paths)
		c.sendsTo(one)
		c.tellLate(one, all.Open(one.Host))
	}
}

// answeredNow is by what requests are answered: where it is all of them from now on, which ones were before is said beside.
func answeredNow(t *ends.Change, what, every string) string {
	if paths, all := t.Shut(); all && !slices.Contains(paths, "/*") {
		return fmt.Sprintf("%s are answered by %s, those for %s in place of %s", every, t.Now.Text, quoted(paths), t.Old.Text)
	}
	return fmt.Sprintf("%s are answered by %s in place of %s", what, t.Now.Text, t.Old.Text)
}

// titleOfDoor is what a message calls whatever has the doors of a Gateway.
func (s *side) titleOfDoor(gateway *objects.Object) string {
	for _, e := range s.Entrances {
		if slices.Contains(e.Gateways(), gateway) {
			return e.Title()
		}
	}
	if gateway == nil { // one without a name
		return ""
	}
	return titled(gateway)
}

// asked are the host of requests, with ports where it is asked for by more, and the paths.
func asked(t *ends.Change, open []int64) (host, paths string) {
	host = wording.Quote(t.Host)
	if len(t.Ports) < len(open) {
		host += " on " + portsListed(t.Ports)
	}
	if t.Beyond {
		return host, "paths that begin with " + quoted(t.Paths) + " and go on without a slash, as " + wording.Quote(barePath(t.Paths[0])+"-two") + ","
	}
	return host, quoted(ends.WithoutTwins(t.Paths))
}

// beyondHelp is how a route takes all that begins with a path, which one of whole segments does not.
func beyondHelp(path string) string {
	return "where somebody asks for such, write the route as {regex: " + strconv.Quote(regexp.QuoteMeta(barePath(path))+".*") + "}"
}

// barePath is a path without what is told of its conditions.
func barePath(path string) string { bare, _, _ := strings.Cut(path, " "); return bare }

func portsListed(ports []int64) string {
	var out []string
	for _, port := range slices.Sorted(slices.Values(ports)) {
		out = append(out, fmt.Sprint(port))
	}
	return onPorts(out)
}
