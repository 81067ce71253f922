package decode

import (
	"slices"
	"strings"

	"render/render/compose"
	"render/render/format"
	"render/render/source"
)

// routesOfRule are the routes that a rule of Traefik is for; none where it is more than hosts and paths.
func routesOfRule(n *source.Node) []string {
	if n.Kind != source.Scalar {
		return nil
	}
	asked, ok := compose.Rule(n.Text)
	if !ok || slices.ContainsFunc(asked, compose.Asked.Narrowed) {
		return nil
	}
	var out []string
	for _, one := range asked {
		out = append(out, routeAsked(one, true, ""))
	}
	return out
}

// routeAsked is a route for what requests have in common, with their hosts or without, and what becomes of them.
func routeAsked(one compose.Asked, hosts bool, more string) string {
	item := "prefix: /"
	if one.Exact != "" {
		item = "exact: " + format.YAMLWord(one.Exact)
	} else if one.Prefix != "" {
		item = "prefix: " + format.YAMLWord(one.Prefix)
	}
	if hosts && len(one.Hosts) > 0 {
		item += ", hosts: [" + words(one.Hosts) + "]"
	}
	return "{" + item + more + "}"
}

// ledByProxy is what to write for labels by which a proxy leads requests of some paths to an app: its hosts and its
// routes; "" for labels that name no path, and for none.
func ledByProxy(n, labels *source.Node) string {
	led, _ := compose.ProxyLed(labels)
	if !slices.ContainsFunc(led, func(one compose.Led) bool { return one.Prefix+one.Exact != "" }) {
		return ""
	}
	alike := !slices.ContainsFunc(led, func(one compose.Led) bool { return !slices.Equal(one.Hosts, led[0].Hosts) })
	var routes []string
	for _, one := range led {
		more := ""
		if one.Strip {
			more = ", rewrite: /"
		}
		routes = append(routes, routeAsked(one.Asked, !alike, more))
	}
	out := "routes: [" + strings.Join(routes, ", ") + "]"
	if alike && len(led[0].Hosts) > 0 && n.Get("hosts") == nil {
		out = "hosts: [" + words(led[0].Hosts) + "] and " + out
	}
	if n.Get("routes") != nil {
		return "write " + out + " in place of it and of routes"
	}
	return "write " + out + " in its place"
}
