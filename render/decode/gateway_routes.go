package decode

import (
	"cmp"
	"reflect"
	"strings"

	"render/render/format"
	"render/render/source"
)

// routeOfGateways is a word of Contour, Kong, Caddy, Envoy and of files that list redirects, at a route.
func routeOfGateways(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	if out := pathOfGateways(n, i); out.help != "" {
		return out
	}
	switch key {
	case "app", "target":
		if value.Kind == source.Scalar && !strings.HasPrefix(value.Text, "/") {
			return otherForm{help: "move the route to the app " + abridged(value) + ": requests go to the app that the route is of"}
		}
	case "timeoutpolicy":
		if span := scalarOf(value, "response"); span != "" {
			return otherForm{help: "write timeout: " + span + " in its place"}
		}
	case "proxyreadtimeout", "readtimeout", "requesttimeout", "responsetimeout":
		if format.Decimal.MatchString(value.Text) {
			return otherForm{help: "write timeout: " + value.Text + "s in its place"}
		}
		return otherForm{help: "write timeout: " + abridged(value) + " in its place"}
	case "numretries", "retrycount", "maxretries", "retryattempts":
		if value.Kind == source.Scalar && n.Get("retries") == nil {
			return otherForm{help: "write retries: " + abridged(value) + " in its place", field: "retries", value: value}
		}
	case "requestheaderspolicy", "responseheaderspolicy":
		if set := entriesOf(in(value, "set")); set != "" {
			return otherForm{help: "write " + strings.TrimSuffix(key, "headerspolicy") + ": {set: " + set + "} in its place"}
		}
	case "http":
		if list := in(value, "paths").Items; len(list) == 1 && strings.HasPrefix(scalarOf(list[0], "path"), "/") && n.Get("prefix") == nil {
			return otherForm{help: "write prefix: " + scalarOf(list[0], "path") + " in its place", field: "prefix", value: list[0].Get("path")}
		}
		return otherForm{help: "write a route for each of its paths, as in {prefix: /path}", wrong: true}
	case "enablecors":
		return otherForm{help: "write cors: {origins: [ORIGIN]} in its place, with those whose pages may ask, as https://www.example.org, or * in quotes for all"}
	case "permanent":
		return otherForm{help: "remove it: redirect: {to: ..., code: 308} says it"}
	}
	return otherForm{help: needlessOfGateways(key)}
}

// pathOfGateways is the path of a route, or what it becomes, in such words.
func pathOfGateways(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	text := func(text string) *source.Node {
		return &source.Node{Kind: source.Scalar, Place: value.Place, Text: text}
	}
	pathless := n.Get("exact") == nil && n.Get("prefix") == nil && n.Get("regex") == nil
	above, all := strings.CutSuffix(value.Text, "*")
	above = cmp.Or(strings.TrimSuffix(above, "/"), "/")
	switch {
	case key == "handlepath" && pathless && all && strings.HasPrefix(value.Text, "/"):
		return otherForm{help: "write prefix: " + format.YAMLWord(above) + ", rewrite: / in its place", field: "prefix", value: text(above)}
	case key == "handle" && pathless && all && strings.HasPrefix(value.Text, "/"):
		return otherForm{help: "write prefix: " + format.YAMLWord(above) + " in its place", field: "prefix", value: text(above)}
	case (key == "from" || key == "source" || key == "handle") && pathless && strings.HasPrefix(value.Text, "/"):
		return otherForm{help: "write exact: " + abridged(value) + " in its place, or prefix: " + abridged(value) + " for what is below it too", field: "exact", value: value}
	case (key == "to" || key == "destination") && (n.Get("from") != nil || n.Get("source") != nil) && value.Kind == source.Scalar:
		return otherForm{help: "write redirect: " + abridged(value) + " in its place; or rewrite, if the app is asked for it and clients see nothing of that", field: "redirect", value: value}
	case key == "to" && strings.HasPrefix(value.Text, "/"):
		return otherForm{help: "write rewrite: " + abridged(value) + " in its place; or redirect, if clients are sent there"}
	case (key == "prefixrewrite" || key == "replaceprefix" || key == "pathrewrite") && strings.HasPrefix(value.Text, "/"):
		return otherForm{help: "write rewrite: " + abridged(value) + " in its place", field: "rewrite", value: value}
	case key == "pathrewritepolicy":
		if list := in(value, "replacePrefix").Items; len(list) > 0 && scalarOf(list[0], "replacement") != "" {
			return otherForm{help: "write rewrite: " + scalarOf(list[0], "replacement") + " in its place"}
		}
	case key == "conditions" && pathless && len(value.Items) > 0:
		for _, way := range []string{"prefix", "exact", "regex"} {
			if path := value.Items[0].Get(way); path != nil && path.Kind == source.Scalar {
				return otherForm{help: "write " + way + ": " + abridged(path) + " in its place", field: way, value: path}
			}
		}
	case (key == "path" || key == "paths") && pathless && value.Kind == source.List && len(value.Items) > 0:
		if each := routeEach("prefix", value, n); each != "" {
			return otherForm{help: "write a route each: " + each, wrong: true}
		}
	}
	return otherForm{}
}

// routeEach are routes for some paths that one has in a list, each with what else that one says in
// words that a route has; "" where one of them is no path.
func routeEach(way string, list, route *source.Node) string {
	rest := ""
	for i, k := range route.Keys {
		if route.Values[i] != list && format.LayoutOf(reflect.TypeFor[format.Route]()).ByKey(k.Text) != nil {
			rest += ", " + k.Text + ": " + abridged(route.Values[i])
		}
	}
	var out []string
	for _, item := range list.Items {
		if item.Kind != source.Scalar || !strings.HasPrefix(item.Text, "/") || len(out) == mostRepeated {
			return ""
		}
		as, path := way, abridged(item)
		if above, ok := strings.CutSuffix(item.Text, "/*"); ok {
			as, path = "prefix", format.YAMLWord(cmp.Or(above, "/"))
		}
		out = append(out, "{"+as+": "+path+rest+"}")
	}
	return strings.Join(out, ", ")
}

// needlessOfGateways is why a route has no such word, or where it is said; "" for any other key.
func needlessOfGateways(key string) string {
	switch key {
	case "loadbalancerpolicy", "sessionaffinity", "stickysession", "stickysessions", "sticky":
		return "write sticky: {cookie: session} at the app, by which a client keeps its pod"
	case "permitinsecure", "httpallowed", "allowhttp":
		return "remove it, or write its path in the tier's tls, as in tls: {redirect: {except: [/path]}}: port 80 redirects nothing where tls says nothing of it"
	case "preservehost", "passhostheader", "hostrewrite", "upstreamvhost":
		return "remove it: apps get the Host that was asked for; what is outside has outside: {address: ..., host: NAME}"
	case "public", "private", "requireauth", "authenticated", "protected", "anonymous":
		return "remove it: who may come in is said by access at the app, whose except has the paths that are open, as in access: {jwt: ..., except: [/public/*]}; without access everybody comes in"
	case "cache", "caching", "compress", "compression", "gzip":
		return "remove it: gateways keep and compress nothing; what the app answers passes as it is"
	case "maxbody", "maxbodybytes":
		return "remove it: gateways take bodies of any size"
	case "reverseproxy":
		return "remove it: requests go to the app that the route is of, and its image or service says where"
	}
	return ""
}
