package importing

import (
	"slices"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// namesOf is what external-dns is told of a Gateway of the Gateway API, by itself and by its
// routes, in the words of a tier's dns; false where that is not the form which a topology
// has for it, all of whose routes say the same.
func (im *importer) namesOf(list []manifest.Manifest, gateway manifest.ID, prefixes []string) (dns any, ok bool) {
	var notes manifest.Object
	found := false
	for i := range list {
		id := list[i].ID()
		if id.Group != objects.GatewayAPI || !slices.Contains([]string{"HTTPRoute", "GRPCRoute", "TLSRoute"}, id.Kind) || !leadsFrom(list[i].Object, gateway) {
			continue
		}
		own := without(annotationsOf(list[i].Object), keysOf(im.annotations)...)
		if found && document.Flow(own) != document.Flow(notes) {
			return nil, false
		}
		notes, found = own, true
	}
	for i := range list {
		if list[i].ID() == gateway && found {
			return dnsOf(prefixes, notes, annotationsOf(list[i].Object))
		}
	}
	return nil, false
}

// leadsFrom reports whether a route's first parent is a Gateway.
func leadsFrom(route manifest.Object, gateway manifest.ID) bool {
	parents := route.Object("spec").List("parentRefs")
	if len(parents) == 0 {
		return false
	}
	parent, _ := parents[0].(manifest.Object)
	namespace := parent.Text("namespace")
	if namespace == "" {
		namespace = route.Object("metadata").Text("namespace")
	}
	return parent.Text("name") == gateway.Name && namespace == gateway.Namespace
}

// standardDNS are the dns of Gateways of the Gateway API, by "<namespace>/<name>"; nil unless
// each of them that has routes has one, since the topology says of all that there is one.
func (im *importer) standardDNS(list []manifest.Manifest) {
	im.readDNS(func(prefixes []string) map[string]any {
		out := map[string]any{}
		for i := range list {
			id := list[i].ID()
			if id.Group != objects.GatewayAPI || id.Kind != "Gateway" {
				continue
			}
			dns, ok := im.namesOf(list, id, prefixes)
			if !ok {
				return nil
			}
			out[id.Namespace+"/"+id.Name] = dns
		}
		return out
	})
}
