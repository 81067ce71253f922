package topology

import (
	"fmt"
	"strings"

	"render/render/diag"
)

// hosts checks hosts inside a tier and between tiers (rule 2), and settles the
// Gateway objects that carry them.
func (v *validator) hosts() {
	type owner struct {
		origin Origin
		tier   string
	}
	elsewhere := map[string]owner{}
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		here := map[string]Origin{}
		for _, h := range p.tier.Hosts {
			if checkHost(h.Value).Found() {
				continue
			}
			if first, ok := here[h.Value]; ok {
				v.fail(h.Origin, diag.Quote(h.Value)+" is there twice", "remove one of the two", first)
				continue
			}
			here[h.Value] = h.Origin
			if first, ok := elsewhere[h.Value]; ok {
				v.warn(h.Origin, fmt.Sprintf("%s is also a host of tier %q: each tier answers on its own IP, and DNS decides who gets which", diag.Quote(h.Value), first.tier),
					"", first.origin)
			} else {
				elsewhere[h.Value] = owner{h.Origin, p.tier.Name.Value}
			}
		}
		p.hosts = hostGroups(p)
		if v.plan.gatewayAPI() { // one IP, so one Gateway, whose size the listeners bound
			p.hosts = []hostGroup{{p.names.istioGateway, values(p.tier.Hosts)}}
		}
	}
}

// largestHosts is how many bytes of host names one Gateway carries: it names
// each twice, and kubectl keeps the object once more in an annotation of at
// most 262144 bytes.
const maxHosts = 100_000

// hostGroups divides a tier's hosts over as many Gateways as their size takes.
// Istio merges Gateways of one workload, so that the meaning stays.
func hostGroups(p *tierPlan) []hostGroup {
	var groups []hostGroup
	size := maxHosts + 1
	for _, h := range p.tier.Hosts {
		if size+len(h.Value)+4 > maxHosts {
			name := p.names.istioGateway
			if len(groups) > 0 {
				name = fmt.Sprintf("%s-%d", name, len(groups)+1)
			}
			groups = append(groups, hostGroup{gateway: name})
			size = 0
		}
		last := &groups[len(groups)-1]
		last.hosts = append(last.hosts, h.Value)
		size += len(h.Value) + 4
	}
	return groups
}

// hostWord is a host as part of an object's name.
func hostWord(host string) string {
	if host == "*" {
		return "all-hosts"
	}
	return strings.Replace(host, "*", "wildcard", 1)
}
