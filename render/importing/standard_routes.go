package importing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"render/render/document"
	"render/render/manifest"
	"render/render/objects"
)

// route says a route as VirtualServices of Istio's, one for each of the Gateways that its
// hosts are in.
func (s *standard) route(r manifest.Object) {
	if redirects(r) {
		return // in the servers
	}
	about := r.Object("metadata")
	for _, g := range s.gateways {
		id := g.ID()
		for _, l := range g.Members().Object("spec").List("listeners") {
			listener, _ := l.(manifest.Object)
			if !attached(r, g.Members(), listener) {
				continue
			}
			n, _ := number(listener.Get("port"))
			if r.Text("kind") == "TCPRoute" || r.Text("kind") == "TLSRoute" {
				s.connection(r, id, listener, n)
				continue
			}
			s.requests(r, about, id, listener)
			break
		}
	}
}

// requests says a route of HTTP or gRPC.
func (s *standard) requests(r, about manifest.Object, gateway manifest.ID, listener manifest.Object) {
	hosts := hostnames(r, manifest.Object{}) // those of all listeners
	if r.Object("spec").Get("hostnames") == nil {
		hosts = hostnames(r, listener)
	}
	in := gateway.Namespace + "/" + s.gatewayOf(gateway, hosts)
	var rules []any
	for _, one := range r.Object("spec").List("rules") {
		rule, _ := one.(manifest.Object)
		if s.leadsToServices(r, rule) {
			rules = append(rules, s.rule(rule, about.Text("namespace"), r.Text("kind") == "GRPCRoute"))
		}
	}
	if len(rules) > 0 {
		s.virtual(about, in, hosts, "http", rules)
	}
}

// gatewayOf is the Gateway of Istio's that has hosts.
func (s *standard) gatewayOf(id manifest.ID, hosts []string) string {
	list := s.served[id.Namespace+"/"+id.Name]
	for _, exact := range []bool{true, false} {
		for _, one := range list {
			if slices.ContainsFunc(one.hosts, func(h string) bool {
				return exact && slices.Contains(hosts, h) || !exact && strings.HasPrefix(h, "*") && len(hosts) > 0 && strings.HasSuffix(hosts[0], h[1:])
			}) {
				return one.gateway
			}
		}
	}
	return id.Name
}

func (s *standard) virtual(about manifest.Object, gateway string, hosts []string, kind string, rules []any) {
	s.add("networking.istio.io/v1", "VirtualService", about, object("gateways", []any{gateway}, "hosts", document.Strs(hosts), kind, rules))
}

// connection says a route of TCP or of TLS.
func (s *standard) connection(r manifest.Object, gateway manifest.ID, listener manifest.Object, n int64) {
	about := r.Object("metadata")
	hosts := hostnames(r, listener)
	var rules []any
	for _, one := range r.Object("spec").List("rules") {
		rule, _ := one.(manifest.Object)
		if !s.leadsToServices(r, rule) {
			continue
		}
		kind := object("port", n)
		if r.Text("kind") == "TLSRoute" {
			kind = append(kind, object("sniHosts", document.Strs(hosts))...)
		}
		rules = append(rules, object("match", []any{kind}, "route", s.destinations(rule, about.Text("namespace"))))
	}
	kind := "tcp"
	if r.Text("kind") == "TLSRoute" {
		kind = "tls"
	}
	if len(rules) > 0 {
		s.virtual(about, gateway.Namespace+"/"+s.gatewayOf(gateway, hosts), hosts, kind, rules)
	}
}

// leadsToServices reports whether all backends of a route's rule are of kinds that Istio knows, and
// tells of the first that is not: with it the rule answers nothing but 500.
// https://istio.io/latest/docs/reference/config/networking/gateway/
func (s *standard) leadsToServices(r, rule manifest.Object) bool {
	for _, b := range rule.List("backendRefs") {
		ref := asObject(b)
		switch kind, group := cmp.Or(ref.Text("kind"), "Service"), ref.Text("group"); {
		case kind == "Service" && group == "", kind == "Hostname" && group == objects.IstioNetworking:
		default:
			about := r.Object("metadata")
			s.im.tell(manifest.ID{Group: objects.GatewayAPI, Kind: r.Text("kind"), Namespace: about.Text("namespace"), Name: about.Text("name")}, "spec.rules",
				fmt.Sprintf("leads to %s %q of %s, which Istio does not know, and is not taken up as far as it does; let it lead to the Service behind that", kind, ref.Text("name"), cmp.Or(group, "the core API")))
			return false
		}
	}
	return true
}

// destinations are the backends of a rule.
func (s *standard) destinations(rule manifest.Object, namespace string) []any {
	var out []any
	for _, b := range rule.List("backendRefs") {
		ref, _ := b.(manifest.Object)
		to := s.backend(ref, namespace)
		out = append(out, object("destination", to, "weight", ref.Get("weight")))
	}
	return out
}

