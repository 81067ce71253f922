package consequences

import (
	"fmt"
	"net/netip"
	"slices"

	"render/render/objects"
	"render/render/routing"
)

// checkServed tells of hosts that come to gateways, leave them or go from one to
// another.
func checkServed(c *change) {
	before, now := c.old.servers(nil), c.new.servers(c.remaining())
	for _, s := range before {
		var gone []string
		moved := map[*server][]string{}
		for _, host := range s.hosts {
			if slices.ContainsFunc(now, func(n *server) bool {
				return n.title == s.title && n.answers(host) || sameAddress(n, s) && n.answers(host)
			}) {
				continue
			}
			if at := slices.IndexFunc(now, func(n *server) bool { return n.answers(host) }); at >= 0 {
				moved[now[at]] = append(moved[now[at]], host)
				continue
			}
			if !c.open(host) {
				gone = append(gone, host)
			}
		}
		if len(gone) > 0 {
			c.tell("host-gone", Danger, fmt.Sprintf("%s: answers %s no more: requests get 404, and TLS connections end at once", s.title, quoted(gone)), "", s.from...)
		}
		for _, to := range now {
			if hosts := moved[to]; len(hosts) > 0 {
				c.tellMoved(hosts, s, to)
			}
		}
	}
	for _, s := range now {
		var come []string
		for _, host := range s.hosts {
			if !slices.ContainsFunc(before, func(b *server) bool { return b.answers(host) }) {
				come = append(come, host)
			}
		}
		if len(come) > 0 {
			c.tell("host-new", Note, fmt.Sprintf("%s: answers %s from now on%s", s.title, quoted(come), c.namesTo(s)), "", s.from...)
		}
	}
}

// open reports whether a Gateway of the new side is for a host, whether clients
// outside the cluster come to it or not.
func (c *change) open(host string) bool {
	for g := range c.new.world.Gateways() {
		if slices.ContainsFunc(hostsOfServers(g), func(own string) bool { return routing.Covers(own, host) }) {
			return true
		}
	}
	return false
}

// server is a gateway with the hosts that it answers.
type server struct {
	title     string
	hosts     []string
	addresses []netip.Addr
	from      []*objects.Object
}

func (s *server) answers(host string) bool {
	return slices.ContainsFunc(s.hosts, func(own string) bool { return routing.Covers(own, host) })
}

// sameAddress reports whether clients of one find the other, as where a tier is
// renamed.
func sameAddress(a, b *server) bool {
	return len(a.addresses) > 0 && slices.Equal(a.addresses, b.addresses)
}

// servers are those of a side, with entrances of the other one that stay.
func (s *side) servers(staying []*entrance) []*server {
	var out []*server
	for _, e := range slices.Concat(s.entrances, staying) {
		if len(e.hosts) == 0 {
			continue
		}
		at := slices.IndexFunc(out, func(one *server) bool { return one.title == e.title() })
		if at < 0 {
			at = len(out)
			out = append(out, &server{title: e.title(), addresses: e.addresses})
		}
		one := out[at]
		for _, host := range e.hosts {
			if !slices.Contains(one.hosts, host) {
				one.hosts = append(one.hosts, host)
			}
		}
		one.from = append(append(one.from, e.from...), e.object)
	}
	return out
}

// remaining are the entrances of the old side that nobody deletes, with the hosts of
// Gateways that nobody deletes either.
func (c *change) remaining() []*entrance {
	var out []*entrance
	for _, e := range c.old.entrances {
		rest := *e
		rest.hosts, rest.from = nil, nil
		for _, o := range e.from {
			if !slices.Contains(c.staying, o) {
				continue
			}
			rest.from = append(rest.from, o)
			rest.hosts = append(rest.hosts, hostsOfServers(o.Gateway())...)
		}
		if e.maker == controlPlane && slices.Contains(c.staying, e.object) {
			rest.hosts = e.hosts
		}
		if len(rest.hosts) > 0 {
			out = append(out, &rest)
		}
	}
	return out
}

// namesTo is where DNS has to lead for a gateway's new hosts; "" where something
// sees to it, or that is not known.
func (c *change) namesTo(s *server) string {
	if c.new.externalDNS() || len(s.addresses) == 0 {
		return ""
	}
	return "; DNS has to lead to " + listed(s.addresses)
}

func (c *change) tellMoved(hosts []string, from, to *server) {
	c.tell("host-moves", Danger, fmt.Sprintf("%s: answers %s no more, %s does: who still comes by the old address gets 404", from.title, quoted(hosts), to.title),
		"let both have them until DNS leads to the new address everywhere: two steps", append(slices.Clone(to.from), from.from...)...)
	c.steps.need(beforehand, fmt.Sprintf("let %s have %s too, and have DNS lead there", to.title, quoted(hosts)))
}
