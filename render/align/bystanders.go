package align

import (
	"slices"

	"render/render/manifest"
)

// bystanders are Services of a cluster that are somebody else's and have addresses: they
// stay as they are, on both sides, and lose those where a pool goes.
func bystanders(live, want []manifest.Manifest, made installed) []manifest.Manifest {
	var out []manifest.Manifest
	ends, topologies := endingOf(live), topologiesOf(want)
	for i := range live {
		id, object := live[i].ID(), live[i].Object
		if id.Group != "" || id.Kind != "Service" || object.Object("spec").Text("type") != "LoadBalancer" || len(object.Object("status").Object("loadBalancer").List("ingress")) == 0 {
			continue
		}
		isKnown := func(m manifest.Manifest) bool { return m.ID() == id }
		if !made.by[id] && !ends.has(&live[i]) && !ours(object, topologies) && !slices.ContainsFunc(want, isKnown) && !slices.ContainsFunc(out, isKnown) {
			one := live[i]
			one.Object = withoutServer(object)
			out = append(out, one)
		}
	}
	return out
}
