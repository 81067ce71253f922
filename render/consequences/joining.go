package consequences

import (
	"slices"

	"render/render/served"
)

// joining is what a gateway has to have beside another until clients come to it: hosts, and the ports on
// which they were asked for there.
type joining struct {
	from, to  string // their titles
	entrances []*served.Entrance
	hosts     []string
	ports     []served.Port
}

func (j *joining) addPort(p served.Port) {
	if !slices.Contains(j.ports, p) {
		j.ports = append(j.ports, p)
	}
}

// havePort reports whether one of some Services has a port.
func havePort(list []*served.Entrance, p served.Port) bool {
	return slices.ContainsFunc(list, func(e *served.Entrance) bool { return e != nil && slices.Contains(e.Ports, p) })
}
