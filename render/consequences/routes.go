package consequences

import (
	"fmt"
	"maps"
	"slices"

	"render/render/ends"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkRoutes tells of requests that were answered and are not, or by another
// Service. Gateways are told of routes while they run.
func checkRoutes(c *change) {
	before, now := c.old.OwnDoors(), c.doorsAfter()
	all, was, is := ends.New(before), served.OwnersOf(c.old.World), served.OwnersOf(c.new.World)
	for _, at := range before.Order {
		o := c.Old.Find(at.Gateway)
		if c.left(o) {
			continue // of which checkGaps tells
		}
		after := at
		if one := c.changes[o]; one != nil && one.New != nil {
			after.Gateway = one.New.ID()
		}
		f := ends.Doors{At: at, Was: before.By[at], After: after, Is: now.By[after], Away: maps.Clone(c.away[at.Gateway])}
		order, hosts := c.takers(at, after, f.Was, was, is)
		for _, taker := range order { // with the hosts that go to another Gateway of the same pods
			opening := served.Opening{Gateway: taker, Port: at.Port}
			all.Follow(ends.Doors{At: at, Was: f.Was, After: opening, Is: now.By[opening], Away: f.Away, Only: hosts[taker]})
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
	for _, t := range all.Folded() {
		c.tellTurn(&t, all.Open(t.Host))
	}
	c.checkGaps(before)
}

// tellTurn tells what becomes of requests for some paths.
func (c *change) tellTurn(t *ends.Change, open []int64) {
	host, paths := asked(t, open)
	of := []*objects.Object{t.Now.From, t.Old.From}
	if !t.Now.Answers() {
		with := "404"
		if c.gatesAfter().RefusesOn(t.Host, t.Ports) {
			with = "403, since no policy of the gateway lets them in"
		}
		c.tell("route-gone", Danger, fmt.Sprintf("%s: requests for %s are answered by %s no more, but with %s", host, paths, t.Old.Text, with), "", of...)
		return
	}
	if c.tellWay(t.Old, t.Now, host, paths); t.Now.Bare().Same(t.Old.Bare()) {
		c.noteHandling(t.Old.Way, t.Now.Way, t.Now.From)
		return
	}
	if t.Now.Sent != "" && t.Now.Sent != t.Old.Sent {
		c.sent[t.Now.Sent] = append(c.sent[t.Now.Sent], t.Now.From)
	}
	c.tell("route-changes", Note, fmt.Sprintf("%s: requests for %s are answered by %s in place of %s", host, paths, t.Now.Text, t.Old.Text), "", of...)
	c.tellLate(t, host, paths)
}

// asked are the host of requests, with ports where it is asked for by more, and the paths.
func asked(t *ends.Change, open []int64) (host, paths string) {
	host = wording.Quote(t.Host)
	if len(t.Ports) < len(open) {
		host += " on " + portsListed(t.Ports)
	}
	return host, quoted(ends.WithoutTwins(t.Paths))
}

func portsListed(ports []int64) string {
	var out []string
	for _, port := range slices.Sorted(slices.Values(ports)) {
		out = append(out, fmt.Sprint(port))
	}
	return onPorts(out)
}
