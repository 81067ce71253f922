package consequences

import (
	"fmt"
	"slices"

	"render/render/objects"
	"render/render/served"
)

// checkPorts tells of ports that a gateway's Service has no more, and of those on which
// its pods listen no more.
func checkPorts(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil {
			continue
		}
		var closed []string
		for _, p := range old.Ports {
			// Clients of HTTP/3 go on over TCP by themselves.
			if other := (served.Port{Protocol: "TCP", Number: p.Number}); slices.Contains(e.Ports, p) || p.Protocol == "UDP" && slices.Contains(e.Ports, other) {
				continue
			}
			closed = append(closed, p.Title())
		}
		if len(closed) > 0 {
			c.tell("port-closed", Danger, fmt.Sprintf("%s: its Service has no %s any more: nobody answers there", e.Title(), onPorts(closed)),
				"see that no client asks there any more", append(e.Objects(), old.Objects()...)...)
		}
		c.checkListening(old, e)
	}
}

// checkListening tells of ports that a gateway's Service keeps, and for which no Gateway of
// Istio has a server any more. Where none has any, or there are no hosts any more, others
// tell.
func (c *change) checkListening(old, e *served.Entrance) {
	there := slices.Clone(e.From)
	for _, o := range old.From {
		if slices.Contains(c.staying, o) {
			there = append(there, o)
		}
	}
	now := servedPorts(there)
	if len(now) == 0 && len(old.Hosts) > 0 {
		return
	}
	var closed []string
	for _, p := range servedPorts(old.From) {
		if slices.Contains(old.Ports, p) && slices.Contains(e.Ports, p) && !slices.Contains(now, p) {
			closed = append(closed, p.Title())
		}
	}
	if len(closed) > 0 {
		c.tell("port-closed", Danger, fmt.Sprintf("%s: no Gateway has a server for %s any more: nobody answers there", e.Title(), onPorts(closed)),
			"see that no client asks there any more", append(e.Objects(), old.Objects()...)...)
	}
}

// servedPorts are the ports for which Istio's Gateways among objects have servers.
func servedPorts(list []*objects.Object) []served.Port {
	var out []served.Port
	for _, o := range list {
		if id := o.ID(); id.Group != objects.IstioNetworking || id.Kind != "Gateway" {
			continue
		}
		for _, server := range o.Gateway().Servers().All() {
			if number, ok := server.Port().Number().Value(); ok && !slices.Contains(out, served.Port{Protocol: "TCP", Number: number}) {
				out = append(out, served.Port{Protocol: "TCP", Number: number})
			}
		}
	}
	return out
}
