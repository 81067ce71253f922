package decode

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// switchesOfApp are words by which charts and proxies switch on what an app has anyway, has not, or has elsewhere.
func switchesOfApp(n *source.Node, i int) otherForm {
	switch key, value := folded(n.Keys[i].Text), n.Values[i]; key {
	case "auth":
		if strings.EqualFold(scalarOf(value, "type"), "basic") || value.Get("basic") != nil {
			return otherForm{help: needlessAtRoute("basicauth")}
		}
		return accessInside(n, value)
	case "tls", "ssl", "https", "enabletls", "tlsenabled", "sslenabled":
		if format.FlagMeant(value.Text) == "true" {
			return otherForm{help: "remove it: where a tier has hosts, port 443 serves them with its cert"}
		}
	case "http2", "enablehttp2":
		if port := scalarOf(n, "port"); port != "" && format.FlagMeant(value.Text) == "true" {
			return otherForm{help: "write port: {port: " + port + ", protocol: http2} in place of both, if the app speaks nothing else; clients speak HTTP/2 to gateways anyway"}
		}
	case "limitrps", "limitrpm", "limitconnections":
		return otherForm{help: needlessAtRoute("ratelimit")}
	case "global":
		return otherForm{help: "remove it: what charts share is written at the top of the file, as labels, annotations and namespace, or at each app"}
	case "sidecars", "extracontainers", "sidecarcontainers":
		if n.Get("pod") == nil && value.Kind == source.List {
			return otherForm{help: "write pod: {containers: " + inFlow(value) + "} in its place"}
		}
		return otherForm{help: "write it in pod, as containers: what is listed there is beside the app's own"}
	case "podspec", "podtemplate", "extrapodspec":
		if n.Get("pod") == nil && value.Kind == source.Map {
			return otherForm{help: "write pod: " + inFlow(value) + " in its place"}
		}
	}
	return otherForm{}
}

// accessInside is who may come in, where it stands in an object called otherwise; none where that holds something else.
func accessInside(n, value *source.Node) otherForm {
	p := format.LayoutOf(reflect.TypeFor[format.Access]())
	if value.Kind != source.Map || len(value.Keys) == 0 || n.Get("access") != nil || slices.ContainsFunc(value.Keys, func(k *source.Node) bool { return p.ByKey(k.Text) == nil }) {
		return otherForm{}
	}
	return otherForm{help: "write access: " + inFlow(value) + " in its place", field: "access", value: value}
}

// switchesOfTier are such words at a tier.
func switchesOfTier(n *source.Node, i int) otherForm {
	switch key, value := folded(n.Keys[i].Text), n.Values[i]; key {
	case "auth":
		return accessInside(n, value)
	case "allowfrom", "allow", "allowed":
		texts := compose.Texts(value)
		if len(texts) > 0 && n.Get("sourceRanges") == nil && !slices.ContainsFunc(texts, func(one string) bool { return format.Formats()["cidr"].Check(one).Found() }) {
			return otherForm{help: "write sourceRanges: [" + words(texts) + "] in its place", field: "sourceRanges", value: value}
		}
	case "redirect":
		if value.Text == "https" && n.Get("tls") == nil {
			return otherForm{help: "write tls: {redirect: true} in its place"}
		}
	case "https", "http", "ssl", "tlsenabled", "enabletls", "sslenabled", "httpenabled", "httpsenabled":
		return otherForm{help: servedAnyway(n, key, value)}
	case "http2", "enablehttp2":
		return otherForm{help: "remove it: gateways speak HTTP/2 with whoever asks for it over TLS"}
	case "realip", "userealip", "forwardedheaders", "xforwardedfor":
		if n.Get("proxies") == nil {
			return otherForm{help: "write proxies: {trusted: 1} in its place, with the number of proxies before the gateway, and from: [...] with their networks; where there is none, trafficPolicy: Local keeps clients' addresses"}
		}
	case "class", "controller", "gatewayclass", "gatewayclassname":
		return otherForm{help: "remove it: a tier is a gateway of its own"}
	}
	return otherForm{}
}

// servedAnyway is the help for a switch of what ports 80 and 443 serve; "" for what is none.
func servedAnyway(n *source.Node, key string, value *source.Node) string {
	plain := strings.HasPrefix(key, "http") && !strings.HasPrefix(key, "https")
	switch on := format.FlagMeant(value.Text); {
	case value.Kind != source.Scalar || on != "true" && on != "false":
		return ""
	case on == "true":
		return "remove it: where a tier has hosts, port 80 serves them, and port 443 with its cert"
	case n.Get("tls") != nil && plain:
		return "remove it, and write redirect: true in tls: port 80 then leads to 443"
	case n.Get("tls") != nil:
		return "remove it, and write tls: off in place of tls, if the tier is to have port 80 alone"
	case plain:
		return "write tls: {redirect: true} in its place: port 80 then leads to 443"
	}
	return "write tls: off in its place, if the tier is to have port 80 alone"
}

// switchesOfRoute are such words at a route.
func switchesOfRoute(n *source.Node, i int) otherForm {
	value := n.Values[i]
	switch folded(n.Keys[i].Text) {
	case "grpc", "http2":
		if word := folded(n.Keys[i].Text); format.FlagMeant(value.Text) == "true" {
			return otherForm{help: "remove it, and write protocol: " + word + " at the app's port, as in port: {port: 50051, protocol: " + word + "}"}
		}
	case "addprefix":
		above, place := scalarOf(n, "prefix"), "in its place"
		if strip := n.Get("stripPrefix"); strip != nil && format.FlagMeant(strip.Text) != "false" {
			above, place = "", "in place of both"
		}
		if !strings.HasPrefix(value.Text, "/") || n.Get("rewrite") != nil || n.Get("prefix") == nil {
			break
		}
		to := format.YAMLWord(cmp.Or(strings.TrimSuffix(value.Text, "/")+strings.TrimSuffix(above, "/"), "/"))
		return otherForm{help: "write rewrite: " + to + " " + place, field: "rewrite", value: &source.Node{Kind: source.Scalar, Place: value.Place, Text: to}}
	case "options":
		if value.Kind == source.Map {
			return otherForm{help: "write what it holds in its place"}
		}
	}
	return otherForm{}
}
