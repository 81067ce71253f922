package consequences

import (
	"cmp"
	"fmt"
	"slices"

	"render/render/access"
	"render/render/objects"
)

// checkOutbound tells of sidecars that let their pods call what istiod does not know, and do no more, or
// the other way round. They are told while they run, and istiod knows Services and what ServiceEntries name
// (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy).
func checkOutbound(c *change) {
	before, now := access.OutboundOf(c.old.World, nil), access.OutboundOf(c.new.World, c.staying)
	all := append(slices.Concat(before.Order, now.Order), access.Scope{})
	slices.SortFunc(all, access.CompareScopes)
	for _, at := range slices.Compact(all) {
		was, from := before.Mode(at)
		is, said := now.Mode(at)
		if was == "" || is == "" || was == is || at != (access.Scope{}) && !before.OfSidecar(at) && !now.OfSidecar(at) {
			continue // which is told of the mesh
		}
		whose := "pods with a sidecar"
		if at != (access.Scope{}) {
			whose = c.whose(at)
		} else if slices.ContainsFunc(now.Order, func(other access.Scope) bool { mode, _ := now.Mode(other); return mode != is }) {
			whose += ", but for those of which a Sidecar says otherwise,"
		}
		c.tellOutbound(whose, is, from, said, now.OfSidecar(at))
	}
}

// tellOutbound tells of pods by whom they may call from now on, which was said elsewhere before.
func (c *change) tellOutbound(whose, is string, from, said *objects.Object, ofSidecar bool) {
	title := func(o *objects.Object) string {
		if o != nil && o.ID().Kind == "Sidecar" {
			return "the outboundTrafficPolicy of " + titled(o)
		}
		return "the mesh's outboundTrafficPolicy"
	}
	if is == access.RegistryOnly {
		c.tell("outbound-refused", Danger, fmt.Sprintf("%s call outside the cluster only what a ServiceEntry names from now on, since %s is REGISTRY_ONLY: all else fails, with 502 where it is HTTP in clear", whose, title(said)),
			`see before what they call (istio_requests_total and istio_tcp_connections_opened_total with destination_service_name="PassthroughCluster"), and bring a ServiceEntry for each`, said, from)
		return
	}
	since := title(from) + " is REGISTRY_ONLY no more"
	if ofSidecar && said != c.New.Find(from.ID()) {
		since = title(said) + " is ALLOW_ANY"
	}
	c.tell("outbound-let-out", Danger, fmt.Sprintf("%s call all outside the cluster from now on, and not only what a ServiceEntry names, since %s", whose, since),
		helpMeant, cmp.Or(said, from), from)
}
