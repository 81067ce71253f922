package consequences

import (
	"fmt"
	"slices"

	"render/render/compare"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// checkOutside tells of hosts outside the cluster, or beside the mesh, that are elsewhere
// from now on.
func checkOutside(c *change) {
	for i := range c.Changes {
		one := &c.Changes[i]
		if one.Kind != compare.Changed {
			continue
		}
		switch id := one.ID(); {
		case id.Group == objects.IstioNetworking && id.Kind == "ServiceEntry":
			was, is := objects.ServiceEntry{Resource: one.Old.Resource()}, objects.ServiceEntry{Resource: one.New.Resource()}
			hosts := served.HostsOfEntry(is)
			if slices.Equal(hosts, served.HostsOfEntry(was)) { // else routes name others
				c.tellElsewhere(one, quoted(hosts), served.EndsOfEntry(was), served.EndsOfEntry(is))
				c.tellHidden(one, hosts, was.Namespaces(c.old.World.MeshConfig().ExportsServices()), is.Namespaces(c.new.World.MeshConfig().ExportsServices()))
			}
		case id.Group == objects.Core && id.Kind == "Service":
			was, is := one.Old.Resource().Spec().At("externalName"), one.New.Resource().Spec().At("externalName")
			if was.Present() && is.Present() {
				c.tellElsewhere(one, wording.Quote(id.Name), []string{fmt.Sprint(was.Raw())}, []string{fmt.Sprint(is.Raw())})
			}
		}
	}
}

func (c *change) tellElsewhere(one *compare.Change, what string, was, is []string) {
	if len(was) > 0 && len(is) > 0 && !slices.Equal(was, is) {
		c.tell("route-changes", Note, fmt.Sprintf("%s: connections to %s go to %s in place of %s", titled(one.New), what, quoted(is), quoted(was)), "", one.New, one.Old)
	}
}
