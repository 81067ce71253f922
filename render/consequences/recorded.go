package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
)

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
