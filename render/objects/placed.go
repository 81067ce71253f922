package objects

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
)

// Placed is the world with each object where kubectl puts it: those that say no namespace, of
// kinds that have one, are in default; but for an IstioOperator, which istioctl reads, and for
// Gateways that others name with a namespace, as where kustomize or Flux says it of whole folders.
func (w *World) Placed() *World {
	named := w.namedGateways()
	all, moved := slices.Clone(w.objects), false
	for i := range all {
		o := &all[i]
		if o.id.Namespace == "" && !o.values && ScopeOf(o.id.Group, o.id.Kind) == Namespaced {
			o.id.Namespace, moved = o.home(named), true
		}
	}
	if !moved {
		return w
	}
	return newWorld(all)
}

// home is the namespace of an object that says none.
func (o *Object) home(named map[manifest.ID][]string) string {
	switch id := o.id; {
	case id.Group == IstioInstall && id.Kind == "IstioOperator": // where istioctl's profiles have it
		return cmp.Or(o.members.Object("spec").Object("values").Object("global").Text("istioNamespace"), istioHome)
	case id.Kind == "Gateway" && len(named[id]) == 1:
		return named[id][0]
	case id.Group == GatewayAPI && strings.HasSuffix(id.Kind, "Route") && !o.leadsOn():
		if in := o.parentsIn(); len(in) == 1 {
			return in[0]
		}
	}
	return "default"
}

// namedGateways are the namespaces in which others look for Gateways that say none, and of which
// none of that name is there.
func (w *World) namedGateways() map[manifest.ID][]string {
	out := map[manifest.ID][]string{}
	add := func(group, namespace, name string) {
		bare := manifest.ID{Group: group, Kind: "Gateway", Name: name}
		there := bare
		there.Namespace = namespace
		if namespace != "" && w.byID[bare] != nil && w.byID[there] == nil && !slices.Contains(out[bare], namespace) {
			out[bare] = append(out[bare], namespace)
		}
	}
	for i := range w.objects {
		group, spec := w.objects[i].id.Group, w.objects[i].members.Object("spec")
		if group == GatewayAPI {
			for _, p := range spec.List("parentRefs") {
				parent, _ := p.(manifest.Object)
				add(group, parent.Text("namespace"), parent.Text("name"))
			}
		}
		if group == IstioNetworking {
			for _, g := range spec.List("gateways") {
				text, _ := g.(string)
				namespace, name, _ := strings.Cut(text, "/")
				add(group, namespace, name)
			}
		}
	}
	return out
}

// parentsIn are the namespaces that a route says of its parents.
func (o *Object) parentsIn() (out []string) {
	for _, p := range o.members.Object("spec").List("parentRefs") {
		parent, _ := p.(manifest.Object)
		if in := parent.Text("namespace"); in != "" && !slices.Contains(out, in) {
			out = append(out, in)
		}
	}
	return out
}

// leadsOn reports whether a route leads to a Service.
func (o *Object) leadsOn() bool {
	return slices.ContainsFunc(o.members.Object("spec").List("rules"), func(r any) bool {
		rule, _ := r.(manifest.Object)
		return len(rule.List("backendRefs")) > 0
	})
}
