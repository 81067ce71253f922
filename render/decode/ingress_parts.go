package decode

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/source"
)

// ingressOfChart is what a chart says of the Ingress that it makes, as an app says it: hosts and routes.
func ingressOfChart(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if n.Keys[i].Text != "ingress" || value.Kind != source.Map {
		return otherForm{}
	}
	if on := value.Get("enabled"); on != nil && format.FlagMeant(on.Text) == "false" {
		if n.Get("routes") != nil {
			return otherForm{help: "remove it, and routes too if nobody is to come in from outside"}
		}
		return otherForm{help: "remove it: an app without routes is not reached from outside"}
	}
	hosts, paths := askedByIngress(value)
	if len(hosts) == 0 || len(hosts)+len(paths) > mostRepeated {
		return otherForm{}
	}
	var parts []string
	if n.Get("hosts") == nil {
		parts = append(parts, "hosts: ["+words(hosts)+"]")
	}
	if n.Get("routes") == nil {
		if len(paths) == 0 {
			paths = []string{"/*"}
		}
		parts = append(parts, "routes: ["+words(paths)+"]")
	}
	help := "remove it: hosts and routes of the app say it"
	if len(parts) > 0 {
		help = "write " + strings.Join(parts, " and ") + " in its place"
	}
	if tls := value.Get("tls"); tls != nil && len(tls.Items) > 0 {
		if secret := scalarOf(tls.Items[0], "secretName"); secret != "" {
			help += ", and at the tier cert: {secret: " + secret + "}"
		}
	}
	return otherForm{help: help}
}

// askedByIngress are the hosts that a chart's Ingress is for, and its paths as routes.
func askedByIngress(of *source.Node) (hosts, routes []string) {
	all := []*source.Node{of}
	if of.Get("hosts") != nil {
		all = append(all, of.Get("hosts").Items...)
	}
	for _, one := range all {
		for _, key := range []string{"host", "hostname", "hosts"} {
			hosts = append(hosts, textsIn(orEmpty(one.Get(key)))...)
		}
		for _, key := range []string{"path", "paths"} {
			paths := orEmpty(one.Get(key))
			for _, path := range append([]*source.Node{paths}, paths.Items...) {
				routes = append(routes, routeOfPath(path))
			}
		}
	}
	return said(hosts), said(routes)
}

// routeOfPath is a path of an Ingress as a route; "" for none.
func routeOfPath(n *source.Node) string {
	path, exact := n.Text, false
	if inner := n.Get("path"); inner != nil {
		path, exact = inner.Text, scalarOf(n, "pathType") == "Exact"
	}
	switch {
	case !strings.HasPrefix(path, "/"):
		return ""
	case exact:
		return path
	}
	return strings.TrimSuffix(path, "/") + "/*"
}

