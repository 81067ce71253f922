package consequences

import (
	"fmt"
	"slices"

	"render/render/dns"
	"render/render/policies"
	"render/render/served"
)

// atAddress is another Service of a side that has a port at the addresses of one; nil where none does.
func atAddress(s *side, e *served.Entrance, p served.Port) *served.Entrance {
	addresses := e.Reached()
	if len(addresses) == 0 {
		return nil
	}
	for _, o := range s.Reaching(addresses[0]) {
		if o.Service != e.Service && slices.Contains(o.Ports, p) && dns.HasAll(o.Reached(), addresses) {
			return o
		}
	}
	return nil
}

// tellHanded tells of ports on which another Service answers at the same address from now on: whether it
// leads to all that clients came to there.
func (c *change) tellHanded(from, to *served.Entrance, ports []served.Port) {
	if len(ports) == 0 {
		return
	}
	var titles []string
	kept := true
	for _, p := range ports {
		titles = append(titles, p.Title())
		kept = kept && c.leadsOn(from, to, p.Number)
	}
	who := ""
	if only := to.Sources(); len(only) > 0 {
		who = ", to " + quoted(only) + " alone"
	}
	severity, then, help := Note, "open connections end", ""
	if !kept {
		severity, then, help = Danger, "whoever still asks for what this one led to does not get it", "see that no client asks for that any more"
	}
	c.tell("port-closed", severity, fmt.Sprintf("%s: its Service has no %s any more, and at %s %s answers there%s: %s", from.Title(), onPorts(titles), listed(from.Reached()), to.Title(), who, then),
		help, append(from.Objects(), to.Objects()...)...)
}

// leadsOn reports whether a Service leads, by a port, to all that another one led to by it.
func (c *change) leadsOn(from, to *served.Entrance, port int64) bool {
	known := map[string]bool{}
	key := func(l *served.Lead) string {
		ask := ""
		if l.Ask != nil {
			ask = l.Ask.Key()
		}
		return fmt.Sprint(l.Host, "\x00", l.To, "\x00", ask)
	}
	is, was := c.gatesAfter().Ways(), c.gatesBefore().Ways()
	for i := range is {
		if is[i].Entrance.Service == to.Service && is[i].Port == port {
			known[key(&is[i])] = true
		}
	}
	led := false
	for i := range was {
		if was[i].Entrance.Service == from.Service && was[i].Port == port {
			if led = true; !known[key(&was[i])] {
				return false
			}
		}
	}
	return led
}

// wasOpen reports whether another Service had a port at the address of one that has it from now on, and
// let in all whom that does.
func (c *change) wasOpen(e *served.Entrance, p served.Port) bool {
	o := atAddress(c.old, e, p)
	return o != nil && (len(o.Sources()) == 0 || len(e.Sources()) > 0 && len(policies.NotWithin(e.Sources(), o.Sources())) == 0)
}
