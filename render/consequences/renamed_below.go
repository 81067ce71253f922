package consequences

import (
	"fmt"
	"slices"

	"render/render/routing"
	"render/render/served"
)

// renamedBelow are the hosts below a wildcard whose routes go on under other names below it, with these: DNS leads
// to the gateway by all of them, its certificate is for them, and what is for all other names answers the old one.
func (c *change) renamedBelow() map[string][]string {
	if c.below != nil {
		return c.below
	}
	c.below = map[string][]string{}
	before, after := c.old.OwnDoors().Behind(), c.new.OwnDoors().Behind()
	come := map[string][]string{} // by where they lead
	for host, to := range after {
		if _, was := before[host]; !was && to != "" {
			come[to] = append(come[to], host)
		}
	}
	for host, to := range before {
		if _, is := after[host]; is || come[to] == nil || routing.IsWild(host) {
			continue
		}
		takes := func(e *served.Entrance, name string) bool { return e != nil && e.Admits(name) }
		for _, name := range slices.Sorted(slices.Values(come[to])) {
			if slices.ContainsFunc(c.old.Entrances, func(e *served.Entrance) bool {
				now := c.new.ByService[e.Service]
				return e.Admits(host) && e.Admits(name) && takes(now, host) && takes(now, name)
			}) {
				c.below[host] = append(c.below[host], name)
			}
		}
	}
	return c.below
}

// isRenamedBelow reports whether all of some hosts go on so.
func (c *change) isRenamedBelow(hosts []string) bool {
	return !slices.ContainsFunc(hosts, func(host string) bool { return c.renamedBelow()[host] == nil })
}

// goesOn is what to do about requests for a host that goes on under another name below a wildcard, and a step; "" of
// any other host.
func (c *change) goesOn(host string) string {
	names := c.renamedBelow()[host]
	if len(names) == 0 {
		return ""
	}
	c.parts = true
	c.steps.Need(beforehand, fmt.Sprintf("have %s answer too, and %s redirect there for as long as clients come by it", allQuoted(names), quoted([]string{host})))
	return "have both names answer first, and the old one redirect to the new one for as long as clients come by it: a step of its own"
}
