package check

import (
	"fmt"
	"strings"

	"render/render/diag"
	"render/render/manifest"
)

// virtualService checks a VirtualService's gateways, hosts and destinations.
func (c *checker) virtualService(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	var room [4]*gateway
	gateways, mesh := c.boundTo(i, spec, room[:0])
	for n, item := range c.listOf(i, spec, "hosts", at("spec")) {
		host, ok := c.textItem(i, item, spot{"spec.hosts[#]", [2]int{n}})
		if ok && !mesh && len(gateways) > 0 {
			c.host(i, host, gateways)
		}
	}
	for _, list := range [...]struct{ key, item, route, to string }{
		{"http", "spec.http[#]", "spec.http[#].route[#]", "spec.http[#].route[#].destination"},
		{"tls", "spec.tls[#]", "spec.tls[#].route[#]", "spec.tls[#].route[#].destination"},
		{"tcp", "spec.tcp[#]", "spec.tcp[#].route[#]", "spec.tcp[#].route[#].destination"},
	} {
		for n, item := range c.listOf(i, spec, list.key, at("spec")) {
			where := spot{list.item, [2]int{n}}
			rule, ok := c.objectItem(i, item, where)
			if !ok {
				continue
			}
			c.routes(i, c.listOf(i, rule, "route", where), list.route, list.to, n)
			if list.key != "http" {
				hosts, _ := asList(spec.Get("hosts"))
				c.connections(i, rule, list.key, n, hosts, gateways)
				continue
			}
			if mirror := c.object(i, rule, "mirror", where); mirror != nil {
				c.destination(i, mirror, spot{"spec.http[#].mirror", [2]int{n}})
			}
			c.routes(i, c.listOf(i, rule, "mirrors", where), "spec.http[#].mirrors[#]", "spec.http[#].mirrors[#].destination", n)
		}
	}
}

func (c *checker) routes(i int, routes []any, path, to string, n int) {
	for m, item := range routes {
		where := spot{path, [2]int{n, m}}
		route, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		if destination := c.object(i, route, "destination", where); destination != nil {
			c.destination(i, destination, spot{to, [2]int{n, m}})
		} else if route.Get("destination") == nil {
			c.fail(i, where.member("destination")+" is missing", "write: host and port of a Service")
		}
	}
}

// boundTo finds the Gateways of a VirtualService, and whether it is for the
// sidecars of the mesh too. Names are resolved as Istio does (istio,
// pilot/pkg/model/virtualservice.go).
func (c *checker) boundTo(i int, spec manifest.Object, gateways []*gateway) ([]*gateway, bool) {
	list := c.listOf(i, spec, "gateways", at("spec"))
	mesh := len(list) == 0 && spec.Get("gateways") == nil
	own := c.ids[i].Namespace
	for n, item := range list {
		text, ok := c.textItem(i, item, spot{"spec.gateways[#]", [2]int{n}})
		if !ok {
			continue
		}
		if text == "mesh" {
			mesh = true
			continue
		}
		namespace, name, cut := strings.Cut(text, "/")
		if !cut {
			namespace, name = own, text
			if short, rest, dotted := strings.Cut(text, "."); dotted {
				name, namespace = short, rest
			}
		} else if namespace == "." {
			namespace = own
		}
		found, ok := c.index[manifest.ID{Group: networking, Kind: "Gateway", Namespace: namespace, Name: name}]
		if !ok {
			c.noGateway(i, text, manifest.ID{Group: networking, Kind: "Gateway", Namespace: namespace, Name: name})
			continue
		}
		gateways = append(gateways, c.gateways[found])
	}
	return gateways, mesh
}

func (c *checker) noGateway(i int, written string, id manifest.ID) {
	help := ""
	if other, ok := c.elsewhere(id); ok {
		help = "write: " + other.Namespace + "/" + other.Name
	} else {
		help = c.nearest(written, "add a Gateway "+diag.Quote(id.Name)+" to namespace "+diag.Quote(id.Namespace),
			seenFrom(c.ids[i].Namespace, networking, "Gateway", strings.Contains(written, "/")))
	}
	c.fail(i, "gateway "+diag.Quote(written)+" is not among the objects", help)
}

// host checks that a Gateway takes in a VirtualService's host. Of a host that
// is wider than those of the Gateway, Istio serves the narrower ones.
func (c *checker) host(i int, host string, gateways []*gateway) {
	namespace := c.ids[i].Namespace
	for _, g := range gateways {
		if g.takes(host, namespace) {
			return
		}
	}
	for _, g := range gateways {
		if g.meets(host, namespace) {
			c.warn(i, fmt.Sprintf("host %s is wider than the hosts of its Gateways, and only theirs are served", diag.Quote(host)), "write: the hosts themselves")
			return
		}
	}
	var names []string
	for _, g := range gateways {
		names = g.appendHosts(names, namespace)
	}
	c.fail(i, "host "+diag.Quote(host)+" is not among the hosts of its Gateways", c.nearestOf(host, "add it to the hosts of a Gateway", names))
}

// takes reports whether all names of a host are the Gateway's.
func (g *gateway) takes(host, namespace string) bool {
	if g.exact[gatewayHost{"", host}] || g.exact[gatewayHost{namespace, host}] {
		return true
	}
	for _, wide := range g.wide {
		if wide.open(namespace) && (wide.host == "*" || strings.HasSuffix(strings.TrimPrefix(host, "*"), wide.host[1:])) {
			return true
		}
	}
	return false
}

// meets reports whether some names of a host are the Gateway's.
func (g *gateway) meets(host, namespace string) bool {
	suffix, ok := strings.CutPrefix(host, "*")
	if !ok {
		return false
	}
	for narrow := range g.exact {
		if narrow.open(namespace) && strings.HasSuffix(narrow.host, suffix) {
			return true
		}
	}
	for _, narrow := range g.wide {
		if narrow.open(namespace) && strings.HasSuffix(narrow.host, suffix) {
			return true
		}
	}
	return false
}

func (h gatewayHost) open(namespace string) bool {
	return h.namespace == "" || h.namespace == namespace
}

func (g *gateway) appendHosts(names []string, namespace string) []string {
	for host := range g.exact {
		if host.open(namespace) {
			names = append(names, host.host)
		}
	}
	for _, host := range g.wide {
		if host.open(namespace) {
			names = append(names, host.host)
		}
	}
	return names
}
