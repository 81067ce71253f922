package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
)

// checkPorts tells of ports that a gateway's Service has no more, and of those on which
// its pods listen no more.
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
		c.checkListening(old, e)
	}
}

// checkListening tells of ports that a gateway's Service keeps, and for which no Gateway of
// Istio has a server any more. Where none has any, or there are no hosts any more, others
// tell.
func (c *change) checkListening(old, e *entrance) {
	there := slices.Clone(e.from)
	for _, o := range old.from {
		if slices.Contains(c.staying, o) {
			there = append(there, o)
		}
	}
	now := servedPorts(there)
	if len(now) == 0 && len(old.hosts) > 0 {
		return
	}
	var closed []string
	for _, p := range servedPorts(old.from) {
		if slices.Contains(old.ports, p) && slices.Contains(e.ports, p) && !slices.Contains(now, p) {
			closed = append(closed, p.title())
		}
	}
	if len(closed) > 0 {
		c.tell("port-closed", Danger, fmt.Sprintf("%s: no Gateway has a server for port %s any more: nobody answers there", e.title(), andListed(closed)),
			"see that no client asks there any more", append(e.objects(), old.objects()...)...)
	}
}

// servedPorts are the ports for which Istio's Gateways among objects have servers.
func servedPorts(list []*objects.Object) []port {
	var out []port
	for _, o := range list {
		if id := o.ID(); id.Group != objects.IstioNetworking || id.Kind != "Gateway" {
			continue
		}
		for _, server := range o.Gateway().Servers().All() {
			if number, ok := server.Port().Number().Value(); ok && !slices.Contains(out, port{"TCP", number}) {
				out = append(out, port{"TCP", number})
			}
		}
	}
	return out
}

// title is what a message calls a port: "443", and of another protocol "53 (UDP)".
func (p port) title() string {
	if p.protocol == "TCP" {
		return fmt.Sprint(p.number)
	}
	return fmt.Sprintf("%d (%s)", p.number, p.protocol)
}
