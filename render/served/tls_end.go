package served

import (
	"render/render/objects"
	"render/render/routing"
)

// TLSEnd is where TLS of a host ends: at the gateway, or behind it, where that passes it on.
type TLSEnd struct {
	Gateway *Handshake
	Behind  Outcome
	Passes  *objects.Object // the Gateway that does
}

// EndOf finds it, of servers for a name and for wildcards by the nearest; none where two have the same.
func (p *Passages) EndOf(at TLSStart, begins *Handshakes) TLSEnd {
	passage := Passage{Gateway: at.Pods, Host: at.Host, Port: at.Port}
	own, other := begins.Nearest(at), p.Listening(passage)
	switch {
	case own.Host != "" && (other == "" || routing.CompareHosts(own.Host, other) < 0):
		return TLSEnd{Gateway: begins.By[own]}
	case other != "" && (own.Host == "" || routing.CompareHosts(other, own.Host) < 0):
		return TLSEnd{Behind: p.Becomes(passage), Passes: p.Of[passage]}
	}
	return TLSEnd{}
}
