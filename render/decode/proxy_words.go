package decode

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"render/render/format"
	"render/render/source"
)

// routeOfProxies is a word of nginx, Traefik or Istio at a route, for which a route has another, or which
// it needs none for.
func routeOfProxies(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	switch key {
	case "return":
		return returnOfNginx(value)
	case "addheader", "proxysetheader":
		field := map[string]string{"addheader": "response", "proxysetheader": "request"}[key]
		if n.Get(field) == nil && value.Kind == source.Map {
			return otherForm{help: "write " + field + ": " + headersOf("set", value) + " in its place"}
		}
		return otherForm{help: "write " + field + ": {set: {NAME: TEXT}} in its place"}
	}
	return otherForm{help: needlessAtRoute(key)}
}

// needlessAtRoute is why a route has no word for what proxies and charts have one for, or where it is
// said; "" for any other key.
func needlessAtRoute(key string) string {
	switch key {
	case "priority", "order", "weightorder":
		return "remove it: of routes that match one request the more exact is tried first"
	case "weight":
		return "write it at the app's versions, each with its image: versions: [{version: v1, image: IMAGE, weight: 90}, {version: v2, image: IMAGE, weight: 10}]"
	case "entrypoints", "entrypoint", "parentrefs", "gateways", "listen":
		return "remove it: the route is on the gateway of its tier, on ports 80 and 443 and those of its ports that serve hosts"
	case "middlewares", "middleware", "filters", "plugins":
		return "write what they do at the route: rewrite, redirect, respond, request, response, timeout, retries, cors or mirror; who may come in is said by access at the app"
	case "clientmaxbodysize", "proxybodysize", "maxbodysize", "bodysize":
		return "remove it: gateways take bodies of any size"
	case "proxybuffering", "buffering", "proxyrequestbuffering":
		return "remove it: gateways pass on what comes as it comes"
	case "authbasic", "basicauth", "authbasicuserfile", "auth", "authentication":
		return "write access at the app, with who may come in: networks, tokens or a server that is asked, as in access: {from: [192.168.1.0/24]}; the gateway asks for no password"
	case "allow", "whitelist", "allowlist", "ipwhitelist", "ipallowlist", "allowedips":
		return "write access: {from: [NETWORK]} at the app, with its networks"
	case "ratelimit", "limitreq", "limits", "fault", "faultinjection", "delay", "abort":
		return "remove it: routes have no word for that; an EnvoyFilter, or what is patched into the VirtualService, is in an overlay"
	}
	return ""
}

// changeInMatch is the help for a change of headers, as a VirtualService has it, in the place of the headers
// that requests have to have; "" for any other key.
func (d *decoder) changeInMatch(n *source.Node, i int) string {
	if len(d.above) < 2 || d.above[len(d.above)-1].of != "HeaderValue" || !slices.Contains([]string{"set", "add", "remove"}, n.Keys[i].Text) {
		return ""
	}
	route := d.above[len(d.above)-2].node
	for _, field := range []string{"request", "response"} {
		if all := route.Get("headers"); all != nil && all.Get(field) == n && route.Get(field) == nil {
			return "headers are those that requests have to have: write " + field + ": " + headersOf("set", n) + " at the route, and remove this"
		}
	}
	return ""
}

// returnOfNginx is what a route answers by itself, as nginx has it: a status, and where it leads or what
// it says.
func returnOfNginx(value *source.Node) otherForm {
	status, rest, more := strings.Cut(strings.TrimSuffix(strings.TrimSpace(value.Text), ";"), " ")
	rest = strings.TrimSpace(rest)
	switch {
	case value.Kind != source.Scalar || !format.Decimal.MatchString(status) || !more:
	case slices.Contains([]string{"301", "302", "303", "307", "308"}, status) && !strings.Contains(rest, "$"):
		return otherForm{help: "write redirect: {to: " + format.YAMLWord(rest) + ", code: " + status + "} in its place", wrong: true}
	case status >= "400" && len(status) == 3:
		return otherForm{help: "write respond: {status: " + status + ", body: " + format.YAMLWord(strings.Trim(rest, `"'`)) + "} in its place", wrong: true}
	}
	return otherForm{}
}

