package align

import "render/render/manifest"

// ending are the namespaces of a cluster that are being deleted, and with them all that
// is in them.
type ending map[string]bool

func endingOf(live []manifest.Manifest) ending {
	out := ending{}
	for i := range live {
		if id := live[i].ID(); id.Group == "" && id.Kind == "Namespace" && isGoing(live[i].Object) {
			out[id.Name] = true
		}
	}
	return out
}

// has reports whether an object is being deleted: it is there until its finalizers have
// gone, and nothing keeps it.
func (e ending) has(m *manifest.Manifest) bool { return isGoing(m.Object) || e[m.ID().Namespace] }

func isGoing(object manifest.Object) bool {
	return object.Object("metadata").Text("deletionTimestamp") != ""
}
