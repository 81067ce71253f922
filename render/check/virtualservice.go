package check

import (
	"fmt"
	"strings"

	"render/render/manifest"
	"render/render/objects"
	"render/render/wording"
)

// checkVirtualServices checks the gateways, hosts and destinations of
// VirtualServices.
func checkVirtualServices(c *checker) {
	for v := range c.world.VirtualServices() {
		c.fits(v.Spec())
		var room [4]*servedHosts
		gateways, mesh := c.boundTo(v, room[:0])
		for _, host := range v.Hosts().Fitting(c.failKind) {
			if !mesh && len(gateways) > 0 {
				c.servedHost(host, gateways)
			}
		}
		for _, rule := range v.HTTP().Fitting(c.failKind) {
			c.destinations(rule.Routes())
			if mirror := rule.Mirror(); mirror.Present() && c.fits(mirror.Field) {
				c.destination(mirror)
			}
			c.destinations(rule.Mirrors())
		}
		for _, rule := range v.TLS().Fitting(c.failKind) {
			c.destinations(rule.Routes())
			c.connections(v, rule, []string{"TLS", "HTTPS"}, gateways)
		}
		for _, rule := range v.TCP().Fitting(c.failKind) {
			c.destinations(rule.Routes())
			c.connections(v, rule, []string{"TCP"}, gateways)
		}
	}
}

func (c *checker) destinations(routes objects.List[objects.WeightedDestination]) {
	for _, route := range routes.Fitting(c.failKind) {
		d := route.Destination()
		switch {
		case !d.Present():
			c.fail("object-incomplete", d.Field, d.Path()+" is missing", "write: host and port of a Service")
		case c.fits(d.Field):
			c.destination(d)
		}
	}
}

// boundTo finds the Gateways of a VirtualService, and whether it is for the
// sidecars of the mesh too.
func (c *checker) boundTo(v objects.VirtualService, gateways []*servedHosts) ([]*servedHosts, bool) {
	list := v.Gateways()
	mesh := !list.Present()
	own := v.ID().Namespace
	for _, item := range list.Fitting(c.failKind) {
		text := item.Value()
		if text == "mesh" {
			mesh = true
			continue
		}
		id := objects.GatewayOf(text, own)
		found := c.world.Find(id)
		if found == nil {
			c.noGateway(item, id)
			continue
		}
		gateways = append(gateways, c.gateways[found])
	}
	return gateways, mesh
}

func (c *checker) noGateway(named objects.Text, id manifest.ID) {
	written := named.Value()
	help := ""
	if other, ok := c.elsewhere(id); ok {
		help = "write: " + other.Namespace + "/" + other.Name
	} else {
		help = c.nearest(written, "add a Gateway "+wording.Quote(id.Name)+" to namespace "+wording.Quote(id.Namespace),
			seenFrom(named.Object().ID().Namespace, objects.IstioNetworking, "Gateway", strings.Contains(written, "/")))
	}
	c.fail("object-reference", named.Field, "gateway "+wording.Quote(written)+" is not among the objects", help)
}

// servedHost checks that a Gateway takes in a VirtualService's host. Of a host that
// is wider than those of the Gateway, Istio serves the narrower ones.
func (c *checker) servedHost(named objects.Text, gateways []*servedHosts) {
	host, namespace := named.Value(), named.Object().ID().Namespace
	for _, g := range gateways {
		if g.cover(host, namespace) {
			return
		}
	}
	for _, g := range gateways {
		if g.overlap(host, namespace) {
			c.warn("object-reference", named.Field, fmt.Sprintf("host %s is wider than the hosts of its Gateways, and only theirs are served", wording.Quote(host)), "write: the hosts themselves")
			return
		}
	}
	var names []string
	for _, g := range gateways {
		names = append(names, g.visible(namespace)...)
	}
	c.fail("object-reference", named.Field, "host "+wording.Quote(host)+" is not among the hosts of its Gateways", c.nearestOf(host, "add it to the hosts of a Gateway", names))
}
