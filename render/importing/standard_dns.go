package importing

import (
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/plan"
)

// dnsPrefixes are what annotations for external-dns begin with where a topology does not say
// which of its releases runs.
var dnsPrefixes = [...]string{"external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/"}

// namesOf is what external-dns is told of a Gateway of the Gateway API, by itself and by its
// routes, in the words of a tier's dns; false where that is not the form which a topology
// has for it, all of whose routes say the same.
func (im *importer) namesOf(list []manifest.Manifest, gateway manifest.ID) (dns any, ok bool) {
	var notes manifest.Object
	found := false
	for i := range list {
		id := list[i].ID()
		if id.Group != objects.GatewayAPI || !slices.Contains([]string{"HTTPRoute", "GRPCRoute", "TLSRoute"}, id.Kind) || !leadsFrom(list[i].Object, gateway) {
			continue
		}
		own := without(annotationsOf(list[i].Object), keysOf(im.annotations)...)
		if found && flow(own) != flow(notes) {
			return nil, false
		}
		notes, found = own, true
	}
	for i := range list {
		if list[i].ID() == gateway && found {
			return dnsOf(notes, annotationsOf(list[i].Object))
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

// dnsOf is a tier's dns by the annotations of its routes and its Gateway.
func dnsOf(routes, gateway manifest.Object) (dns any, ok bool) {
	both := func(o manifest.Object, name string) (value string, same bool) {
		one, other := o.Text(dnsPrefixes[0]+name), o.Text(dnsPrefixes[1]+name)
		return one, one == other
	}
	controller, same := both(routes, "controller")
	if controller == "none" && same && len(routes) == len(dnsPrefixes) {
		return false, true
	}
	target, told := both(gateway, "target")
	ttl, same := both(routes, "ttl")
	if target == "" || !told || !same || controller != "" {
		return nil, false
	}
	var m mapping
	m.add("zone", routes.Text(plan.DNSZoneNote))
	if seconds, err := strconv.ParseInt(ttl, 10, 32); err == nil {
		m.add("ttl", seconds)
	} else if ttl != "" {
		return nil, false
	}
	m.add("target", alone(strs(strings.Split(target, ","))))
	m.add("annotations", without(routes, plan.DNSZoneNote, dnsPrefixes[0]+"ttl", dnsPrefixes[1]+"ttl"))
	return m, true
}

// standardDNS are the dns of Gateways of the Gateway API, by "<namespace>/<name>"; nil unless
// each of them that has routes has one, since the topology says of all that there is one.
func (im *importer) standardDNS(list []manifest.Manifest) map[string]any {
	out := map[string]any{}
	for i := range list {
		id := list[i].ID()
		if id.Group != objects.GatewayAPI || id.Kind != "Gateway" {
			continue
		}
		dns, ok := im.namesOf(list, id)
		if !ok {
			return nil
		}
		out[id.Namespace+"/"+id.Name] = dns
	}
	return out
}
