package consequences

import (
	"fmt"

	"render/render/objects"
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
		was, had := c.old.madeBounds(old)
		is, has := c.new.madeBounds(e)
		name, of := e.Namespace+"/"+e.Name, append(e.Objects(), old.Objects()...)
		for _, s := range [...]struct {
			*side
			*served.Entrance
		}{{c.new, e}, {c.old, old}} {
			if m, ok := s.World.ConfigMap(s.Entrance.Object.ID().Namespace, parametersOf(s.Entrance)); ok {
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

// parametersOf is the ConfigMap of a gateway that istiod makes; "" for none.
func parametersOf(e *served.Entrance) string {
	ref := objects.KubernetesGateway{Resource: e.Object.Resource()}.Infrastructure().ParametersRef()
	if ref.Kind().Value() != "ConfigMap" {
		return ""
	}
	return ref.Name().Value()
}

// madeBounds are the fewest and the most pods that the autoscaler lets there be which istiod makes
// for a gateway; ok is false where it makes none.
func (s *side) madeBounds(e *served.Entrance) (out [2]int64, ok bool) {
	patch, ok := s.World.AutoscalerPatch(e.Object.ID().Namespace, parametersOf(e))
	if !ok {
		return out, false
	}
	out[0] = 1
	for i, key := range [...]string{"minReplicas", "maxReplicas"} {
		if n, ok := wholeAt(patch.Spec(), key); ok {
			out[i] = n
		}
	}
	return out, true
}
