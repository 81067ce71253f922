package consequences

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"render/render/objects"
)

// checkNames tells of hosts whose names have to lead to another address.
func checkNames(c *change) {
	before, now := c.old.places(), c.new.places()
	type way struct{ from, to string }
	hosts, of := map[way][]string{}, map[way][]*objects.Object{}
	var order []way
	for _, host := range slices.Sorted(maps.Keys(before)) {
		was, is := before[host], now[host]
		if is == nil || len(is.addresses) == 0 || len(was.addresses) == 0 || contains(is.addresses, was.addresses) {
			continue
		}
		w := way{listed(was.addresses), listed(is.addresses)}
		if hosts[w] == nil {
			order = append(order, w)
		}
		hosts[w] = append(hosts[w], host)
		of[w] = append(of[w], is.objects...)
	}
	for _, w := range order {
		list := quoted(hosts[w])
		if c.new.externalDNS() {
			c.tell("names-follow", Note, fmt.Sprintf("%s: external-dns has DNS lead to %s in place of %s, once the time to live is over", list, w.to, w.from), "", of[w]...)
			continue
		}
		c.tell("names-change", Warning, fmt.Sprintf("%s: DNS has to lead to %s in place of %s", list, w.to, w.from),
			"change DNS or hosts files together with this; a short time to live beforehand makes the gap short", of[w]...)
		when := together
		if len(c.steps[halfway]) > 0 {
			when = halfway
		}
		c.steps.need(when, "have DNS lead to the new addresses")
	}
}

// place is where a host's clients come in.
type place struct {
	addresses []netip.Addr
	objects   []*objects.Object
}

// places are those of all hosts.
func (s *side) places() map[string]*place {
	out := map[string]*place{}
	for _, e := range s.Entrances {
		for _, host := range e.Hosts {
			if out[host] == nil {
				out[host] = &place{}
			}
			p := out[host]
			p.objects = append(append(p.objects, e.Object), e.From...)
			for _, a := range e.Reached() {
				if e.LoadBalancer && !slices.Contains(p.addresses, a) {
					p.addresses = append(p.addresses, a)
				}
			}
			slices.SortFunc(p.addresses, netip.Addr.Compare)
		}
	}
	return out
}

func contains(all, some []netip.Addr) bool {
	return !slices.ContainsFunc(some, func(a netip.Addr) bool { return !slices.Contains(all, a) })
}

// externalDNS reports whether objects are there that external-dns reads.
func (s *side) externalDNS() bool {
	for o := range s.World.All() {
		if o.ID().Kind == "DNSEndpoint" {
			return true
		}
		for _, m := range o.Resource().Metadata().Annotations().Members() {
			if strings.HasPrefix(m.Key, "external-dns.alpha.kubernetes.io/") {
				return true
			}
		}
	}
	return false
}
