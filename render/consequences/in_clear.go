package consequences

import (
	"cmp"
	"fmt"

	"render/render/objects"
	"render/render/routing"
	"render/render/served"
)

// inClear is where a gateway reads requests that nobody encrypts.
type inClear struct {
	at   served.TLSStart
	from *objects.Object
}

// clears are those of a side's Gateways.
func (s *side) clears() []inClear {
	var out []inClear
	for g := range s.World.Gateways() {
		for _, server := range g.Servers().All() {
			port, _ := server.Port().Number().Value()
			for _, host := range server.Hosts().All() {
				if server.InClear() {
					out = append(out, inClear{served.TLSStart{Pods: g.Selector().Labels().String(), Port: port, Host: served.WithoutNamespace(host.Value())}, g.Object()})
				}
			}
		}
	}
	for g := range s.World.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			if port, _ := l.Port().Value(); l.Protocol().Value() == "HTTP" {
				out = append(out, inClear{served.TLSStart{Pods: g.ID().String(), Port: port, Host: cmp.Or(l.Hostname().Value(), "*")}, g.Object()})
			}
		}
	}
	return out
}

// clearFor is the one by which requests for a host come in; nil for none.
func clearFor(list []inClear, at served.TLSStart) *inClear {
	for i := range list {
		if own := list[i].at; own.Pods == at.Pods && own.Port == at.Port && routing.Covers(own.Host, at.Host) {
			return &list[i]
		}
	}
	return nil
}

// checkInClear tells of ports on which a gateway ended TLS and reads requests in clear from now on,
// and the other way round: who goes on as before is not understood.
func checkInClear(c *change) {
	was, is := c.old.handshakes(), c.new.handshakes()
	before, now := c.old.clears(), c.new.clears()
	for _, at := range was.Order {
		if end := clearFor(now, at); end != nil && is.Covering(at) == nil && clearFor(before, at) == nil {
			c.tell("tls-gone", Danger, fmt.Sprintf("%s: port %d speaks no TLS for %s from now on: https fails there, and what is asked by http is read by all on the way", titled(end.from), at.Port, quoted([]string{at.Host})),
				"leave the server its TLS, and read requests in clear on another port", end.from, was.By[at].From)
		}
	}
	for _, own := range before {
		if begin := is.Covering(own.at); begin != nil && clearFor(now, own.at) == nil && was.Covering(own.at) == nil {
			c.tell("tls-begins", Danger, fmt.Sprintf("%s: port %d speaks TLS alone for %s from now on: who asks by http there is refused", titled(begin.From), own.at.Port, quoted([]string{own.at.Host})),
				"speak TLS on another port, and send http there by a redirect", begin.From, own.from)
		}
	}
}
