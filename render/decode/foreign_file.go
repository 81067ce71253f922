package decode

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/diag"
	"render/render/format"
	"render/render/source"
	"render/render/wording"
)

// Foreign tells of a text that is a file of something else and no topology; false where it is none.
func Foreign(root *source.Node) (diag.Diagnostic, bool) {
	if compose.IsFile(root) {
		from := nameOfFile(root)
		host := " --host NAME"
		if compose.NamesHosts(root) {
			host = ""
		}
		return diag.Diagnostic{Code: "compose-file", Place: root.KeyPlace("services"), Path: "services", Message: "this is a Compose file, and no topology",
			Help: "render init --from " + from + " --ip ADDRESS" + host + " makes a topology of it, and tells what became of each key"}, true
	}
	for _, look := range []func(*source.Node) (diag.Diagnostic, bool){kubernetes, listOfTiers, belowOneKey, ofOtherTool} {
		if found, ok := look(root); ok {
			return found, true
		}
	}
	return diag.Diagnostic{}, false
}

// nameOfFile is how a file is named in a command.
func nameOfFile(root *source.Node) string {
	if at := root.Place.Source; at != nil && at.Name() != "" && at.Name() != "-" {
		return at.Name()
	}
	return "FILE"
}

// listOfTiers tells of a list of tiers that is the whole text.
func listOfTiers(root *source.Node) (diag.Diagnostic, bool) {
	isTier := func(one *source.Node) bool {
		return one.Kind == source.Map && one.Get("name") != nil && (one.Get("ip") != nil || one.Get("hosts") != nil)
	}
	if root.Kind != source.List || !slices.ContainsFunc(root.Items, isTier) {
		return diag.Diagnostic{}, false
	}
	place := root.Place
	if len(root.Items[0].Keys) > 0 {
		place = root.Items[0].Keys[0].Place
	}
	return diag.Diagnostic{Code: "not-an-object", Place: place, Message: "is the list of the tiers alone, and no topology",
		Help: "write above it, in lines of their own, name: ..., microk8s: ... or kubernetes: ..., istio: ... and, as the last one, tiers:"}, true
}

// belowOneKey tells of a topology that stands below a key of its own.
func belowOneKey(root *source.Node) (diag.Diagnostic, bool) {
	document := format.LayoutOf(format.DocumentType())
	if root.Kind != source.Map || slices.ContainsFunc(root.Keys, func(k *source.Node) bool {
		return document.ByKey(k.Text) != nil && k.Text != "apiVersion" && k.Text != "kind"
	}) {
		return diag.Diagnostic{}, false
	}
	for i, k := range root.Keys {
		within := root.Values[i]
		if within.Kind != source.Map || within.Get("tiers") == nil && within.Get("istio") == nil || len(within.Keys) < 2 {
			continue
		}
		help := "remove this line, and begin those below it " + wording.Spaces(within.Keys[0].Place.Column-k.Place.Column) + " further to the left"
		if within.Flow {
			help = "remove this key, and leave what it holds"
		}
		return diag.Diagnostic{Code: "field-unknown", Place: k.Place, Path: k.Text, Message: "unknown field " + wording.Quote(k.Text) + ", below which the topology stands", Help: help}, true
	}
	return diag.Diagnostic{}, false
}

// otherTools are files that people have beside a topology: by which of their keys they are known, and what
// becomes of them.
var otherTools = []struct {
	what string
	keys []string
	most int // how many of the keys are enough
	help string
}{
	{"this is Traefik's own configuration", []string{"entryPoints", "certificatesResolvers", "http.routers", "tcp.routers", "http.middlewares", "providers.docker", "providers.file", "providers.kubernetesIngress", "providers.kubernetesCRD"}, 1,
		"render init --from reads routes of Traefik in the labels of a Compose file, or in IngressRoutes of a cluster; the rest of it has no place in a topology"},
	{"this is the Chart.yaml of a Helm chart", []string{"apiVersion=v2", "apiVersion=v1", "version", "appVersion", "dependencies", "description", "maintainers"}, 3,
		"helm template NAME . > objects.yaml, in the chart's folder, and render init --from objects.yaml makes a topology of what it renders"},
	{"these are the values of a Helm chart", []string{"replicaCount", "image.repository", "service.type", "service.port", "ingress.enabled", "ingress.className", "serviceAccount.create", "autoscaling.enabled", "imagePullSecrets", "nameOverride", "fullnameOverride", "podAnnotations", "podSecurityContext"}, 2,
		"helm template NAME CHART -f %s > objects.yaml, and render init --from objects.yaml makes a topology of what the chart renders"},
	{"these are variables of Ansible's roles", []string{"metal_lb_primary", "metal_lb_secondary", "cert_domains_primary_ingress", "cert_domains_secondary_ingress"}, 1,
		"render init --from %s makes a topology of them, and tells what became of each"},
}

// ofOtherTool tells of a file of such a tool.
func ofOtherTool(root *source.Node) (diag.Diagnostic, bool) {
	if root.Kind != source.Map || root.Get("tiers") != nil || root.Get("istio") != nil || root.Get("microk8s") != nil {
		return diag.Diagnostic{}, false
	}
	for _, tool := range otherTools {
		found, place := 0, root.Place
		for _, key := range slices.Backward(tool.keys) {
			if outer, ok := outerOf(root, key); ok {
				found, place = found+1, root.KeyPlace(outer)
			}
		}
		if found >= tool.most {
			return diag.Diagnostic{Code: "foreign-file", Place: place, Message: tool.what + ", and no topology", Help: strings.ReplaceAll(tool.help, "%s", nameOfFile(root))}, true
		}
	}
	return diag.Diagnostic{}, false
}

// outerOf is the outermost key of one that is written as outer.inner, or as key=value; false where it is not there.
func outerOf(root *source.Node, key string) (outer string, ok bool) {
	if outer, text, ok := strings.Cut(key, "="); ok {
		return outer, scalarOf(root, outer) == text
	}
	outer, inner, deep := strings.Cut(key, ".")
	value := root.Get(outer)
	return outer, value != nil && (!deep || value.Get(inner) != nil)
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
		Help: "name the topology that such objects are rendered from: tiers with their ip, hosts and apps; render init --from " + nameOfFile(root) + " makes one of objects"}, true
}
