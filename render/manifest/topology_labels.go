package manifest

// Labels of everything that is rendered: by whom, and of which topology.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
const (
	ManagedBy = "app.kubernetes.io/managed-by"
	PartOf    = "app.kubernetes.io/part-of"
	Render    = "render" // is what ManagedBy says
)

// Rendered reports whether an object says that render made it.
func Rendered(object Object) bool { return labelOf(object, ManagedBy) == Render }

// TopologyOf is the name of the topology that an object says it is of; "" if of none.
func TopologyOf(object Object) string { return labelOf(object, PartOf) }

func labelOf(object Object, key string) string {
	return object.Object("metadata").Object("labels").Text(key)
}
