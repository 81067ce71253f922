package importing

import (
	"render/render/manifest"
	"render/render/objects"
)

// withResources are the values of an IstioOperator with what it gives istiod as a component, where that is resources alone:
// the chart has a value for them, and what else a component is given has none.
func (im *importer) withResources(plane *objects.Object, values manifest.Object) manifest.Object {
	pilot := plane.Members().Object("spec").Object("components").Object("pilot")
	resources := pilot.Object("k8s").Object("resources")
	if pilot.Get("enabled") == true {
		pilot = pilot.Without("enabled")
	}
	if len(resources) == 0 || len(pilot) != 1 || len(pilot.Object("k8s")) != 1 {
		return values
	}
	im.tell(plane.ID(), "spec.components.pilot", "becomes istio.values.pilot.resources")
	return values.With(resources, "pilot", "resources")
}

// withOverlaid is the Service of an IstioOperator's gateway with the traffic policy that an overlay patches into it, where
// that is all that overlays do.
func (im *importer) withOverlaid(plane *objects.Object, item manifest.Object) manifest.Object {
	name, service := item.Text("name"), item.Object("k8s").Object("service")
	overlays := item.Object("k8s").List("overlays")
	if len(overlays) != 1 {
		return service
	}
	one := asObject(overlays[0])
	patches := one.List("patches")
	if one.Text("kind") != "Service" || one.Text("name") != name || len(patches) != 1 {
		return service
	}
	patch := asObject(patches[0])
	policy := patch.Text("value")
	if patch.Text("path") != "spec.externalTrafficPolicy" || policy != "Local" && policy != "Cluster" {
		return service
	}
	im.tell(plane.ID(), "spec.components.ingressGateways["+name+"].k8s.overlays", "becomes trafficPolicy: "+policy)
	return service.With(policy, "externalTrafficPolicy")
}
