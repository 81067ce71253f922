package consequences

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// uninstalled reports whether what installs Istio takes a gateway of the old side away, though
// nobody deletes an object: it makes of an IstioOperator what that says, and deletes the rest.
func (c *change) uninstalled(e *served.Entrance) bool {
	return e.Maker == served.Installer && c.new.ByService[e.Service] == nil && c.New.Find(e.Object.ID()) != nil
}

// lacksPods reports whether all gateways that a Gateway of the old side is for are taken away
// so, and none of the new side takes it up.
func (c *change) lacksPods(gateway manifest.ID) bool { return c.loses(gateway, c.uninstalled) }

// loses reports whether all gateways that a Gateway of the old side is for go some way, and none of
// the new side takes it up.
func (c *change) loses(gateway manifest.ID, goes func(*served.Entrance) bool) bool {
	of := func(e *served.Entrance) bool {
		return slices.ContainsFunc(e.From, func(o *objects.Object) bool { return o.ID() == gateway })
	}
	all := slices.DeleteFunc(slices.Clone(c.old.Entrances), func(e *served.Entrance) bool { return !of(e) })
	return len(all) > 0 && !slices.ContainsFunc(all, func(e *served.Entrance) bool { return !goes(e) }) && !slices.ContainsFunc(c.new.Entrances, of)
}

// stayingReached are what stays but for such Gateways.
func (c *change) stayingReached() []*objects.Object {
	return slices.DeleteFunc(slices.Clone(c.enduring()), func(o *objects.Object) bool { return c.lacksPods(o.ID()) })
}

// atNone reports whether a route is at such Gateways alone, or at those whose Service goes so that
// another gets its address, or at those that give way, so that it answers nothing in the end.
func (c *change) atNone(route *objects.Object) bool {
	names := route.VirtualService().Gateways()
	for _, name := range names.All() {
		goes := func(e *served.Entrance) bool { return c.uninstalled(e) || c.waitedFor(e) && c.moving(e) == nil }
		id := objects.GatewayOf(name.Value(), route.ID().Namespace)
		if o := c.Old.Find(id); !c.loses(id, goes) && (o == nil || !c.givesWay(o)) {
			return false
		}
	}
	return names.Len() > 0
}

// staysBehind reports whether the Service of a gateway that is no more on the new side is there until somebody deletes
// it: nobody does who applies, nor what made it, which makes nothing from now on.
func (c *change) staysBehind(e *served.Entrance) bool {
	switch e.Maker {
	case served.Itself:
		return !c.deletes(e.Object)
	case served.Installer:
		return c.New.Find(e.Object.ID()) == nil && !(c.old.Operated && c.deletes(e.Object))
	}
	return false
}

// takenAlong are the gateways that go with the revision whose installer made them: "istioctl uninstall --revision" deletes
// those that bear it beside istiod (istio, operator/pkg/uninstall/prune.go, GetPrunedResources).
func (c *change) takenAlong() []*served.Entrance {
	return slices.DeleteFunc(slices.Clone(c.old.Entrances), func(e *served.Entrance) bool {
		return e.Maker != served.Installer || c.new.ByService[e.Service] != nil || !c.staysBehind(e)
	})
}
