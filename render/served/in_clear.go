package served

import (
	"cmp"

	"render/render/objects"
	"render/render/routing"
)

// InClear is where a gateway reads requests that nobody encrypts.
type InClear struct {
	At   TLSStart
	From *objects.Object
}

// Clears are those of a side's Gateways.
func (s *Side) Clears() []InClear {
	var out []InClear
	for g := range s.World.Gateways() {
		for _, server := range g.Servers().All() {
			port, _ := server.Port().Number().Value()
			for _, host := range server.Hosts().All() {
				if server.InClear() {
					out = append(out, InClear{TLSStart{Pods: g.Selector().Labels().String(), Port: port, Host: WithoutNamespace(host.Value())}, g.Object()})
				}
			}
		}
	}
	for g := range s.World.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			if port, _ := l.Port().Value(); l.Protocol().Value() == "HTTP" {
				out = append(out, InClear{TLSStart{Pods: g.ID().String(), Port: port, Host: cmp.Or(l.Hostname().Value(), "*")}, g.Object()})
			}
		}
	}
	return out
}

// ClearFor is the one by which requests for a host come in; nil for none.
func ClearFor(list []InClear, at TLSStart) *InClear {
	for i := range list {
		if own := list[i].At; own.Pods == at.Pods && own.Port == at.Port && routing.Covers(own.Host, at.Host) {
			return &list[i]
		}
	}
	return nil
}
