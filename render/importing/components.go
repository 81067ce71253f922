package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
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

// tellOverlays tells what becomes of the overlays of a gateway of an IstioOperator: a patch of what a topology has a field for
// is that field, and the others are left to an overlay of the topology's.
func (im *importer) tellOverlays(plane *objects.Object, g objects.GatewayComponent) {
	var taken, left []string
	for _, p := range g.Patches() {
		if text := p.Kind + " " + p.Path; p.Field == "" && !slices.Contains(left, text) {
			left = append(left, text)
		}
		if name := fieldOfPatch(p.Field); name != "" && !slices.Contains(taken, name) {
			taken = append(taken, name)
		}
	}
	path := "spec.components.ingressGateways[" + g.Name().Value() + "].k8s.overlays"
	kept := "keep that by a patch of an overlay, which puts it into the k8s.overlays of what is rendered"
	switch {
	case len(left) == 0 && len(taken) > 0:
		im.tell(plane.ID(), path, "becomes "+wording.Listed(taken))
	case len(taken) > 0:
		im.tell(plane.ID(), path, "becomes "+wording.Listed(taken)+", and what patches "+wording.Listed(left)+" is not taken up; "+kept)
	case len(left) > 0:
		im.tell(plane.ID(), path, "is not taken up: it patches "+wording.Listed(left)+"; "+kept)
	}
}

// fieldOfPatch is the field of a topology that says what a patch does; "" for none, and where what an item of an IstioOperator
// says in its place tells by itself whether it is taken up.
func fieldOfPatch(field string) string {
	switch field {
	case "label":
		return "the label of its pods"
	case "service.loadBalancerIP":
		return "ip"
	case "service.loadBalancerSourceRanges":
		return "sourceRanges"
	case "service.externalTrafficPolicy":
		return "trafficPolicy"
	}
	switch key, _, _ := strings.Cut(field, "."); key {
	case "resources", "nodeSelector", "tolerations", "affinity":
		return key
	}
	return ""
}
