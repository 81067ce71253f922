package align

import "render/render/manifest"

// Labels by which objects are known for a topology's.
const (
	managedBy = "app.kubernetes.io/managed-by"
	partOf    = "app.kubernetes.io/part-of"
	render    = "render"
)

// ours reports whether an object is one of the same topology.
func ours(object manifest.Object, topologies map[string]bool) bool {
	if label(object, managedBy) != render || len(object.Object("metadata").List("ownerReferences")) > 0 {
		return false
	}
	return len(topologies) == 0 || topologies[label(object, partOf)]
}

func label(object manifest.Object, key string) string {
	return object.Object("metadata").Object("labels").Text(key)
}

// topologiesOf are the names of the topologies that objects are of.
func topologiesOf(list []manifest.Manifest) map[string]bool {
	out := map[string]bool{}
	for i := range list {
		if name := label(list[i].Object, partOf); name != "" {
			out[name] = true
		}
	}
	return out
}
