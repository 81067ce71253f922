package objects

import (
	"iter"

	"render/render/manifest"
)

// Route is a route of the Gateway API of whichever kind
// (https://gateway-api.sigs.k8s.io/reference/spec/#httproute).
type Route struct{ Resource }

func route(o *Object) Route { return Route{o.Resource()} }

// HTTPRoutes are the routes of HTTP requests.
func (w *World) HTTPRoutes() iter.Seq[Route] { return viewed(w, GatewayAPI, "HTTPRoute", route) }

// GRPCRoutes are the routes of gRPC's calls.
func (w *World) GRPCRoutes() iter.Seq[Route] { return viewed(w, GatewayAPI, "GRPCRoute", route) }

// TCPRoutes are the routes of whole connections.
func (w *World) TCPRoutes() iter.Seq[Route] { return viewed(w, GatewayAPI, "TCPRoute", route) }

// TLSRoutes are the routes of encrypted connections by the host that they name.
func (w *World) TLSRoutes() iter.Seq[Route] { return viewed(w, GatewayAPI, "TLSRoute", route) }

// Routings are the objects that say to which Services requests and connections go: VirtualServices, and
// routes of the Gateway API.
func (w *World) Routings() iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for v := range w.VirtualServices() {
			if !yield(v.Object()) {
				return
			}
		}
		for _, list := range [...]iter.Seq[Route]{w.HTTPRoutes(), w.GRPCRoutes(), w.TCPRoutes(), w.TLSRoutes()} {
			for r := range list {
				if !yield(r.Object()) {
					return
				}
			}
		}
	}
}

// ParentRefs are the Gateways, or listeners of them, that it attaches to.
func (r Route) ParentRefs() List[ObjectRef] { return objectRefs(r.Spec(), "parentRefs") }

// Hostnames are the hosts that it is for; none is all of its listeners'.
func (r Route) Hostnames() List[Text] { return texts(r.Spec(), "hostnames") }

// Rules are what requests have to be, and where they go.
func (r Route) Rules() List[RouteRule] {
	return listOf(r.Spec().member("rules", Sequence), Mapping, func(f Field) RouteRule { return RouteRule{f} })
}

// RouteRule is what a request has to be, and where it goes.
type RouteRule struct{ Field }

// Matches are the alternatives, any of which is enough; none takes all.
func (r RouteRule) Matches() List[RouteMatch] {
	return listOf(r.member("matches", Sequence), Mapping, func(f Field) RouteMatch { return RouteMatch{f} })
}

// Filters are what is done with a request on its way.
func (r RouteRule) Filters() List[RouteFilter] {
	return listOf(r.member("filters", Sequence), Mapping, func(f Field) RouteFilter { return RouteFilter{f} })
}

// BackendRefs are the Services that it goes to, by weight.
func (r RouteRule) BackendRefs() List[ObjectRef] { return objectRefs(r.Field, "backendRefs") }

// RouteMatch is what a request has to be; all of it.
type RouteMatch struct{ Field }

// Path is what the path has to be.
func (m RouteMatch) Path() ValueMatch { return ValueMatch{m.member("path", Mapping)} }

// Method is the method that the request has to have. A GRPCRoute has an object
// there, which At reads.
func (m RouteMatch) Method() Text { return m.text("method") }

// Call is what the path of a call has to be, "/service/method", of a match of a GRPCRoute: as a
// VirtualService says it "exact", "prefix" or "regex", and the text; "" for all calls (istio,
// pilot/pkg/config/kube/gateway, createGRPCURIMatch).
func (m RouteMatch) Call() (how, text string) {
	f := m.member("method", Mapping)
	if !f.Present() {
		return "", ""
	}
	service, method := f.text("service").Value(), f.text("method").Value()
	expression := f.text("type").Value() == "RegularExpression"
	switch {
	case service == "":
		return "regex", "/[^/]+/" + method
	case method == "" && expression:
		return "regex", "/" + service + "/.+"
	case method == "":
		return "prefix", "/" + service + "/"
	case expression:
		return "regex", "/" + service + "/" + method
	}
	return "exact", "/" + service + "/" + method
}

// Headers are what headers have to be.
func (m RouteMatch) Headers() List[ValueMatch] {
	return listOf(m.member("headers", Sequence), Mapping, func(f Field) ValueMatch { return ValueMatch{f} })
}

// ValueMatch is a condition on a path, or on a header or query parameter.
type ValueMatch struct{ Field }

// Name is the header's or parameter's.
func (m ValueMatch) Name() Text { return m.text("name") }

// Type is Exact, PathPrefix or RegularExpression. What it is where it is absent
// depends on the field.
func (m ValueMatch) Type() Text { return m.text("type") }

// Value is what is compared with.
func (m ValueMatch) Value() Text { return m.text("value") }

// RouteFilter is something that is done with a request on its way.
type RouteFilter struct{ Field }

// Type says which member has the rest.
func (f RouteFilter) Type() Text { return f.text("type") }

// MirrorRef is the Service that gets a copy of each request.
func (f RouteFilter) MirrorRef() ObjectRef {
	return ObjectRef{f.member("requestMirror", Mapping).member("backendRef", Mapping)}
}

// ReferenceGrant lets objects of other namespaces name some of its own
// (https://gateway-api.sigs.k8s.io/reference/spec/#referencegrant).
type ReferenceGrant struct{ Resource }

// ReferenceGrants are all of them.
func (w *World) ReferenceGrants() iter.Seq[ReferenceGrant] {
	return viewed(w, GatewayAPI, "ReferenceGrant", func(o *Object) ReferenceGrant { return ReferenceGrant{o.Resource()} })
}

// From are the kinds and namespaces that may name something.
func (g ReferenceGrant) From() List[ObjectRef] { return objectRefs(g.Spec(), "from") }

// To are what may be named: a kind, and a name or all of them.
func (g ReferenceGrant) To() List[ObjectRef] { return objectRefs(g.Spec(), "to") }

// Lets reports whether it lets an object name another in its namespace.
func (g ReferenceGrant) Lets(from, to manifest.ID) bool {
	// "" is not the same as nothing here.
	is := func(t Text, text string) bool { return t.Present() && t.Fits() && t.Value() == text }
	lets := false
	for _, ref := range g.From().All() {
		lets = lets || is(ref.Group(), from.Group) && is(ref.Kind(), from.Kind) && is(ref.Namespace(), from.Namespace)
	}
	for _, ref := range g.To().All() {
		if lets && is(ref.Group(), to.Group) && is(ref.Kind(), to.Kind) && (!ref.Name().Present() || is(ref.Name(), to.Name)) {
			return true
		}
	}
	return false
}
