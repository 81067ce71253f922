package dns

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// Follows reports whether external-dns has a host's name follow its gateway's address: it does
// where it is told of anything, unless the gateway's objects say that they are not for it.
func (s *Side) Follows(host string) bool {
	return s.ExternalDNS() && !slices.ContainsFunc(s.Places()[host].Objects, func(o *objects.Object) bool { return slices.Contains(noted(o, "controller"), "none") })
}

// ExternalDNS reports whether objects are there that external-dns reads.
func (s *Side) ExternalDNS() bool {
	if s.external == nil {
		is := false
		for o := range s.World.All() {
			is = is || forExternalDNS(o)
		}
		s.external = &is
	}
	return *s.external
}

func forExternalDNS(o *objects.Object) bool {
	return o.ID().Kind == "DNSEndpoint" || slices.ContainsFunc(o.Resource().Metadata().Annotations().Members(), func(m manifest.Member) bool {
		return strings.HasPrefix(m.Key, "external-dns.alpha.kubernetes.io/")
	})
}

// AsksDNS reports whether a host's gateway is for external-dns without saying where its names lead.
func (s *Side) AsksDNS(host string) bool {
	return slices.ContainsFunc(s.Places()[host].Objects, func(o *objects.Object) bool {
		for key := range o.Resource().Metadata().Annotations().All() {
			if strings.HasPrefix(key, "external-dns.") && !slices.Contains(noted(o, "controller"), "none") {
				return true
			}
		}
		return false
	})
}
