package align

import "render/render/manifest"

// ours reports whether an object is one of the same topology.
func ours(object manifest.Object, topologies map[string]bool) bool {
	if !manifest.Rendered(object) || len(object.Object("metadata").List("ownerReferences")) > 0 {
		return false
	}
	return len(topologies) == 0 || topologies[manifest.TopologyOf(object)]
}

// topologiesOf are the names of the topologies that objects are of.
func topologiesOf(list []manifest.Manifest) map[string]bool {
	out := map[string]bool{}
	for i := range list {
		if name := manifest.TopologyOf(list[i].Object); name != "" {
			out[name] = true
		}
	}
	return out
}
