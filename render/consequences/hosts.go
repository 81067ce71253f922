package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// checkServed tells of hosts that come to gateways, leave them or go from one to
// another.
func checkServed(c *change) {
	before := slices.Concat(c.old.servers(nil), unreached(c.old, nil), controlled(c.old.controllers()))
	now := slices.Concat(c.new.servers(c.remaining()), unreached(c.new, c.stayingReached()), controlled(c.controllersAfter()))
	readRoutes(before, c.old.OwnDoors(), c.old.OwnPassages())
	readRoutes(now, c.doorsAfter(), c.passagesAfter())
	come := comeTo(before, now)
	for _, s := range before {
		gone, moved := c.whereTo(s, now)
		c.findRenamed(s, gone, now, come)
		for gets, hosts := range c.alike(s, gone) {
			c.tell("host-gone", Danger, fmt.Sprintf("%s: answers %s no more: who still comes gets %s%s", s.title, quoted(hosts), gets, besideWildcard(hosts, now)), c.helpRenamed(hosts), append(c.nowFor(hosts), s.from...)...)
		}
		for _, to := range now {
			if hosts := routing.Widest(moved[to]); len(hosts) > 0 {
				c.tellMoved(hosts, s, to, before)
				c.sendAway(s, moved[to])
			}
		}
	}
	for _, s := range now {
		if hosts := come[s]; len(hosts) > 0 {
			c.tell("host-new", Note, fmt.Sprintf("%s: answers %s from now on%s", s.title, quoted(hosts), c.namesTo(s, hosts)), "", s.from...)
		}
		c.tellBesides(s, before, now)
	}
}

// comeTo are the hosts that gateways of the new side have and none like them had.
func comeTo(before, now []*server) map[*server][]string {
	out := map[*server][]string{}
	for _, s := range now {
		var come []string
		for _, host := range slices.Concat(s.hosts, s.below) {
			if !slices.ContainsFunc(before, func(b *server) bool { return b.had(host, s) }) {
				come = append(come, host)
			}
		}
		if come = routing.Widest(come); len(come) > 0 {
			out[s] = come
		}
	}
	return out
}

// whereTo are the hosts of a gateway of the old side that no gateway has any more, and those
// that others have now. Of a host below a wildcard that has no route any more checkRoutes
// tells.
func (c *change) whereTo(s *server, now []*server) (gone []string, moved map[*server][]string) {
	moved = map[*server][]string{}
	for i, host := range slices.Concat(s.hosts, s.below) {
		if s.keeps(host, now) {
			continue
		}
		has := func(n *server) bool {
			return !n.is(s) && (n.takes(host, s) || c.succeeds(n, s, host)) && (!n.unreached || !c.stays(s)) && (!s.controls || n.routes.Meets(host))
		}
		at := slices.IndexFunc(now, func(n *server) bool { return has(n) && n.names(host) })
		if below := i >= len(s.hosts); at < 0 && !below {
			at = slices.IndexFunc(now, has)
		} else if at < 0 {
			continue
		}
		switch {
		case at < 0:
			gone = append(gone, host)
		case !now[at].unreached && !s.unreached:
			moved[now[at]] = append(moved[now[at]], host)
		}
	}
	return s.goneBelow(gone, moved), moved
}

// besideWildcard is what else is said of hosts that are gone where a wildcard of another gateway
// takes them all.
func besideWildcard(gone []string, now []*server) string {
	at := slices.IndexFunc(now, func(n *server) bool {
		return !n.unreached && !slices.ContainsFunc(gone, func(host string) bool { return !n.answers(host) })
	})
	if at < 0 {
		return ""
	}
	return fmt.Sprintf("; %s, whose wildcard takes the name too, has other routes for it", now[at].title)
}

// nowFor are the Gateways of the new side that are for some hosts, though nobody comes
// to them by what came before.
func (c *change) nowFor(hosts []string) []*objects.Object {
	var out []*objects.Object
	for g := range c.new.World.Gateways() {
		own := served.HostsOfServers(g)
		if slices.ContainsFunc(hosts, func(host string) bool {
			return slices.ContainsFunc(own, func(one string) bool { return routing.Covers(one, host) })
		}) {
			out = append(out, g.Object())
		}
	}
	return out
}

// stays reports whether clients come in on the new side by what they come to a gateway
// by, and as much is known of its pods as before.
func (c *change) stays(s *server) bool {
	knows := func(one *side, e *served.Entrance) bool {
		for range one.World.PodsOf(e.Namespace, e.Pods) {
			return true
		}
		return false
	}
	return slices.ContainsFunc(s.entrances, func(e *served.Entrance) bool {
		now := c.new.ByService[e.Service]
		return now != nil && knows(c.old, e) == knows(c.new, now)
	})
}

// namesTo is where DNS has to lead for a gateway's new hosts; "" where something
// sees to it, or that is not known.
func (c *change) namesTo(s *server, hosts []string) string {
	if c.new.ExternalDNS() || len(s.addresses) == 0 {
		return ""
	}
	if mayForward(hosts, s.addresses) {
		return "; DNS has to lead to " + listed(s.addresses) + ", or to the router that forwards there"
	}
	return "; DNS has to lead to " + listed(s.addresses)
}
