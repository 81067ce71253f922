package consequences

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/objects"
)

// checkNames tells of hosts whose names have to lead to another address.
func checkNames(c *change) {
	hosts, of := map[way][]string{}, map[way][]*objects.Object{}
	rest := map[way]bool{} // that no step of its own is of
	var order []way
	for _, host := range slices.Sorted(maps.Keys(c.old.places())) {
		if !c.leadsElsewhere(host) || c.old.isRecorded(host) && c.new.isRecorded(host) { // checkRecords tells of these
			continue
		}
		was, is := c.old.places()[host], c.new.places()[host]
		w := way{listed(addressesBut(was.addresses, is.addresses)), listed(is.addresses), contains(was.addresses, is.addresses), c.new.follows(host)}
		if hosts[w] == nil {
			order = append(order, w)
		}
		hosts[w] = append(hosts[w], host)
		of[w] = append(of[w], is.objects...)
		rest[w] = rest[w] || !is.allIn(c.moved) && !c.led[host]
	}
	for _, w := range order {
		list := quoted(widest(hosts[w]))
		if w.follows {
			c.tell("names-follow", Note, fmt.Sprintf("%s: external-dns has DNS lead to %s, once the time to live is over", list, w.how()), "", of[w]...)
			continue
		}
		c.tell("names-change", Warning, fmt.Sprintf("%s: DNS has to lead to %s", list, w.how()),
			"change DNS or hosts files together with this; a short time to live beforehand makes the gap short", of[w]...)
		if rest[w] {
			when := together
			if !c.new.operated && slices.ContainsFunc(of[w], func(o *objects.Object) bool { return o.ID().Kind == "IstioOperator" }) {
				when = byHand // istioctl moves them
			}
			c.steps.need(when, "have DNS lead to the new addresses")
		}
	}
}

// way is from which addresses the names of hosts have to lead to which.
type way struct {
	gone, to string
	fewer    bool // all that they lead to they led to before
	follows  bool // by external-dns
}

func (w way) how() string {
	if w.fewer {
		return w.to + " alone, and no more to " + w.gone
	}
	return w.to + " in place of " + w.gone
}

// leadsElsewhere reports whether clients of a host come in by another address from now on.
func (c *change) leadsElsewhere(host string) bool {
	was, is := c.old.places()[host], c.new.places()[host]
	return was != nil && is != nil && len(is.addresses) > 0 && len(was.addresses) > 0 && !contains(is.addresses, was.addresses)
}

// follows reports whether external-dns has a host's name follow its gateway's address: it does
// where it is told of anything, unless the gateway's objects say that they are not for it.
func (s *side) follows(host string) bool {
	return s.externalDNS() && !slices.ContainsFunc(s.places()[host].objects, func(o *objects.Object) bool { return slices.Contains(noted(o, "controller"), "none") })
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
