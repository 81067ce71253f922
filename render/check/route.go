package check

import (
	"fmt"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// Limits of the Gateway API's CRDs.
const (
	maxHostnames = 16
	maxRules     = 16
	maxMatches   = 64
)

// checkRoutes checks the routes of the Gateway API: what they attach to, their
// hostnames, and the Services they end at.
func checkRoutes(c *checker) {
	for r := range c.world.HTTPRoutes() {
		c.route(r, maxRules)
	}
	for r := range c.world.GRPCRoutes() {
		c.route(r, maxRules)
	}
	for r := range c.world.TCPRoutes() {
		c.route(r, 1)
	}
	for r := range c.world.TLSRoutes() {
		c.route(r, 1)
	}
}

func (c *checker) route(r objects.Route, mostRules int) {
	c.fits(r.Spec())
	listeners := c.attached(r)
	hosts := r.Hostnames()
	c.fits(hosts.Field)
	if n := hosts.Len(); n > maxHostnames {
		c.fail("object-limit", hosts.Field, fmt.Sprintf("spec.hostnames has %d items", n), fmt.Sprintf("write %d at most, and the rest into another route", maxHostnames))
	}
	if hosts.Fits() {
		for _, host := range hosts.Fitting(c.failKind) {
			if len(listeners) > 0 {
				c.routeHost(host, listeners)
			}
		}
	}
	rules := r.Rules()
	if n := rules.Len(); n > mostRules {
		c.fail("object-limit", rules.Field, fmt.Sprintf("spec.rules has %d items", n), fmt.Sprintf("write %d at most, and the rest into another route", mostRules))
	}
	for _, rule := range rules.Fitting(c.failKind) {
		c.routeRule(rule)
	}
}

func (c *checker) routeRule(rule objects.RouteRule) {
	matches := rule.Matches()
	if c.fits(matches.Field); matches.Len() > maxMatches {
		c.fail("object-limit", matches.Field, fmt.Sprintf("%s has %d items", matches.Path(), matches.Len()), fmt.Sprintf("write %d at most", maxMatches))
	}
	for _, ref := range rule.BackendRefs().Fitting(c.failKind) {
		c.backend(ref)
	}
	for _, filter := range rule.Filters().Fitting(c.failKind) {
		if ref := filter.MirrorRef(); ref.Present() && ref.Fits() {
			c.backend(ref)
		}
	}
}

func (c *checker) routeHost(host objects.Text, listeners []listener) {
	var names []string
	for _, l := range listeners {
		if l.hostname == "" || routing.Overlap(l.hostname, host.Value()) {
			return
		}
		names = append(names, l.hostname)
	}
	c.fail("object-reference", host.Field, "hostname "+wording.Quote(host.Value())+" is no listener's that the route attaches to", c.nearestOf(host.Value(), "add it to the listeners of a Gateway", names))
}

// attached are the listeners that a route attaches to.
func (c *checker) attached(r objects.Route) []listener {
	var out []listener
	own := r.ID().Namespace
	for _, ref := range r.ParentRefs().Fitting(c.failKind) {
		if kind := ref.Kind(); kind.Present() && kind.Value() != "Gateway" {
			continue
		}
		namespace, name := c.text(ref.Namespace()), c.text(ref.Name())
		if namespace == "" {
			namespace = own
		}
		g, ok := c.world.KubernetesGateway(namespace, name)
		if !ok {
			written := name
			if namespace != own {
				written = namespace + "/" + name
			}
			c.fail("object-reference", ref.Field, fmt.Sprintf("%s: Gateway %s is not among the objects", ref.Path(), wording.Quote(written)),
				c.nearest(written, "add the Gateway", seenFrom(own, objects.GatewayAPI, "Gateway", false)))
			continue
		}
		out = c.listenersOf(ref, c.listeners[g.Object()], out)
	}
	return out
}

// listenersOf adds those of a Gateway's listeners that a route attaches to by one of
// its parentRefs.
func (c *checker) listenersOf(ref objects.ObjectRef, listeners, out []listener) []listener {
	section := c.text(ref.SectionName())
	port, hasPort := c.number(ref.Port())
	id := ref.Object().ID()
	closed, other := "", ""
	var names []string
	found := len(out)
	for _, l := range listeners {
		names = append(names, l.name)
		switch {
		case section != "" && l.name != section || hasPort && l.port != port:
		case !l.takes(id.Kind):
			other = l.name + " speaks " + l.protocol
		case !c.world.Admits(l.Listener, id.Namespace):
			closed = l.name
		default:
			out = append(out, l)
		}
	}
	switch {
	case len(out) > found:
	case closed != "":
		c.fail("object-reference", ref.Field, fmt.Sprintf("%s: listener %s takes no route of namespace %s", ref.Path(), wording.Quote(closed), wording.Quote(id.Namespace)),
			"add the namespace to allowedRoutes of the listener")
	case other != "":
		c.fail("object-reference", ref.Field, fmt.Sprintf("%s: listener %s, and takes no %s", ref.Path(), other, id.Kind), "write the name of a listener for "+protocolsFor(id.Kind)[0])
	case section != "":
		c.fail("object-reference", ref.SectionName().Field, fmt.Sprintf("%s: the Gateway has no listener %s", ref.SectionName().Path(), wording.Quote(section)),
			c.nearestOf(section, "write the name of a listener", names))
	default:
		c.fail("object-reference", ref.Field, fmt.Sprintf("%s: the Gateway has no listener on port %d", ref.Path(), port), "write the port of a listener")
	}
	return out
}

// backend checks that a request ends at a port of a Service that may be named.
func (c *checker) backend(ref objects.ObjectRef) {
	if kind := ref.Kind(); kind.Present() && kind.Value() != "Service" {
		return
	}
	name := c.text(ref.Name())
	id := manifest.ID{Kind: "Service", Namespace: c.text(ref.Namespace()), Name: name}
	if id.Namespace == "" {
		id.Namespace = ref.Object().ID().Namespace
	}
	c.granted(ref.Field, id)
	service, ok := c.world.Service(id.Namespace, id.Name)
	switch {
	case ok:
		if number, given := c.number(ref.Port()); given {
			c.servicePort(service, ref.Port().Field, number)
		}
	case c.known.Services[id.Namespace+"/"+id.Name]:
	case c.judged(id):
		c.fail("object-reference", ref.Field, fmt.Sprintf("%s: Service %s is not among the objects in namespace %s", ref.Path(), wording.Quote(name), wording.Quote(id.Namespace)),
			c.nearest(name, "add it there", inside(id.Namespace, objects.Core, "Service")))
	}
}
