package consequences

import (
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// portsMoved are the ports on which pods listen in place of one on which their Service asked them, so
// that a policy which follows, and is not for what listened there before, neither shuts out nor lets in: of the meantime checkTargets tells.
func (c *change) portsMoved() []portMoved {
	if c.shifted != nil {
		return *c.shifted
	}
	out := []portMoved{}
	for one := range c.new.World.Services() {
		old, ok := c.old.World.Service(one.ID().Namespace, one.ID().Name)
		if !ok {
			continue
		}
		come, gone := lacking(served.Targets(one), served.Targets(old)), lacking(served.Targets(old), served.Targets(one))
		known := slices.ContainsFunc(podsOf(c.old, old), func(o *objects.Object) bool { return len(come) > 0 && slices.Contains(served.ListenedOn(o), come[0]) })
		if selector := one.Selector().Labels(); len(come) == 1 && len(gone) == 1 && len(selector) > 0 && !known {
			out = append(out, portMoved{policies.Party{Namespace: one.ID().Namespace, Pods: selector.String()}, gone[0], come[0]})
		}
	}
	c.shifted = &out
	return out
}

// chosenText are the pods that a NetworkPolicy is for, as rules name them.
func chosenText(o *objects.Object) string {
	if o.ID().Kind != "NetworkPolicy" {
		return ""
	}
	return objects.NetworkPolicy{Resource: o.Resource()}.PodSelector().MatchLabels().Labels().String()
}
