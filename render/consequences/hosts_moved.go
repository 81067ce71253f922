package consequences

import (
	"fmt"
	"iter"
	"slices"

	"render/render/objects"
)

// tellMoved tells of hosts that go from one gateway to another: of those that this one
// answered before too, it is left that nobody comes by the old address any more.
func (c *change) tellMoved(hosts []string, from, to *server, before []*server) {
	var had, lacked []string
	for _, host := range hosts {
		answered := func(b *server) bool { return (b.title == to.title || sameAddress(b, to)) && b.names(host) }
		if slices.ContainsFunc(before, answered) {
			had = append(had, host)
		} else {
			lacked = append(lacked, host)
		}
	}
	of := append(slices.Clone(to.from), from.from...)
	c.joinPorts(from, to, hosts)
	if len(lacked) > 0 {
		c.tellLacked(lacked, from, to, of)
	}
	if len(had) > 0 {
		for gets, hosts := range c.alike(from, had) {
			c.tell("host-moves", Warning, fmt.Sprintf("%s: answers %s no more, %s goes on: who still comes by the old address gets %s", from.title, quoted(hosts), to.title, gets),
				"see before that DNS leads to the new address everywhere, and that what was kept of the old one has run out", of...)
		}
		turns := 0
		if j := c.joins(from.title, to.title, to.entrances); len(j.ports) > 0 {
			turns = 1
		}
		c.leadNames(to, had, turns)
	}
}

// tellLacked tells of those that it answered not. Both have them for a while, unless external-dns would go on
// to hand out the old address as long as they do.
func (c *change) tellLacked(hosts []string, from, to *server, of []*objects.Object) {
	help, step := "let both have them until DNS leads to the new address everywhere: two steps", ""
	follows := slices.ContainsFunc(hosts, func(host string) bool { return c.old.IsRecorded(host) || c.old.Follows(host) })
	ok := !follows
	if follows {
		if step, ok = c.handOver(hosts); !ok {
			help = "external-dns hands out the old address for as long as the old gateway has them; a short time to live beforehand makes the gap short"
			if by := c.old.Recorders(hosts); len(by) > 0 && !slices.ContainsFunc(by, func(o *objects.Object) bool { return o.ID().Group != objects.IstioNetworking }) {
				help += ", or a certificate of their own (cert) in a step before, which gives them Gateways of their own that external-dns can pass over"
			}
		}
	}
	for gets, hosts := range c.alike(from, hosts) {
		c.tell("host-moves", Danger, fmt.Sprintf("%s: answers %s no more, %s does: who still comes by the old address gets %s", from.title, quoted(hosts), to.title, gets), help, of...).lasting = !ok
	}
	if !ok {
		return
	}
	j := c.joins(from.title, to.title, to.entrances)
	j.hosts = append(j.hosts, hosts...)
	if follows {
		c.leadBy(step, to, hosts)
	} else {
		c.leadNames(to, hosts, 1)
	}
}

// leadNames has a step lead the names of hosts to one gateway, behind some other turns.
func (c *change) leadNames(to *server, hosts []string, turns int) {
	for _, host := range hosts {
		c.led[host] = true
	}
	c.steps.NeedAfter(beforehand, turns, fmt.Sprintf("have DNS lead to %s alone for %s, and wait until that is known everywhere", to.title, allQuoted(hosts)))
}

// alike are some hosts of a gateway of the old side that it has no more, together where who still asks it
// for them gets the same.
func (c *change) alike(s *server, hosts []string) iter.Seq2[string, []string] {
	var order []string
	by := map[string][]string{}
	for _, host := range hosts {
		gets := c.gatesAfter().Gives(s.entrances, c.gatesBefore(), host)
		if by[gets] == nil {
			order = append(order, gets)
		}
		by[gets] = append(by[gets], host)
	}
	return func(yield func(string, []string) bool) {
		for _, gets := range order {
			if !yield(gets, by[gets]) {
				return
			}
		}
	}
}
