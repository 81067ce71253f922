package consequences

import (
	"fmt"

	"render/render/served"
)

// checkMadeNumbers tells of gateways that istiod makes, of which there are to be fewer pods: as an
// autoscaler has them that a ConfigMap of theirs asks for, or as it says itself.
func checkMadeNumbers(c *change) {
	for _, e := range c.new.Entrances {
		old := c.old.ByService[e.Service]
		if old == nil || e.Maker != served.ControlPlane || old.Maker != served.ControlPlane {
			continue
		}
		was, had := c.old.MadeBounds(old)
		is, has := c.new.MadeBounds(e)
		name, of := e.Namespace+"/"+e.Name, append(e.Objects(), old.Objects()...)
		for _, s := range [...]struct {
			*side
			*served.Entrance
		}{{c.new, e}, {c.old, old}} {
			if m, ok := s.World.ConfigMap(s.Entrance.Object.ID().Namespace, served.ParametersOf(s.Entrance)); ok {
				of = append(of, m.Object())
			}
		}
		switch {
		case had && has && (is[0] < was[0] || is[1] < was[1]):
			c.tell("pods-scaled", Note, fmt.Sprintf("the pods of %s: their autoscaler has %d to %d in place of %d to %d", quoted([]string{name}), is[0], is[1], was[0], was[1]), "", of...)
		case had && !has:
			c.tell("pods-scaled", Note, fmt.Sprintf("the pods of %s: no autoscaler sees to their number any more, which was %d to %d", quoted([]string{name}), was[0], was[1]), "", of...)
		}
	}
}
