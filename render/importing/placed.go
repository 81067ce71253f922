package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/check"
	"render/render/manifest"
	"render/render/objects"
)

// Placed are objects as kubectl applies them: those that say no namespace, of kinds that
// have one, are in default; but for an IstioOperator, which istioctl reads, and for Gateways that others name with a namespace, as where
// kustomize or Flux says it of whole folders.
func Placed(list []manifest.Manifest) []manifest.Manifest {
	out, named := slices.Clone(list), namedGateways(list)
	for i := range out {
		id := out[i].ID()
		if id.Namespace != "" || !check.Namespaced(id.Group, id.Kind) {
			continue
		}
		to := "default"
		switch {
		case id.Group == objects.IstioInstall && id.Kind == "IstioOperator": // where istioctl's profiles have it
			to = cmp.Or(out[i].Object.Object("spec").Object("values").Object("global").Text("istioNamespace"), "istio-system")
		case id.Kind == "Gateway" && len(named[id]) == 1:
			to = named[id][0]
		case id.Group == objects.GatewayAPI && strings.HasSuffix(id.Kind, "Route") && !leadsOn(out[i].Object):
			if in := parentsIn(out[i].Object); len(in) == 1 {
				to = in[0]
			}
		}
		out[i].Object = out[i].Object.With(to, "metadata", "namespace")
	}
	return out
}

// namedGateways are the namespaces in which others look for Gateways that say none, and of which
// none of that name is there.
func namedGateways(list []manifest.Manifest) map[manifest.ID][]string {
	bare, out := map[manifest.ID]bool{}, map[manifest.ID][]string{}
	for i := range list {
		if id := list[i].ID(); id.Kind == "Gateway" {
			bare[id] = true
		}
	}
	add := func(group, namespace, name string) {
		id := manifest.ID{Group: group, Kind: "Gateway", Namespace: namespace, Name: name}
		there := bare[id]
		id.Namespace = ""
		if bare[id] && !there && namespace != "" && !slices.Contains(out[id], namespace) {
			out[id] = append(out[id], namespace)
		}
	}
	for i := range list {
		id, spec := list[i].ID(), list[i].Object.Object("spec")
		for _, p := range spec.List("parentRefs") {
			if parent := asObject(p); id.Group == objects.GatewayAPI {
				add(id.Group, parent.Text("namespace"), parent.Text("name"))
			}
		}
		for _, g := range spec.List("gateways") {
			if text, _ := g.(string); id.Group == objects.IstioNetworking {
				namespace, name, _ := strings.Cut(text, "/")
				add(id.Group, namespace, name)
			}
		}
	}
	return out
}

// parentsIn are the namespaces that a route says of its parents.
func parentsIn(route manifest.Object) (out []string) {
	for _, p := range route.Object("spec").List("parentRefs") {
		if in := asObject(p).Text("namespace"); in != "" && !slices.Contains(out, in) {
			out = append(out, in)
		}
	}
	return out
}

// leadsOn reports whether a route leads to a Service.
func leadsOn(route manifest.Object) bool {
	return slices.ContainsFunc(route.Object("spec").List("rules"), func(r any) bool { return len(asObject(r).List("backendRefs")) > 0 })
}
