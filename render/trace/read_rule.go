package trace

import (
	"cmp"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// readRouteRule reads a rule of an HTTPRoute or GRPCRoute, a route for each match;
// false where istiod refuses it.
func (m *Mesh) readRouteRule(r objects.Route, rule objects.RouteRule) ([]httpRoute, bool) {
	base := httpRoute{object: r.Object(), field: rule.Field, does: action{field: rule.Field}}
	does := &base.does
	for _, f := range rule.Filters().All() {
		if !m.readFilter(r, does, f) {
			return nil, false
		}
	}
	found := m.backends(r, rule.BackendRefs())
	if found.refused != "" && does.redirect == nil {
		return nil, false
	}
	if found.total == 0 && does.redirect == nil {
		does.respond = &response{field: rule.Field, status: 500}
	}
	does.to = found.to
	does.problem = found.problem
	if rule.Matches().Len() == 0 {
		return []httpRoute{base}, true
	}
	var out []httpRoute
	for _, one := range rule.Matches().All() {
		route := base
		route.matches = []match{readRouteMatch(r, one)}
		out = append(out, route)
	}
	return out, true
}

// readFilter reads a filter of a rule; false for one that istiod does not know.
func (m *Mesh) readFilter(r objects.Route, does *action, f objects.RouteFilter) bool {
	switch f.Type().Value() {
	case "RequestHeaderModifier", "ResponseHeaderModifier":
		does.edits = true
		for _, set := range f.At("requestHeaderModifier", "set").Items().All() {
			if strings.EqualFold(textOf(set.At("name")), "host") {
				does.hostSet = textOf(set.At("value"))
			}
		}
	case "RequestMirror":
		if ref := f.MirrorRef(); ref.Present() {
			if d, _ := m.backend(r, ref); d.Host != "" {
				does.mirrors = append(does.mirrors, d)
			}
		}
	case "RequestRedirect":
		does.redirect = readRequestRedirect(f.At("requestRedirect"))
	case "URLRewrite":
		does.rewrite = readURLRewrite(f.At("urlRewrite"))
	case "CORS":
		does.crossing = readFilterCrossing(f.At("cors"))
	default:
		return false
	}
	return true
}

func readRequestRedirect(f objects.Field) *redirection {
	out := &redirection{field: f, code: wholeOf(f.At("statusCode")), scheme: textOf(f.At("scheme")), host: textOf(f.At("hostname")), port: wholeOf(f.At("port"))}
	out.ownPort = out.port == 0 && out.scheme == ""
	if out.code == 0 {
		out.code = 302 // the API's default
	}
	switch path := f.At("path"); textOf(path.At("type")) {
	case "ReplaceFullPath":
		out.path = textOf(path.At("replaceFullPath"))
	case "ReplacePrefixMatch":
		out.prefix = textOf(path.At("replacePrefixMatch"))
		out.replacesStart = out.prefix != ""
	}
	return out
}

func readURLRewrite(f objects.Field) *rewriting {
	out := &rewriting{field: f, host: textOf(f.At("hostname"))}
	switch path := f.At("path"); textOf(path.At("type")) {
	case "ReplaceFullPath":
		out.expression, out.by = "/.*", textOf(path.At("replaceFullPath"))
	case "ReplacePrefixMatch":
		out.path = cmp.Or(strings.TrimSuffix(textOf(path.At("replacePrefixMatch")), "/"), "/")
	}
	return out
}

// readRouteMatch reads a match of an HTTPRoute, or of a GRPCRoute, whose calls are
// paths "/service/method".
func readRouteMatch(r objects.Route, one objects.RouteMatch) match {
	out := match{field: one.Field, segments: true, headers: readValues(one.Headers().Items()), query: readValues(one.At("queryParams").Items())}
	if r.ID().Kind == "GRPCRoute" {
		if how, text := one.Call(); how != "" {
			out.uri = newCondition(map[string]conditionKind{"exact": exact, "prefix": prefix, "regex": regex}[how], text)
		}
		return out
	}
	if method := one.Method().Value(); method != "" {
		out.method = newCondition(exact, method)
	}
	path := cmp.Or(one.Path().Value().Value(), "/")
	switch one.Path().Type().Value() {
	case "Exact":
		out.uri = newCondition(exact, path)
	case "RegularExpression":
		out.uri = newCondition(regex, path)
	default:
		if path != "/" {
			path = strings.TrimSuffix(path, "/")
		}
		out.uri = newCondition(prefix, path)
	}
	return out
}

// readValues reads conditions on headers or parameters; of one name the last counts.
func readValues(list objects.List[objects.Field]) []named {
	var out []named
	for _, f := range list.All() {
		kind := exact
		if textOf(f.At("type")) == "RegularExpression" {
			kind = regex
		}
		one := named{textOf(f.At("name")), *newCondition(kind, textOf(f.At("value")))}
		if c := find(out, one.name); c != nil {
			*c = one.condition
		} else {
			out = append(out, one)
		}
	}
	return out
}

// found are the backends of a rule.
type found struct {
	to      []Destination
	total   int64
	problem string // of one that istiod cannot use, and sends no request to
	refused string // why it takes no rule of the route at all
}

// backends are where a rule's requests go (buildHTTPDestination).
func (m *Mesh) backends(r objects.Route, refs objects.List[objects.ObjectRef]) found {
	var out found
	for _, ref := range refs.All() {
		weight, said := ref.Weight().Value()
		if !said {
			weight = 1
		}
		if weight == 0 {
			continue
		}
		d, problem := m.backend(r, ref)
		if d.Host == "" && problem == "" {
			out.refused = "a backendRef of it is none that Istio takes"
		}
		d.Weight, d.field = weight, ref.Field
		out.to, out.total, out.problem = append(out.to, d), out.total+weight, cmp.Or(out.problem, problem)
	}
	if len(out.to) == 1 {
		out.to[0].Weight = 0
	}
	return out
}

// backend is a port of a Service or of a host, and what keeps istiod from using it
// (buildDestination). Neither is of what istiod refuses with the whole route.
func (m *Mesh) backend(r objects.Route, ref objects.ObjectRef) (Destination, string) {
	own := r.ID().Namespace
	kind, group := cmp.Or(ref.Kind().Value(), "Service"), ref.Group().Value()
	namespace, name := cmp.Or(ref.Namespace().Value(), own), ref.Name().Value()
	port, _ := ref.Port().Value()
	if namespace != own && !m.granted(r.ID().Kind, own, manifest.ID{Group: group, Kind: kind, Namespace: namespace, Name: name}) {
		return Destination{}, "no ReferenceGrant in namespace " + namespace + " lets it name " + kind + " " + name
	}
	host := ""
	switch group + "/" + kind {
	case "/Service":
		if strings.Contains(name, ".") {
			return Destination{}, ""
		}
		host = name + "." + namespace + clusterDomain
	case "multicluster.x-k8s.io/ServiceImport": // which stands for a Service of its name, unless istiod is told otherwise
		host = name + "." + namespace + clusterDomain
	case objects.IstioNetworking + "/Hostname":
		if ref.Namespace().Value() != "" {
			return Destination{}, ""
		}
		host = name
	default:
		return Destination{}, "a backendRef of kind " + kind + " is none that Istio takes"
	}
	if port == 0 {
		return Destination{}, ""
	}
	return Destination{Host: host, Port: port}, ""
}

// nowhere is what connections are sent to that no backend has a share of: istiod has no
// other way to close them (convertTCPRoute).
var nowhere = Destination{Host: "internal.cluster.local", Port: 65535, Subset: "zero-weight"}
