package certs

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"strings"
)

// maxDescribed is how many names of a certificate a description has.
const maxDescribed = 5

// Describe says what a reader of a change wants to know of certificates in PEM: for whom
// the first is, for which names and until when, and how many come behind it. It is false
// for a text that holds none, or one that cannot be read: it may be the first.
func Describe(text []byte) (string, bool) {
	var first *x509.Certificate
	more := 0
	all := scan("", text)
	if len(all.damaged) > 0 {
		return "", false
	}
	for _, b := range all.blocks {
		if !isCertificate(b) {
			continue
		}
		c, err := x509.ParseCertificate(b.der)
		switch {
		case err != nil:
			return "", false
		case first == nil:
			first = c
		default:
			more++
		}
	}
	if first == nil {
		return "", false
	}
	names := first.DNSNames
	for _, ip := range first.IPAddresses {
		names = append(names, ip.String())
	}
	about := "certificate"
	if first.IsCA {
		about = "authority"
	}
	name := nameOf(first.Subject)
	if name == "" {
		name = "nobody"
	}
	about += " of " + name
	if n := len(names); n > 0 {
		about += " for " + strings.Join(names[:min(n, maxDescribed)], ", ")
		if n > maxDescribed {
			about += fmt.Sprintf(" and %d more", n-maxDescribed)
		}
	}
	about += fmt.Sprintf(" until %s, number %s", first.NotAfter.UTC().Format("2006-01-02"), first.SerialNumber.Text(16))
	if more > 0 {
		about += fmt.Sprintf(", with %d more", more)
	}
	return about, true
}

// nameOf is what somebody is called in a certificate: by the common name, where there is
// one.
func nameOf(n pkix.Name) string {
	if n.CommonName != "" {
		return n.CommonName
	}
	return n.String()
}
