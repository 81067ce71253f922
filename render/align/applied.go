package align

import (
	"slices"

	"render/render/manifest"
)

// Applied are the objects of a cluster as somebody applied them, as far as they tell it, and changed
// them since; of those that tell nothing, what the server is known to fill in is left out. What other objects
// made is not among them, but for a Certificate that an annotation of an Ingress or a Gateway asks for.
func Applied(list []manifest.Manifest) []manifest.Manifest {
	var out []manifest.Manifest
	writers := newWriters(list)
	for _, m := range list {
		metadata := m.Object.Object("metadata")
		if len(metadata.List("ownerReferences")) > 0 && !askedFor(m) {
			continue
		}
		record, known := recordOf(m.Object)
		if record.isTree && len(record.fields) == 0 {
			_, known = writtenBy(metadata.List("managedFields"), false) // else applied by somebody whose name says nothing
		}
		identity := manifest.Object{}
		for _, key := range []string{"apiVersion", "kind"} {
			identity = append(identity, manifest.Member{Key: key, Value: m.Object.Get(key)})
		}
		for _, key := range []string{"name", "namespace"} {
			if v := metadata.Get(key); v != nil {
				identity = identity.With(v, "metadata", key)
			}
		}
		if known {
			record.held = writers.written(m.Object)
			m.Object = project(m.Object, identity, record)
		} else {
			m.Object = withoutFilled(withoutServer(m.Object))
		}
		out = append(out, m)
	}
	return out
}

// askedFor reports whether an object is a Certificate that cert-manager made for who shows it, and
// that says by whom it is issued (https://cert-manager.io/docs/usage/ingress/).
func askedFor(m manifest.Manifest) bool {
	return m.ID().Kind == "Certificate" && !slices.ContainsFunc(m.Object.Object("metadata").List("ownerReferences"), func(owner any) bool {
		o, _ := owner.(manifest.Object)
		return o.Text("kind") != "Ingress" && o.Text("kind") != "Gateway"
	})
}
