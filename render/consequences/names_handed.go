package consequences

import (
	"fmt"
	"slices"
	"strings"

	"render/render/dns"
	"render/render/objects"
	"render/render/wording"
)

// handOver is the step by which external-dns, which hands out the addresses of all whose objects have a host, has
// hosts of a gateway lead to another one alone, while both answer them: it passes over Gateways of the old
// one, or DNSEndpoints say so before. Not ok where that would take away the names of other hosts.
func (c *change) handOver(hosts []string) (step string, ok bool) {
	var over, endpoints []*objects.Object
	recorders := c.old.Recorders(hosts)
	if len(recorders) == 0 {
		return c.passRoutes(hosts)
	}
	for _, o := range recorders {
		switch {
		case o.ID().Kind == "DNSEndpoint":
			endpoints = append(endpoints, o)
		case o.ID().Group != objects.IstioNetworking:
			return "", false
		default:
			over = append(over, o)
		}
	}
	if c.old.NeedsRecorders(over, hosts) {
		return "", false
	}
	if len(endpoints) > 0 {
		for _, o := range c.new.Recorders(hosts) {
			if former := c.formerly(o); former == nil || !slices.Contains(endpoints, former) {
				endpoints = append(endpoints, o)
			}
		}
		step = "apply what changes of " + wording.Listed(titledEach(endpoints))
	}
	if len(over) > 0 {
		step = strings.TrimPrefix(step+", and ", ", and ") + passingOver(over)
	}
	return step, step != ""
}

// passRoutes is the same of routes of the Gateway API: as long as external-dns reads one of the old gateway it hands out the
// address of that (external-dns, source/gateway.go, which goes by the annotation controller of a route too).
// Not ok where one has other hosts too, or stays.
func (c *change) passRoutes(hosts []string) (step string, ok bool) {
	var over []*objects.Object
	for o := range c.old.World.OfGroup(objects.GatewayAPI) {
		own := o.Resource().Spec().At("hostnames").Items()
		theirs, all := 0, 0
		for _, f := range own.All() {
			all++
			if host, _ := f.Raw().(string); slices.Contains(hosts, host) {
				theirs++
			}
		}
		switch {
		case theirs == 0:
		case theirs < all || c.New.Find(o.ID()) != nil:
			return "", false
		default:
			over = append(over, o)
		}
	}
	if len(over) == 0 {
		return "", false
	}
	return passingOver(over), true
}

// leadBy has a step of external-dns' lead the names of hosts to one gateway, once that has them.
func (c *change) leadBy(step string, to *server, hosts []string) {
	for _, host := range hosts {
		c.led[host] = true
	}
	c.steps.NeedAfter(beforehand, 1, fmt.Sprintf("%s; wait until DNS leads to %s alone for %s, everywhere", step, to.title, allQuoted(hosts)))
}

// passingOver is how external-dns is told to leave Gateways alone, which go on answering.
func passingOver(list []*objects.Object) string {
	var runs []string
	for _, o := range list {
		over := dns.PassedOver(o)
		if len(over) == 0 {
			over = []string{"external-dns.alpha.kubernetes.io/controller=none"}
		}
		runs = append(runs, "kubectl annotate "+resource(o)+" "+o.ID().Name+" -n "+o.ID().Namespace+" "+strings.Join(over, " "))
	}
	return "have external-dns pass over " + wording.Listed(titledEach(list)) + ": " + strings.Join(runs, "; ")
}
