package importing

import (
	"cmp"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// standardGateways are the Gateways of the Gateway API by which requests come in.
func (im *importer) standardGateways() (out []*objects.Object) {
	for _, g := range im.world.OfKind(objects.GatewayAPI, "Gateway") {
		switch {
		case waypoint(g.Members()):
		case datagrams(g.Members()):
			im.tell(g.ID(), "", "is not taken up: its listeners are of UDP alone, which Istio serves none of")
		default:
			out = append(out, g)
		}
	}
	return out
}

// waypoint reports whether a Gateway is one for requests inside the mesh.
func waypoint(g manifest.Object) bool {
	class := g.Object("spec").Text("gatewayClassName")
	return class == "istio-waypoint" || class == "istio-east-west"
}

// attach notes whose routes a Gateway takes, where that is not what render says by itself:
// the namespaces of its own routes by name.
func (s *standard) attach(g manifest.Object) {
	s.im.takesSolvers(g)
	key := keyOf(g)
	for _, l := range g.Object("spec").List("listeners") {
		listener, _ := l.(manifest.Object)
		namespaces := listener.Object("allowedRoutes").Object("namespaces")
		labels := namespaces.Object("selector").Object("matchLabels")
		switch {
		case namespaces.Text("from") == "All":
			s.im.attach[key] = "all"
		case namespaces.Text("from") == "Selector" && len(labels) > 0:
			s.im.attach[key] = document.Mapping{{Key: "labels", Value: labels}}
		}
	}
}

// clients says for a Gateway's first section that a file has the authority of its clients,
// which a port of it asks for.
func clients(g manifest.Object, list []*section) {
	var names []string
	frontend := g.Object("spec").Object("tls").Object("frontend")
	validations := []manifest.Object{frontend.Object("default").Object("validation")}
	for _, p := range frontend.List("perPort") {
		port, _ := p.(manifest.Object)
		validations = append(validations, port.Object("tls").Object("validation"))
	}
	for _, v := range validations {
		for _, r := range v.List("caCertificateRefs") {
			ref, _ := r.(manifest.Object)
			names = append(names, ref.Text("name"))
		}
	}
	if len(list) > 0 && slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, "-cacert") }) {
		list[0].clients = object("clientCA", "certs/clients.crt")
	}
}

// exceptions are the paths of routes for port 80 alone of a Gateway that redirects there:
// what is served in clear. Such a route says again what another one does with TLS.
func (s *standard) exceptions(g, listener manifest.Object) {
	redirects80 := slices.ContainsFunc(s.routes, func(m manifest.Manifest) bool { return redirects(m.Object) && attached(m.Object, g, listener) })
	if !redirects80 {
		return
	}
	var lists [][]any
	kept := s.routes[:0:0]
	for _, m := range s.routes {
		if redirects(m.Object) || !attached(m.Object, g, listener) || !manifest.Rendered(m.Object) || s.hasTLS(m.Object, g) {
			kept = append(kept, m)
			continue
		}
		lists = append(lists, pathsOf(m.Object))
	}
	slices.SortStableFunc(lists, func(a, b []any) int { return cmp.Compare(len(b), len(a)) })
	var paths []any
	for _, path := range slices.Concat(lists...) {
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	if len(paths) > 0 {
		s.routes, s.im.excepts[keyOf(g)] = kept, paths
	}
}

// pathsOf are the paths of a route as a topology has them, but those that lead to https.
func pathsOf(r manifest.Object) (paths []any) {
	for _, one := range r.Object("spec").List("rules") {
		rule, _ := one.(manifest.Object)
		if toHTTPS(rule) {
			continue
		}
		for _, one := range rule.List("matches") {
			match, _ := one.(manifest.Object)
			path := match.Object("path")
			text := path.Text("value")
			if path.Text("type") != "Exact" {
				text = strings.TrimSuffix(text, "/") + "/*"
			}
			paths = append(paths, text)
		}
	}
	return paths
}

// hasTLS reports whether a route is at a port of a Gateway that ends TLS, or its hosts are at
// none.
func (s *standard) hasTLS(r, g manifest.Object) bool {
	ends := false
	for _, l := range g.Object("spec").List("listeners") {
		listener, _ := l.(manifest.Object)
		if listener.Object("tls") == nil {
			continue
		}
		if attached(r, g, listener) {
			return true
		}
		for i := range s.routes {
			other := s.routes[i].Object
			ends = ends || attached(other, g, listener) && slices.ContainsFunc(hostnames(other, listener), func(h string) bool { return slices.Contains(hostnames(r, listener), h) })
		}
	}
	return !ends
}