// appOfProxies are such words at an app.
func appOfProxies(n *source.Node, i int) otherForm {
	key, value := folded(n.Keys[i].Text), n.Values[i]
	switch key {
	case "rule":
		routes := routesOfRule(value)
		if len(routes) == 0 || n.Get("routes") != nil {
			return otherForm{}
		}
		return otherForm{help: "write routes: [" + strings.Join(routes, ", ") + "] in its place", wrong: true}
	case "autoscaling", "hpa", "autoscaler":
		return autoscaling(n, i)
	case "canary", "canaryweight", "canarypercent", "canarypercentage", "trafficsplit", "bluegreen":
		return versionsMeant(n, value)
	case "enabled":
		if format.FlagMeant(value.Text) == "false" {
			return otherForm{help: "remove the app, or put # before its lines: what is in the file is rendered"}
		}
		return otherForm{help: "remove it: what is in the file is rendered"}
	case "http", "match", "virtualservice":
		if value.Kind == source.List && len(value.Items) > 0 && value.Items[0].Kind == source.Map {
			return otherForm{help: "write it as routes: [{prefix: /}], each with its exact, prefix or regex; it leads to this app"}
		}
	case "outlierdetection", "loadbalancer", "connectionpool", "trafficpolicy", "destinationrule":
		if value.Kind == source.Map || value.Kind == source.Scalar && key == "loadbalancer" {
			return otherForm{help: "remove it: apps have no word for that; a DestinationRule that says it is added by an overlay"}
		}
	case "consistenthash":
		return otherForm{help: "write sticky: {cookie: session} in its place, by which a client keeps its pod"}
	case "entrypoints", "middlewares":
		return otherForm{help: needlessAtRoute(key)}
	}
	return otherForm{}
}

// versionsMeant are two versions of an app, of which the new one gets some requests.
func versionsMeant(n, value *source.Node) otherForm {
	image, place := scalarOf(n, "image"), "in place of it and of image"
	if n.Get("versions") != nil {
		return otherForm{help: "remove it: the weight at each of the versions says it"}
	}
	if image == "" {
		image, place = "IMAGE", "in its place"
	}
	share := 10
	if number, err := strconv.Atoi(strings.TrimSuffix(cmp.Or(scalarOf(value, "weight"), value.Text), "%")); err == nil && number >= 0 && number <= 100 {
		share = number
	}
	next, with := scalarOf(value, "image"), ""
	if next == "" {
		next, with = "IMAGE", ", with the image that is new"
	}
	return otherForm{help: fmt.Sprintf("write versions: [{version: %s, image: %s, weight: %d}, {version: %s, image: %s, weight: %d}] %s%s",
		cmp.Or(scalarOf(n, "version"), "v1"), image, 100-share, "v2", next, share, place, with)}
}

// autoscaling are the bounds of an autoscaler as charts have them.
func autoscaling(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if value.Kind != source.Map || n.Get("replicas") != nil {
		return otherForm{}
	}
	if on := value.Get("enabled"); on != nil && format.FlagMeant(on.Text) == "false" {
		return otherForm{help: "remove it: replicas is a number where nothing scales"}
	}
	var parts []string
	for j, k := range value.Keys {
		if k.Text == "enabled" {
			continue
		}
		field := foreignField("AppReplicas", k.Text)
		if field == "" && slices.Contains([]string{"min", "max", "cpu"}, k.Text) {
			field = k.Text
		}
		if field == "" || value.Values[j].Kind != source.Scalar {
			return otherForm{}
		}
		parts = append(parts, field+": "+abridged(value.Values[j]))
	}
	if len(parts) == 0 {
		return otherForm{help: "write replicas: {min: 1, max: 5} in its place, with the bounds that are meant"}
	}
	return otherForm{help: "write replicas: {" + strings.Join(parts, ", ") + "} in its place"}
}

// originOfIstio is an origin that may ask from other pages, as a VirtualService has it.
func originOfIstio(n *source.Node, i int) otherForm {
	value := n.Values[i]
	switch key := n.Keys[i].Text; {
	case value.Kind != source.Scalar || value.Null():
	case key == "exact":
		return otherForm{help: "write " + abridged(value) + " in place of the object", wrong: true}
	case key == "prefix":
		return otherForm{help: "write regex: " + format.YAMLWord(strings.ReplaceAll(value.Text, ".", "[.]")+".*") + " in its place", wrong: true}
	}
	return otherForm{}
}

// redirectOfIstio is where a redirect leads whose host and path have a key each.
func redirectOfIstio(n *source.Node, i int) otherForm {
	host, path, scheme := "", "", "https"
	for j, k := range n.Keys {
		switch v := n.Values[j]; folded(k.Text) {
		case "authority", "host", "hostname":
			host = v.Text
		case "uri", "path":
			path = v.Text
		case "scheme":
			scheme = v.Text
		}
	}
	key := folded(n.Keys[i].Text)
	if key == "scheme" && host+path == "" && n.Get("to") == nil && scheme == "https" {
		to := &source.Node{Kind: source.Scalar, Place: n.Values[i].Place, Text: "https://www.example.org"}
		return otherForm{help: "remove the redirect, and write tls: {redirect: true} at the tier, by which port 80 leads to 443", field: "to", value: to, wrong: true}
	}
	if host == "" || !strings.HasPrefix(path, "/") || n.Get("to") != nil || strings.Contains(host, "/") {
		return otherForm{}
	}
	switch key {
	case "authority", "host", "hostname":
		to := &source.Node{Kind: source.Scalar, Place: n.Values[i].Place, Text: scheme + "://" + host + path}
		return otherForm{help: "write to: " + abridged(to) + " in place of both", field: "to", value: to}
	case "uri", "path", "scheme":
		return otherForm{told: true}
	}
	return otherForm{}
}
