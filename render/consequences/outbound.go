package consequences

// checkOutbound tells of a mesh whose sidecars let their pods call what istiod does not know, and do no
// more, or the other way round. They are told while they run, and istiod knows Services and what
// ServiceEntries name
// (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-OutboundTrafficPolicy).
func checkOutbound(c *change) {
	old, new := c.old.World.MeshConfig(), c.new.World.MeshConfig()
	if !old.Known() || !new.Known() {
		return
	}
	before, from := old.Setting("outboundTrafficPolicy", "mode")
	now, at := new.Setting("outboundTrafficPolicy", "mode")
	said := at
	if !at.Present() {
		said = from
	}
	switch was, is := knownAlone(before.Raw()), knownAlone(now.Raw()); {
	case is && !was:
		c.tell("outbound-refused", Danger, "pods with a sidecar call outside the cluster only what a ServiceEntry names from now on, since the mesh's outboundTrafficPolicy is REGISTRY_ONLY: all else fails, with 502 where it is HTTP in clear",
			`see before what they call (istio_requests_total and istio_tcp_connections_opened_total with destination_service_name="PassthroughCluster"), and bring a ServiceEntry for each`, said.Object())
	case was && !is:
		c.tell("outbound-let-out", Danger, "pods with a sidecar call all outside the cluster from now on, and not only what a ServiceEntry names, since the mesh's outboundTrafficPolicy is REGISTRY_ONLY no more",
			helpMeant, said.Object())
	}
}

// knownAlone reports whether a mode lets pods call only what istiod knows; Istio's default does not.
func knownAlone(written any) bool {
	return written == "REGISTRY_ONLY"
}
