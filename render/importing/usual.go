package importing

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// usualNamespace is that of most Gateways, where they are not beside the gateways' pods and
// routes are there too, or render put them there; else that of most routes, or of most Gateways
// where there is none.
func (im *importer) usualNamespace() string {
	routes, routed := im.perNamespace("VirtualService")
	gateways, found := im.perNamespace("Gateway")
	fullest := func(counts map[string]int, order []string) string {
		return slices.MaxFunc(order, func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
	}
	if len(found) > 0 && !im.standard {
		usual := fullest(gateways, found)
		ours := func(g *objects.Object) bool { return g.ID().Namespace == usual && manifest.Rendered(g.Members()) }
		if !im.besideGateways(usual) && (routes[usual] > 0 || slices.ContainsFunc(im.world.OfKind(objects.IstioNetworking, "Gateway"), ours)) {
			return usual
		}
	}
	switch {
	case len(routed) > 0:
		return fullest(routes, routed)
	case len(found) > 0:
		return fullest(gateways, found)
	}
	return "default"
}

// perNamespace counts objects of one of Istio's kinds by their namespaces, which it gives in the
// order in which they were met.
func (im *importer) perNamespace(kind string) (counts map[string]int, order []string) {
	counts = map[string]int{}
	for _, o := range im.world.OfKind(objects.IstioNetworking, kind) {
		namespace := o.ID().Namespace
		if counts[namespace]++; counts[namespace] == 1 {
			order = append(order, namespace)
		}
	}
	return counts, order
}

// besideGateways reports whether istiod or the pods of a gateway are in a namespace, as far as
// that is known before the gateways are.
func (im *importer) besideGateways(namespace string) bool {
	if namespace == im.rooted {
		return true
	}
	for o := range im.world.IstioOperators() {
		if o.Object().ID().Namespace == namespace {
			return true
		}
		for _, g := range o.IngressGateways().All() {
			if item, _ := g.Raw().(manifest.Object); item.Text("namespace") == namespace {
				return true
			}
		}
	}
	for s := range im.world.Services() {
		if selector := objects.Labels(s.Members().Object("spec").Object("selector")); s.Object().ID().Namespace == namespace && im.selectedByGateway(selector) {
			return true
		}
	}
	return false
}
