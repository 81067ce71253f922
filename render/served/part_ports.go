package served

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/objects"
)

// port is a port to which requests are sent.
type port struct {
	number string // where nothing else here knows of it
	// name is what its Service calls it, and target the port of the pods; of a host outside both are its number.
	name, target string
}

// same reports whether two ports are one, however many others the Service has, and whatever it calls it.
func (p port) same(other port) bool {
	return p.name != "" && p.name == other.name || p.target != "" && p.target == other.target
}

// portOf is the port of a destination: among several of its Service, or host outside, by
// its name there, which stays where the number changes with the Service's; where they are
// not among the objects by the number alone.
func (s *Side) portOf(to Service, n objects.Number) (known string, at port) {
	wanted, ok := n.Value()
	if !ok {
		return "", port{}
	}
	number := fmt.Sprint(wanted)
	if one, ok := s.service(to); ok {
		for _, p := range one.Ports().All() {
			if own, ok := p.Port().Value(); ok && own == wanted {
				known, at = p.Name().Value(), port{name: p.Name().Value(), target: fmt.Sprint(p.TargetPort().Raw())}
				break
			}
		}
		if one.Ports().Len() == 1 {
			return "", at
		}
		return cmp.Or(known, number), at
	}
	for entry := range s.World.ServiceEntriesOf(to.Name) {
		if entry.Ports().Len() == 1 {
			return "", port{name: number, target: number}
		}
		return number, port{name: number, target: number}
	}
	return "", port{number: number}
}

// shareOf is a share that goes to a port of a destination.
func (s *Side) shareOf(to Service, subset string, n objects.Number, weight int64) share {
	known, at := s.portOf(to, n)
	return share{Part{to, subset, known}, weight, at}
}

// atPortsOf is an outcome that does not say the ports which another calls otherwise, or does not say since its
// Service has no other.
func (o Outcome) atPortsOf(other Outcome) Outcome {
	if slices.Equal(o.To, other.To) || len(o.parts) == 0 {
		return o
	}
	all := slices.Clone(o.parts)
	for i := range all {
		one := &all[i]
		if slices.ContainsFunc(other.parts, func(s share) bool {
			return s.Service == one.Service && s.Subset == one.Subset && s.Port != one.Port && s.same(one.port)
		}) {
			one.Port = ""
		}
	}
	o.send(all)
	return o
}