// said are texts without those that are empty, or there twice.
func said(all []string) (out []string) {
	for _, one := range all {
		if one != "" && !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

func orEmpty(n *source.Node) *source.Node {
	if n == nil {
		return &source.Node{Kind: source.Map}
	}
	return n
}

// annotationsOfIngress are annotations by which nginx or Traefik is told what an Ingress cannot say, as fields here.
func annotationsOfIngress(n *source.Node, i int) otherForm {
	if n.Keys[i].Text != "annotations" || n.Values[i].Kind != source.Map || len(n.Values[i].Keys) == 0 {
		return otherForm{}
	}
	var parts []string
	for j, k := range n.Values[i].Keys {
		prefix, name, _ := strings.Cut(k.Text, "/")
		if !strings.HasSuffix(prefix, "ingress.kubernetes.io") && prefix != "haproxy.org" {
			return otherForm{}
		}
		said := annotationMeant(name, n.Values[i].Values[j])
		if networks, ok := strings.CutPrefix(said, "access: {from: "); ok && n.Get("apps") != nil {
			said = "sourceRanges: " + strings.Replace(networks, "} at the app", " at the tier", 1)
		}
		if said != "" && !slices.Contains(parts, said) {
			parts = append(parts, said)
		}
	}
	if len(parts) == 0 {
		return otherForm{help: "remove it: no Ingress is made, and gateways read no annotations of its controllers; what they say is a field of the app, of its routes or of the tier, where there is one"}
	}
	return otherForm{help: "remove it, and write " + strings.Join(parts, "; ") + ": gateways read no annotations of an Ingress's controller"}
}

// annotationMeant is what an annotation of nginx's controller is here; "" where nothing needs to be said, or can be
// (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/).
func annotationMeant(name string, value *source.Node) string {
	text := value.Text
	switch {
	case strings.HasSuffix(name, "ssl-redirect"):
		if format.FlagMeant(text) == "true" {
			return "tls: {redirect: true} at the tier"
		}
	case name == "rewrite-target":
		return "rewrite: " + format.YAMLWord(strings.TrimRight(strings.TrimRight(text, "0123456789"), "$")) + " at the route"
	case name == "whitelist-source-range" || name == "allowlist-source-range":
		return "access: {from: [" + strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }), ", ") + "]} at the app"
	case name == "backend-protocol" && (strings.EqualFold(text, "HTTPS") || strings.EqualFold(text, "GRPC")):
		return "port: {port: PORT, protocol: " + strings.ToLower(text) + "} at the app"
	case name == "enable-cors":
		return "cors: {origins: [ORIGIN]} at the route"
	case name == "affinity":
		return "sticky: {cookie: session} at the app"
	case strings.HasPrefix(name, "canary"):
		return "versions: [{version: v1, image: IMAGE, weight: 90}, {version: v2, image: IMAGE, weight: 10}] at the app"
	}
	return ""
}

// pathsOfIngress are paths as Ingresses and charts list them, which are for all below them too.
func pathsOfIngress(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if key := n.Keys[i].Text; key != "path" && key != "paths" || n.Get("routes") != nil || value.Kind == source.Map {
		return otherForm{}
	}
	items := value.Items
	if value.Kind == source.Scalar {
		items = []*source.Node{value}
	}
	list := &source.Node{Kind: source.List, Flow: true, Place: value.Place}
	for _, item := range items {
		if item.Kind != source.Scalar || !strings.HasPrefix(item.Text, "/") || strings.ContainsAny(item.Text, "*()[]{}:^$|\\ ") {
			return otherForm{}
		}
		route := *item
		route.Text = strings.TrimSuffix(item.Text, "/") + "/*"
		list.Items = append(list.Items, &route)
	}
	if len(items) == 0 || len(items) > mostRepeated {
		return otherForm{}
	}
	help := "write routes: " + inFlow(list)
	if len(list.Items) > 1 || list.Items[0].Text != "/*" {
		help += ", or without /* for that path alone"
	}
	return otherForm{help: help, field: "routes", value: list}
}

// nameInMetadata is the name of a tier or an app where objects of Kubernetes have it.
func nameInMetadata(n *source.Node, i int) otherForm {
	value := n.Values[i]
	if n.Keys[i].Text != "metadata" || scalarOf(value, "name") == "" || n.Get("name") != nil {
		return otherForm{}
	}
	help := "write name: " + scalarOf(value, "name") + " in its place"
	if len(value.Keys) > 1 {
		help += ", and its labels and annotations in pod, as in pod: {labels: ..., annotations: ...}"
	}
	return otherForm{help: help, field: "name", value: value.Get("name")}
}

// specOfApp is what an object of Kubernetes says in its spec, of which nobody can tell what the app then lacks.
func specOfApp(n *source.Node, i int) otherForm {
	if key := n.Keys[i].Text; key != "spec" && key != "template" {
		return otherForm{}
	}
	return otherForm{help: "write what it holds at the app: image, port, env, command, args, resources and replicas; the rest of its container in container, the rest of its pod in pod", wrong: true}
}

// specOfTier is the same of a tier.
func specOfTier(n *source.Node, i int) otherForm {
	if n.Keys[i].Text != "spec" {
		return otherForm{}
	}
	return otherForm{help: "write what it holds at the tier: ip, hosts, cert, tls, ports and apps", wrong: true}
}
