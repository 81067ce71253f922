package routing

import (
	"cmp"
	"iter"
	"strings"
)

// EveryHost is the host that takes in every name. The Gateway API writes it as no
// hostname at all.
const EveryHost = "*"

// Covers reports whether a host takes in all names of another one: itself, all of
// them, or what is below its wildcard by however many labels. Istio has it so
// (istio, pkg/config/host/name.go, Name.SubsetOf), and the Gateway API calls its
// wildcards suffix matches: *.example.org is for a.b.example.org too, and not for
// example.org (gateway-api, apis/v1/shared_types.go, Hostname).
func Covers(wide, narrow string) bool {
	suffix, wild := strings.CutPrefix(wide, "*")
	return wide == narrow || wild && strings.HasSuffix(strings.TrimPrefix(narrow, "*"), suffix)
}

// Overlap reports whether some name is one of both hosts (istio,
// pkg/config/host/name.go, Name.Matches; the Gateway API's rule for the hostnames
// of a listener and of its routes). Of two such hosts one covers the other.
func Overlap(a, b string) bool { return Covers(a, b) || Covers(b, a) }

// CertificateCovers reports whether a DNS name of a certificate is for a host. There
// a wildcard stands for exactly one label, and case counts for nothing (RFC 9525,
// section 6.3). A host that is a wildcard itself is that of the same one alone.
func CertificateCovers(name, host string) bool {
	name, host = strings.ToLower(name), strings.ToLower(host)
	if name == host {
		return true
	}
	domain, wild := Wildcard(name)
	label, parent, _ := strings.Cut(host, ".")
	return wild && label != "" && domain != "" && domain == parent
}

// InDomain reports whether all names of a host are a domain or below it, as the name
// constraints of an authority have it: "" is every domain, a dot in front and case
// count for nothing (RFC 5280, section 4.2.1.10; of the dot, what verifiers do).
func InDomain(host, domain string) bool {
	host, domain = strings.ToLower(strings.TrimPrefix(host, "*.")), strings.ToLower(strings.TrimPrefix(domain, "."))
	return domain == "" || host == domain || strings.HasSuffix(host, "."+domain)
}

// Wildcard is the domain below which a wildcard's names are; ok is false for a host
// that is one name, and for EveryHost.
func Wildcard(host string) (domain string, ok bool) {
	if domain, ok = strings.CutPrefix(host, "*."); !ok {
		return "", false
	}
	return domain, true
}

// IsWild reports whether a host is more than one name.
func IsWild(host string) bool { return strings.HasPrefix(host, "*") }

// CompareHosts orders hosts by how exactly they name something: one name first, of
// wildcards the longer first, EveryHost last, else by the alphabet. The first that
// covers a name is the one that answers it, alone (istio, pkg/config/host/name.go,
// MoreSpecific; Envoy's search for a virtual host).
func CompareHosts(a, b string) int {
	if wild := IsWild(a); wild != IsWild(b) {
		if wild {
			return 1
		}
		return -1
	} else if wild {
		if d := cmp.Compare(len(b), len(a)); d != 0 {
			return d
		}
	}
	return strings.Compare(a, b)
}

// MostSpecific is the one of some hosts that answers a name alone: the first by CompareHosts that
// covers it. It asks for what may cover the name, and does not look through all hosts, of which there
// may be thousands.
func MostSpecific[V any](hosts map[string]V, name string) (host string, ok bool) {
	for host := range Covering(hosts, name) {
		return host, true
	}
	return "", false
}

// Covering are those of some hosts that cover a name, by CompareHosts.
func Covering[V any](hosts map[string]V, name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if _, ok := hosts[name]; ok && !yield(name) {
			return
		}
		wide := []byte("*" + strings.TrimPrefix(name, "*"))
		for i := range wide { // the longest wildcard first
			wide[i] = '*'
			if string(wide[i:]) == name {
				continue
			}
			if _, ok := hosts[string(wide[i:])]; ok && !yield(string(wide[i:])) {
				return
			}
		}
	}
}