// backend is what a reference leads to; a Service of one version is the app's, and the
// version.
func (s *standard) backend(ref manifest.Object, namespace string) manifest.Object {
	host, version := ref.Text("name"), ""
	at := ref.Text("namespace")
	if at == "" {
		at = namespace
	}
	id := manifest.ID{Kind: "Service", Namespace: at, Name: host}
	if app := s.behind[id]; app != "" {
		o, _ := s.im.world.Service(at, host)
		version, _ = objects.Labels(o.Members().Object("spec").Object("selector")).Get("version")
		host = app
	}
	if at != namespace && ref.Text("kind") != "Hostname" {
		host += "." + at + ".svc.cluster.local"
	}
	return object("host", host, "subset", version, "port", object("number", ref.Get("port")))
}

// rule is a rule of HTTP or gRPC.
func (s *standard) rule(rule manifest.Object, namespace string, calls bool) manifest.Object {
	var matches []any
	for _, m := range rule.List("matches") {
		match, _ := m.(manifest.Object)
		if calls {
			matches = append(matches, callMatch(match))
			continue
		}
		matches = append(matches, requestMatch(match))
	}
	out := object("match", matches, "route", s.destinations(rule, namespace), "timeout", rule.Object("timeouts").Text("request"))
	headers := manifest.Object{}
	for _, f := range rule.List("filters") {
		filter, _ := f.(manifest.Object)
		switch filter.Text("type") {
		case "CORS":
			out = append(out, object("corsPolicy", origins(filter.Object("cors")))...)
		case "RequestHeaderModifier":
			headers = append(headers, object("request", edits(filter.Object("requestHeaderModifier")))...)
		case "ResponseHeaderModifier":
			headers = append(headers, object("response", edits(filter.Object("responseHeaderModifier")))...)
		case "URLRewrite":
			to := filter.Object("urlRewrite")
			path := to.Object("path")
			out = append(out, object("rewrite", object("authority", to.Text("hostname"), "uri", path.Text("replacePrefixMatch")+path.Text("replaceFullPath")))...)
		case "RequestMirror":
			to := filter.Object("requestMirror")
			out = append(out, object("mirror", s.backend(to.Object("backendRef"), namespace), "mirrorPercentage", object("value", to.Get("percent")))...)
		case "RequestRedirect":
			out = append(out, object("redirect", redirectTo(filter.Object("requestRedirect")))...)
		}
	}
	if len(headers) > 0 {
		out = append(out, object("headers", headers)...)
	}
	return out
}

func redirectTo(to manifest.Object) manifest.Object {
	code := to.Get("statusCode")
	if code == nil {
		code = int64(302)
	}
	authority := to.Text("hostname")
	if port := to.Get("port"); port != nil && authority != "" {
		authority += ":" + document.Flow(port)
	}
	path := to.Object("path")
	return object("scheme", to.Text("scheme"), "authority", authority, "uri", path.Text("replaceFullPath"), "redirectCode", code)
}

// edits are changes of headers.
func edits(o manifest.Object) manifest.Object {
	var out manifest.Object
	for _, verb := range []string{"set", "add"} {
		var list manifest.Object
		for _, h := range o.List(verb) {
			one, _ := h.(manifest.Object)
			list = append(list, manifest.Member{Key: one.Text("name"), Value: one.Text("value")})
		}
		out = append(out, object(verb, list)...)
	}
	return append(out, object("remove", o.List("remove"))...)
}

func origins(o manifest.Object) manifest.Object {
	var list []any
	for _, one := range o.List("allowOrigins") {
		text, _ := one.(string)
		list = append(list, object("exact", text))
	}
	age := ""
	if n, ok := number(o.Get("maxAge")); ok {
		age = document.Flow(n) + "s"
	}
	return object("allowOrigins", list, "allowMethods", o.List("allowMethods"), "allowHeaders", o.List("allowHeaders"), "exposeHeaders", o.List("exposeHeaders"), "maxAge", age, "allowCredentials", o.Get("allowCredentials"))
}

// requestMatch is a match of HTTP.
func requestMatch(m manifest.Object) manifest.Object {
	path := m.Object("path")
	value := path.Text("value")
	var uri manifest.Object
	switch path.Text("type") {
	case "Exact":
		uri = object("exact", value)
	case "RegularExpression":
		uri = object("regex", value)
	default:
		if value != "" && value != "/" {
			uri = object("prefix", strings.TrimSuffix(value, "/")+"/") // at the borders of segments
		}
	}
	var method manifest.Object
	if text := m.Text("method"); text != "" {
		method = object("exact", text)
	}
	return object("uri", uri, "method", method, "headers", wanted(m.List("headers")), "queryParams", wanted(m.List("queryParams")))
}

// callMatch is a match of gRPC.
func callMatch(m manifest.Object) manifest.Object {
	call := m.Object("method")
	var uri manifest.Object
	switch service, method := call.Text("service"), call.Text("method"); {
	case service != "" && method != "":
		uri = object("exact", "/"+service+"/"+method)
	case service != "":
		uri = object("prefix", "/"+service+"/")
	}
	return object("uri", uri, "headers", wanted(m.List("headers")))
}

// wanted are what headers or parameters are to be.
func wanted(list []any) (out manifest.Object) {
	for _, h := range list {
		one, _ := h.(manifest.Object)
		kind := "exact"
		if one.Text("type") == "RegularExpression" {
			kind = "regex"
		}
		out = append(out, manifest.Member{Key: one.Text("name"), Value: manifest.Object{{Key: kind, Value: one.Text("value")}}})
	}
	return out
}
