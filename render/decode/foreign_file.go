package decode

import (
	"strings"

	"render/render/compose"
	"render/render/diag"
	"render/render/source"
	"render/render/wording"
)

// Foreign tells of a text that is a file of something else and no topology; false where it is none.
func Foreign(root *source.Node) (diag.Diagnostic, bool) {
	if compose.IsFile(root) {
		from := "FILE"
		if at := root.Place.Source; at != nil && at.Name() != "" {
			from = at.Name()
		}
		host := " --host NAME"
		if compose.NamesHosts(root) {
			host = ""
		}
		return diag.Diagnostic{Code: "compose-file", Place: root.KeyPlace("services"), Path: "services", Message: "this is a Compose file, and no topology",
			Help: "render init --from " + from + " --ip ADDRESS" + host + " makes a topology of it, and tells what became of each key"}, true
	}
	return kubernetes(root)
}

// kubernetes tells of a text that holds an object of Kubernetes; false where it does not.
func kubernetes(root *source.Node) (diag.Diagnostic, bool) {
	kind, version := root.Get("kind"), root.Get("apiVersion")
	if kind == nil || version == nil || kind.Text == "Topology" || strings.HasPrefix(version.Text, "render/") || root.Get("tiers") != nil {
		return diag.Diagnostic{}, false
	}
	if root.Get("metadata") == nil && root.Get("spec") == nil && root.Get("items") == nil {
		return diag.Diagnostic{}, false
	}
	return diag.Diagnostic{Code: "kubernetes-object", Place: kind.Place, Path: "kind", Message: "this is a Kubernetes object, " + wording.Quote(kind.Text) + ", and no topology",
		Help: "name the topology that such objects are rendered from: tiers with their ip, hosts and apps; render explain shows one"}, true
}
