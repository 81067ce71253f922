package certs

import (
	"crypto/elliptic"
	"crypto/x509"
	"fmt"
	"net"
	"strings"
	"testing"
)

func TestCovered(t *testing.T) {
	for _, c := range []struct {
		host, sans string
		want       bool
	}{
		{"x.org", "x.org", true},
		{"X.org", "x.ORG", true},
		{"x.org", "y.org x.org", true},
		{"a.x.org", "x.org", false},
		{"a.x.org", "*.x.org", true},
		{"A.X.org", "*.x.ORG", true},
		{"x.org", "*.x.org", false},
		{"a.b.x.org", "*.x.org", false},
		{"*.x.org", "*.x.org", true},
		{"*.x.org", "a.x.org", false},
		{"*.b.x.org", "*.x.org", false},
		{"*.x.org", "*.*.org", false},
		{"ab.x.org", "a*.x.org", false},
		{"x", "*", false},
		{"x", "*.", false},
		{".x.org", "*.x.org", false},
		{"ax.org", "*.x.org", false},
	} {
		if got := covered(&x509.Certificate{DNSNames: strings.Fields(c.sans)}, c.host); got != c.want {
			t.Errorf("%s covered by %s: %v", c.host, c.sans, got)
		}
	}
}

func TestHosts(t *testing.T) {
	by, key := theLab().root, curveKey(elliptic.P256())
	cert := func(changes ...func(*x509.Certificate)) *made { return signed(key, by, changes...) }
	var many []string
	for i := range 12 {
		many = append(many, fmt.Sprintf("h%d.org", i))
	}
	ip := func(c *x509.Certificate) { c.DNSNames, c.IPAddresses = nil, []net.IP{net.IPv4(192, 168, 1, 141)} }
	noCN := func(c *x509.Certificate) { c.Subject.CommonName = "" }
	for _, c := range []struct {
		name  string
		cert  *made
		hosts []string
		want  []string
	}{
		{"any", cert(), []string{"*"}, nil},
		{"all", cert(names("a.org", "*.b.org")), []string{"A.org", "x.b.org", "*.b.org"}, nil},
		{"some", cert(names("a.org")), []string{"b.org", "a.org", "c.org"}, []string{
			inCrt + `does not cover host "b.org" of tier "primary"; it covers DNS:a.org` + "\n  = make a certificate whose subjectAltName has DNS:b.org",
			inCrt + `does not cover host "c.org" of tier "primary"; it covers DNS:a.org` + "\n  = make a certificate whose subjectAltName has DNS:c.org"}},
		{"wildcard", cert(names("*.a.org")), []string{"a.org"}, []string{
			inCrt + `does not cover host "a.org" of tier "primary"; it covers DNS:*.a.org` +
				"\n  = make a certificate whose subjectAltName has DNS:a.org; a wildcard stands for exactly one label"}},
		{"many", cert(names(many...)), []string{"a.org"}, []string{
			inCrt + `does not cover host "a.org" of tier "primary"; it covers DNS:` + strings.Join(many[:10], ", DNS:") + ", and 2 more" +
				"\n  = make a certificate whose subjectAltName has DNS:a.org"}},
		{"address", cert(ip), []string{"a.org"}, []string{
			inCrt + `does not cover host "a.org" of tier "primary"; it covers IP:192.168.1.141` +
				"\n  = make a certificate whose subjectAltName has DNS:a.org"}},
		{"control characters", cert(names("a\x1b[31m.org")), []string{"a.org"}, []string{
			inCrt + `does not cover host "a.org" of tier "primary"; it covers "DNS:a\x1b[31m.org"` +
				"\n  = make a certificate whose subjectAltName has DNS:a.org"}},
		{"common name", cert(names()), []string{"a.example.org", "b.org"}, []string{
			inCrt + `has no subjectAltName, only the common name "a.example.org", which clients ignore` +
				"\n  = make a certificate whose subjectAltName has DNS:a.example.org, DNS:b.org"}},
		{"no name", cert(names(), noCN), []string{"a.org"}, []string{
			inCrt + "has no subjectAltName\n  = make a certificate whose subjectAltName has DNS:a.org"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			pairs, told := run(t, folder(crtPEM(c.cert), keyPEM(c.cert.key)), Rules{}, request(c.hosts...))
			want(t, told, c.want...)
			if (pairs[0].Leaf != nil) != (len(c.want) == 0) {
				t.Error("a pair where there should be none, or none")
			}
		})
	}
}

func TestHostShowsItsPlace(t *testing.T) {
	m := theLab().leaf
	_, diagnostics := readAll(t, folder(crtPEM(m), keyPEM(m.key)), []Request{request("b.org")}, Rules{})
	if len(diagnostics) != 1 || diagnostics[0].Related[0].Note != "tiers[0].hosts[0]" || diagnostics[0].Related[0].Place.Line != 4 {
		t.Errorf("problems %v", diagnostics)
	}
}
