package consequences

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
)

// recordOf tells apart what DNS is told of a name, by one external-dns each zone.
type recordOf struct{ host, zone string }

// record is where external-dns is told to have a name lead.
type record struct {
	targets []string
	of      []*objects.Object
}

// records are those of a side: of DNSEndpoints, and of Gateways that say a target. Where neither
// says any, external-dns takes the addresses by which clients come in (see places).
func (s *side) records() map[recordOf]*record {
	if s.recorded != nil {
		return s.recorded
	}
	s.recorded = map[recordOf]*record{}
	for _, o := range s.World.OfKind("externaldns.k8s.io", "DNSEndpoint") {
		for _, e := range o.Resource().Spec().At("endpoints").Items().All() {
			name, _ := e.At("dnsName").Raw().(string)
			for _, target := range e.At("targets").Items().All() {
				text, _ := target.Raw().(string)
				s.record(o, []string{name}, []string{text})
			}
		}
	}
	for g := range s.World.Gateways() {
		var hosts []string
		for _, server := range g.Servers().All() {
			for _, host := range server.Hosts().All() {
				hosts = append(hosts, served.WithoutNamespace(host.Value()))
			}
		}
		s.record(g.Object(), hosts, targetsIn(g.Object()))
	}
	for g := range s.World.KubernetesGateways() {
		var hosts []string
		for _, l := range g.Listeners().All() {
			hosts = append(hosts, l.Hostname().Value())
		}
		s.record(g.Object(), hosts, targetsIn(g.Object()))
	}
	return s.recorded
}

// record adds names that an object has lead to targets.
func (s *side) record(o *objects.Object, hosts, targets []string) {
	zone := o.Resource().Metadata().Annotations().Text("render/dns-zone").Value()
	for _, host := range append(hosts, noted(o, "hostname")...) {
		if host == "" || host == "*" || len(targets) == 0 {
			continue
		}
		at := recordOf{host, zone}
		if s.recorded[at] == nil {
			s.recorded[at] = &record{}
		}
		r := s.recorded[at]
		for _, target := range targets {
			if !slices.Contains(r.targets, target) {
				r.targets = append(r.targets, target)
			}
		}
		if !slices.Contains(r.of, o) {
			r.of = append(r.of, o)
		}
	}
}

func targetsIn(o *objects.Object) []string { return noted(o, "target") }

// noted are the values of external-dns' annotation of a name, by any prefix that it may run with.
func noted(o *objects.Object, name string) []string {
	for key, text := range o.Resource().Metadata().Annotations().All() {
		if prefix, is := strings.CutSuffix(key, "/"+name); is && strings.Contains(prefix, ".") {
			list := strings.Split(text.Value(), ",")
			for i := range list {
				list[i] = strings.TrimSpace(list[i])
			}
			return list
		}
	}
	return nil
}

// isRecorded reports whether objects of a side say where a host leads in DNS, whatever its
// gateway's address is.
func (s *side) isRecorded(host string) bool {
	for at := range s.records() {
		if at.host == host {
			return true
		}
	}
	return false
}

// asks reports whether a host's gateway is for external-dns without saying where its names lead.
func (s *side) asks(host string) bool {
	return slices.ContainsFunc(s.places()[host].objects, func(o *objects.Object) bool {
		for key := range o.Resource().Metadata().Annotations().All() {
			if strings.HasPrefix(key, "external-dns.") && !slices.Contains(noted(o, "controller"), "none") {
				return true
			}
		}
		return false
	})
}

// checkRecords tells of names that external-dns has lead elsewhere, or of which it is told no
// more though a gateway is for them still (external-dns, its policy is sync unless it is told
// otherwise).
func checkRecords(c *change) {
	before, now := c.old.records(), c.new.records()
	hosts, gone := map[way][]string{}, []string{}
	of, goneOf := map[way][]*objects.Object{}, []*objects.Object{}
	var order []way
	keys := slices.SortedFunc(maps.Keys(before), func(a, b recordOf) int {
		return cmp.Or(cmp.Compare(a.host, b.host), cmp.Compare(a.zone, b.zone))
	})
	for _, at := range keys {
		was, is := before[at], now[at]
		switch {
		case is == nil && (c.new.places()[at.host] == nil || slices.ContainsFunc(was.of, c.left)): // of which it is told, or which stays
		case is == nil && !c.new.isRecorded(at.host) && !c.new.asks(at.host):
			if !slices.Contains(gone, at.host) {
				gone = append(gone, at.host)
			}
			goneOf = append(goneOf, was.of...)
		case is == nil:
		case len(lacking(is.targets, was.targets))+len(lacking(was.targets, is.targets)) > 0:
			w := way{quoted(lacking(was.targets, is.targets)), quoted(is.targets), len(lacking(is.targets, was.targets)) == 0, true}
			if hosts[w] == nil {
				order = append(order, w)
			}
			hosts[w], of[w] = append(hosts[w], at.host), append(of[w], slices.Concat(is.of, was.of)...)
		}
	}
	for _, w := range order {
		c.tell("names-follow", Note, fmt.Sprintf("%s: external-dns has DNS lead to %s, once the time to live is over", quoted(hosts[w]), w.how()), "", of[w]...)
	}
	if len(gone) > 0 {
		c.tell("names-end", Danger, fmt.Sprintf("%s: nothing tells external-dns of it any more, which takes it out of DNS, unless it runs with --policy=upsert-only", quoted(gone)),
			"have DNS know it otherwise before", goneOf...)
	}
}
