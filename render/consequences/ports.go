package consequences

import (
	"fmt"
	"slices"
)

// checkPorts tells of ports that a gateway's Service has no more.
func checkPorts(c *change) {
	for _, e := range c.new.entrances {
		old := c.old.byService[e.service]
		if old == nil {
			continue
		}
		var closed []string
		for _, p := range old.ports {
			// Clients of HTTP/3 go on over TCP by themselves.
			if other := (port{"TCP", p.number}); slices.Contains(e.ports, p) || p.protocol == "UDP" && slices.Contains(e.ports, other) {
				continue
			}
			closed = append(closed, p.title())
		}
		if len(closed) > 0 {
			c.tell("port-closed", Danger, fmt.Sprintf("%s: its Service has no port %s any more: nobody answers there", e.title(), andListed(closed)),
				"see that no client asks there any more", append(e.objects(), old.objects()...)...)
		}
	}
}

// title is what a message calls a port: "443", and of another protocol "53 (UDP)".
func (p port) title() string {
	if p.protocol == "TCP" {
		return fmt.Sprint(p.number)
	}
	return fmt.Sprintf("%d (%s)", p.number, p.protocol)
}
