package certs

import (
	"crypto/x509"
	"net/netip"
	"time"

	"render/render/routing"
)

// Served is a server's certificate as clients see it, with those behind it.
type Served struct {
	leaf  *x509.Certificate
	chain []*x509.Certificate
}

// ReadServed reads a chain of certificates as a Secret has it, the server's own
// first; not ok where it is none.
func ReadServed(text []byte) (s Served, ok bool) {
	list, _ := parseChain("", text)
	if len(list) == 0 {
		return s, false
	}
	return Served{leaf: list[0], chain: list}, true
}

// NotAfter is until when it is valid.
func (s Served) NotAfter() time.Time { return s.leaf.NotAfter }

// Valid is from when until when clients take it: it, and those that it is checked by. Of
// an authority that issued itself clients have their own.
func (s Served) Valid() (from, to time.Time) {
	from, to = s.leaf.NotBefore, s.leaf.NotAfter
	for _, one := range s.chain[1:] {
		if (certificate{x509: one}).selfIssued() {
			continue
		}
		if one.NotBefore.After(from) {
			from = one.NotBefore
		}
		if one.NotAfter.Before(to) {
			to = one.NotAfter
		}
	}
	return from, to
}

// Covers reports whether clients take it for a host.
func (s Served) Covers(host string) bool { return covered(s.leaf, host) }

// Names are those for whose hosts clients take it.
func (s Served) Names() routing.CertificateNames { return routing.NewCertificateNames(s.leaf.DNSNames) }

// CoversAddress reports whether clients take it for an address.
func (s Served) CoversAddress(a netip.Addr) bool {
	for _, ip := range s.leaf.IPAddresses {
		if own, ok := netip.AddrFromSlice(ip); ok && own.Unmap() == a.Unmap() {
			return true
		}
	}
	return false
}

// Same reports whether it is the same certificate.
func (s Served) Same(other Served) bool { return s.leaf.Equal(other.leaf) }

// Issuer is the name of who issued it.
func (s Served) Issuer() string { return nameOf(s.leaf.Issuer) }

// SharesAuthority reports whether an authority on the way to a root is of both, so
// that who trusts one can trust the other.
func (s Served) SharesAuthority(other Served) bool {
	others := map[Authority]bool{}
	for _, one := range other.authorities() {
		others[one] = true
	}
	for _, one := range s.authorities() {
		if others[one] {
			return true
		}
	}
	return false
}

// authorities are who issued the certificates of the chain; of one that issued
// itself, its key.
func (s Served) authorities() []Authority {
	var out []Authority
	for _, one := range s.chain {
		key := one.AuthorityKeyId
		if (certificate{x509: one}).selfIssued() {
			key = one.SubjectKeyId
		}
		if len(key) == 0 {
			key = one.RawIssuer
		}
		out = append(out, Authority{one.Issuer.String(), string(key)})
	}
	return out
}

// Authority is an authority that certificates are checked by: its name and key.
type Authority struct{ Name, key string }

// Authorities are those of a bundle, in its order.
func Authorities(text []byte) []Authority {
	list, _ := parseChain("", text)
	var out []Authority
	for _, one := range list {
		out = append(out, Authority{nameOf(one.Subject), string(one.RawSubjectPublicKeyInfo)})
	}
	return out
}
