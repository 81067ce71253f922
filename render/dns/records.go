package dns

import (
	"slices"
	"strings"

	"render/render/objects"
	"render/render/served"
)

// RecordOf tells apart what DNS is told of a name, by one external-dns each zone.
type RecordOf struct{ Host, Zone string }

// Record is where external-dns is told to have a name lead.
type Record struct {
	Targets []string
	Of      []*objects.Object
}

// Records are where DNS is told that names lead: by DNSEndpoints, and by Gateways that say a target. Where neither
// says any, external-dns takes the addresses by which clients come in (see Places).
func (s *Side) Records() map[RecordOf]*Record {
	if s.recorded != nil {
		return s.recorded
	}
	s.recorded = map[RecordOf]*Record{}
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
func (s *Side) record(o *objects.Object, hosts, targets []string) {
	zone := o.Resource().Metadata().Annotations().Text("render/dns-zone").Value()
	for _, host := range append(hosts, noted(o, "hostname")...) {
		if host == "" || host == "*" || len(targets) == 0 {
			continue
		}
		at := RecordOf{host, zone}
		if s.recorded[at] == nil {
			s.recorded[at] = &Record{}
		}
		r := s.recorded[at]
		for _, target := range targets {
			if !slices.Contains(r.Targets, target) {
				r.Targets = append(r.Targets, target)
			}
		}
		if !slices.Contains(r.Of, o) {
			r.Of = append(r.Of, o)
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

// IsRecorded reports whether objects of a side say where a host leads in DNS, whatever its
// gateway's address is.
func (s *Side) IsRecorded(host string) bool {
	for at := range s.Records() {
		if at.Host == host {
			return true
		}
	}
	return false
}

// Recorders are the objects by which external-dns makes records of some hosts.
func (s *Side) Recorders(hosts []string) (out []*objects.Object) {
	for _, host := range hosts {
		for at, r := range s.Records() {
			for _, o := range r.Of {
				if at.Host == host && !slices.Contains(out, o) {
					out = append(out, o)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b *objects.Object) int { return strings.Compare(a.ID().String(), b.ID().String()) })
	return out
}

// NeedsRecorders reports whether external-dns makes records of more than some hosts by some objects alone.
func (s *Side) NeedsRecorders(list []*objects.Object, hosts []string) bool {
	for at, r := range s.Records() {
		if !slices.Contains(hosts, at.Host) && !slices.ContainsFunc(r.Of, func(o *objects.Object) bool { return !slices.Contains(list, o) }) {
			return true
		}
	}
	return false
}

// PassedOver are the annotations by which external-dns passes over an object, by each prefix that is on it.
func PassedOver(o *objects.Object) (out []string) {
	for key := range o.Resource().Metadata().Annotations().All() {
		if prefix, is := strings.CutSuffix(key, "/target"); is && strings.Contains(prefix, ".") {
			out = append(out, prefix+"/controller=none")
		}
	}
	return out
}
