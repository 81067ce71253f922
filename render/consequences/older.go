package consequences

import (
	"fmt"

	"render/render/objects"
	"render/render/wording"
)

// checkOlder tells of VirtualServices that fell out, stay, and answer requests that
// the new side has for others: of several for a host the oldest goes first, by
// whichever Gateway of the same pods they come in.
func checkOlder(c *change) {
	c.checkOlderConnections()
	alone, with := c.new.Doors(nil, c.compareAges), c.doorsAfter()
	for _, at := range alone.Order {
		one, all := alone.By[at], with.By[at]
		for _, host := range sortedHosts(all) {
			for i := range all.Routes[host] {
				a := &all.Routes[host][i].Ask
				ought, is := one.Becomes(host, a), all.Becomes(host, a)
				if !ought.Answers() || ought.Same(is) || is.From == ought.From {
					continue
				}
				c.tellOlder(is.From, ought.From, host, wording.Quote(host))
			}
		}
	}
}

// tellOlder tells of a route that stays and goes before one of the new side, for a host or by a port
// alone.
func (c *change) tellOlder(stays, is *objects.Object, host, what string) {
	c.won[stays] = append(c.won[stays], host)
	older, newer := titledApart(stays, is)
	c.tell("old-route-wins", Danger, fmt.Sprintf("%s: stays and is older, so that it answers for %s in place of %s", older, what, newer),
		"once the new pods are ready, run: "+deletion(stays), stays, is)
	c.dismiss(byHand, "once the new pods are ready, "+deletion(stays), stays)
}
