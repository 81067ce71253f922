package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// gatewaysNamed are the Gateways that routes are for, as "Gateway <namespace>/<name>", in the order in which they were
// met.
func gatewaysNamed(list []manifest.Manifest) (out []string) {
	add := func(namespace, name string) {
		if one := "Gateway " + namespace + "/" + name; name != "" && name != "mesh" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	for _, m := range list {
		id, spec := m.ID(), m.Object.Object("spec")
		switch id.Group {
		case objects.GatewayAPI:
			for _, p := range spec.List("parentRefs") {
				if ref := asObject(p); cmp.Or(ref.Text("kind"), "Gateway") == "Gateway" {
					add(cmp.Or(ref.Text("namespace"), id.Namespace), ref.Text("name"))
				}
			}
		case objects.IstioNetworking:
			for _, name := range document.Texts(spec.List("gateways")) {
				namespace, bare, cut := strings.Cut(name, "/")
				if !cut {
					namespace, bare = id.Namespace, name
				}
				add(namespace, bare)
			}
		}
	}
	return out
}
