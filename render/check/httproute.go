package check

import (
	"fmt"
	"slices"

	"render/render/diag"
	"render/render/manifest"
)

// attachedRoute checks a route of the Gateway API: what it attaches to, its
// hostnames, and the Services it ends at.
func (c *checker) attachedRoute(i int) {
	spec := c.object(i, c.list[i].Object, "spec", spot{})
	listeners := c.parents(i, spec)
	hosts := c.listOf(i, spec, "hostnames", at("spec"))
	if len(hosts) > maxHostnames {
		c.fail(i, fmt.Sprintf("spec.hostnames has %d items", len(hosts)), fmt.Sprintf("write %d at most, and the rest into another route", maxHostnames))
	}
	for n, item := range hosts {
		host, ok := c.textItem(i, item, spot{"spec.hostnames[#]", [2]int{n}})
		if !ok || len(listeners) == 0 {
			continue
		}
		c.routeHost(i, host, listeners)
	}
	rules := c.listOf(i, spec, "rules", at("spec"))
	most := maxRules
	if kind := c.ids[i].Kind; kind == "TLSRoute" || kind == "TCPRoute" {
		most = 1
	}
	if len(rules) > most {
		c.fail(i, fmt.Sprintf("spec.rules has %d items", len(rules)), fmt.Sprintf("write %d at most, and the rest into another route", most))
	}
	for n, item := range rules {
		where := spot{"spec.rules[#]", [2]int{n}}
		rule, ok := c.objectItem(i, item, where)
		if !ok {
			continue
		}
		if matches := c.listOf(i, rule, "matches", where); len(matches) > maxMatches {
			c.fail(i, fmt.Sprintf("%s.matches has %d items", where, len(matches)), fmt.Sprintf("write %d at most", maxMatches))
		}
		for m, item := range c.listOf(i, rule, "backendRefs", where) {
			inRef := spot{"spec.rules[#].backendRefs[#]", [2]int{n, m}}
			if ref, ok := c.objectItem(i, item, inRef); ok {
				c.backend(i, ref, inRef)
			}
		}
		for m, item := range c.listOf(i, rule, "filters", where) {
			inFilter := spot{"spec.rules[#].filters[#]", [2]int{n, m}}
			filter, ok := c.objectItem(i, item, inFilter)
			if ref := under(filter, "requestMirror", "backendRef"); ok && ref != nil {
				c.backend(i, ref, spot{inFilter.text + ".requestMirror.backendRef", inFilter.numbers})
			}
		}
	}
}

func (c *checker) routeHost(i int, host string, listeners []attachListener) {
	var names []string
	for _, l := range listeners {
		if meetsHost(l.hostname, host) {
			return
		}
		names = append(names, l.hostname)
	}
	c.fail(i, "hostname "+diag.Quote(host)+" is no listener's that the route attaches to", c.nearestOf(host, "add it to the listeners of a Gateway", names))
}

// spokenBy are the protocols of the listeners that take a kind of route.
var spokenBy = map[string][]string{
	"HTTPRoute": {"HTTP", "HTTPS"}, "GRPCRoute": {"HTTP", "HTTPS"}, "TLSRoute": {"TLS"}, "TCPRoute": {"TCP", "TLS"},
}

// takes reports whether a listener takes routes of a kind: a TCPRoute too where it
// ends TLS itself.
func (l *attachListener) takes(kind string) bool {
	return slices.Contains(spokenBy[kind], l.protocol) && !(kind == "TCPRoute" && l.passthrough)
}

// parents are the listeners that a route attaches to.
func (c *checker) parents(i int, spec manifest.Object) []attachListener {
	var out []attachListener
	for n, item := range c.listOf(i, spec, "parentRefs", at("spec")) {
		where := spot{"spec.parentRefs[#]", [2]int{n}}
		ref, ok := c.objectItem(i, item, where)
		if !ok || ref.Get("kind") != nil && ref.Get("kind") != "Gateway" {
			continue
		}
		id := manifest.ID{Group: gatewayAPI, Kind: "Gateway", Namespace: c.text(i, ref, "namespace", where), Name: c.text(i, ref, "name", where)}
		if id.Namespace == "" {
			id.Namespace = c.ids[i].Namespace
		}
		g := c.attach[id]
		if g == nil {
			written := id.Name
			if id.Namespace != c.ids[i].Namespace {
				written = id.Namespace + "/" + id.Name
			}
			c.fail(i, fmt.Sprintf("%s: Gateway %s is not among the objects", where, diag.Quote(written)),
				c.nearest(written, "add the Gateway", seenFrom(c.ids[i].Namespace, gatewayAPI, "Gateway", false)))
			continue
		}
		section := c.text(i, ref, "sectionName", where)
		port, hasPort := c.number(i, ref, "port", where)
		found := false
		closed, other := "", ""
		var names []string
		for _, l := range g.listeners {
			names = append(names, l.name)
			if section != "" && l.name != section || hasPort && l.port != port {
				continue
			}
			if !l.takes(c.ids[i].Kind) {
				other = l.name + " speaks " + l.protocol
				continue
			}
			if !c.open(&l, g.namespace, c.ids[i].Namespace) {
				closed = l.name
				continue
			}
			found = true
			out = append(out, l)
		}
		switch {
		case found:
		case closed != "":
			c.fail(i, fmt.Sprintf("%s: listener %s takes no route of namespace %s", where, diag.Quote(closed), diag.Quote(c.ids[i].Namespace)),
				"add the namespace to allowedRoutes of the listener")
		case other != "":
			c.fail(i, fmt.Sprintf("%s: listener %s, and takes no %s", where, other, c.ids[i].Kind), "write the name of a listener for "+spokenBy[c.ids[i].Kind][0])
		case section != "":
			c.fail(i, fmt.Sprintf("%s.sectionName: the Gateway has no listener %s", where, diag.Quote(section)), c.nearestOf(section, "write the name of a listener", names))
		default:
			c.fail(i, fmt.Sprintf("%s: the Gateway has no listener on port %d", where, port), "write the port of a listener")
		}
	}
	return out
}

// backend checks that a request ends at a port of a Service that may be named.
func (c *checker) backend(i int, ref manifest.Object, where spot) {
	if ref.Get("kind") != nil && ref.Get("kind") != "Service" {
		return
	}
	name := c.text(i, ref, "name", where)
	id := manifest.ID{Group: core, Kind: "Service", Namespace: c.text(i, ref, "namespace", where), Name: name}
	if id.Namespace == "" {
		id.Namespace = c.ids[i].Namespace
	}
	c.granted(i, where.String(), id)
	found, ok := c.index[id]
	switch {
	case ok:
		if number, given := c.number(i, ref, "port", where); given {
			c.destinationPort(i, found, manifest.Object{{Key: "port", Value: manifest.Object{{Key: "number", Value: float64(number)}}}}, where)
		}
	case c.known.Services[id.Namespace+"/"+id.Name]:
	case c.judged(id):
		c.fail(i, fmt.Sprintf("%s: Service %s is not among the objects in namespace %s", where, diag.Quote(name), diag.Quote(id.Namespace)),
			c.nearest(name, "add it there", inside(id.Namespace, core, "Service")))
	}
}
