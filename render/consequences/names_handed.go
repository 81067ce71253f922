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
	for _, o := range c.old.Recorders(hosts) {
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
		runs = append(runs, "kubectl annotate "+resource(o)+" "+o.ID().Name+" -n "+o.ID().Namespace+" "+strings.Join(dns.PassedOver(o), " "))
	}
	return "have external-dns pass over " + wording.Listed(titledEach(list)) + ": " + strings.Join(runs, "; ")
}
