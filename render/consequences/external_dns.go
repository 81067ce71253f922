package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
)

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
