package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/served"
)

// startsAnew reports whether all of some Services, and the pods behind them, come
// with the change.
func (c *change) startsAnew(list []served.Service) bool {
	for _, s := range list {
		one, ok := c.new.World.Service(s.Namespace, s.Name)
		if !ok || !c.comes(one.Object()) {
			return false
		}
		pods := podsOf(c.new, one)
		if len(pods) == 0 || slices.ContainsFunc(pods, func(o *objects.Object) bool { return !c.comes(o) }) {
			return false
		}
	}
	return len(list) > 0
}

// podsOf are the workloads whose pods a Service chooses.
func podsOf(s *side, one objects.Service) []*objects.Object { return s.PodsOf(one) }

// goneServices are the Services that fell out, but for those of gateways.
func (c *change) goneServices() (out []objects.Service) {
	for _, o := range c.gone {
		one, ok := c.old.World.Service(o.ID().Namespace, o.ID().Name)
		if ok && o == one.Object() && c.old.ByService[served.Service{Namespace: o.ID().Namespace, Name: o.ID().Name}] == nil {
			out = append(out, one)
		}
	}
	return out
}

// fallenInner are those of them that are there under their name no more.
func (c *change) fallenInner() []objects.Service {
	return slices.DeleteFunc(c.goneServices(), func(s objects.Service) bool { return c.repeated(s.Object()) })
}
