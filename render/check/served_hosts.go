package check

import (
	"slices"
	"strings"

	"render/render/routing"
)

// servedHosts are the hosts of an Istio Gateway, and its ports.
type servedHosts struct {
	names map[string][]string // by the namespace whose VirtualServices they are for; "" for all
	sets  map[string]*routing.Set
	ports []serverPort
}

type serverPort struct {
	number   int64
	protocol string
}

// parseHost reads a host of a server, in the namespace of its Gateway: "host",
// or "namespace/host", "*" being any namespace and "." the Gateway's own.
func parseHost(text, own string) (namespace, host string) {
	namespace, host, cut := strings.Cut(text, "/")
	switch {
	case !cut:
		return "", text
	case namespace == "*":
		return "", host
	case namespace == ".":
		return own, host
	}
	return namespace, host
}

func (s *servedHosts) add(namespace, host string) {
	if s.names == nil {
		s.names = map[string][]string{}
	}
	s.names[namespace] = append(s.names[namespace], host)
}

// from are the hosts for VirtualServices of one namespace alone.
func (s *servedHosts) from(namespace string) *routing.Set {
	set := s.sets[namespace]
	if set == nil {
		if s.sets == nil {
			s.sets = map[string]*routing.Set{}
		}
		set = routing.NewSet(s.names[namespace])
		s.sets[namespace] = set
	}
	return set
}

// cover reports whether all names of a host are served for a namespace.
func (s *servedHosts) cover(host, namespace string) bool {
	return s.from("").Covers(host) || s.from(namespace).Covers(host)
}

// overlap reports whether some names of a host are served for a namespace.
func (s *servedHosts) overlap(host, namespace string) bool {
	return s.from("").Overlaps(host) || s.from(namespace).Overlaps(host)
}

// visible are the hosts served for a namespace.
func (s *servedHosts) visible(namespace string) []string {
	names := s.names[""]
	if namespace != "" {
		names = slices.Concat(names, s.names[namespace])
	}
	return names
}
