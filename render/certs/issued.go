package certs

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/x509roots/fallback/bundle"

	"render/render/wording"
)

// checkIssuer warns where nobody that clients may know has issued the end of a leaf's chain:
// no certificate of the file, not the topology's own authority, and no public root, of those
// that Mozilla's programs trust. A certificate that says nowhere where its issuer's is comes
// from an authority that clients were given by hand, as that of a home is, unless the issuer is
// called as no root is, or the certificate says who issued that one.
func (r *reader) checkIssuer(c *chain, at int) {
	end := c.end(at)
	foreseen := len(end.x509.IssuingCertificateURL) > 0 || calledBetween(end.x509.Issuer) || issuedBetween(end.x509)
	if end.selfIssued() || !foreseen || r.ownIssued(end) || publicIssued(end) {
		return
	}
	c.behind = true
	name := wording.Quote(nameOf(end.x509.Issuer))
	r.tell("cert-chain", c.text, end.line, true,
		fmt.Sprintf("is issued by %s, whose certificate is not in the file, and which is no public root: clients that do not know it refuse the connection", name),
		r.completeCure(c, "add the certificate of "+name+" behind it"+r.asOwn()))
}

// asOwn is the cure by which the authority of a certificate becomes the topology's own; "" where
// that is another one, or has certificates to issue, for which its key would have to be there.
func (r *reader) asOwn() string {
	own := r.rules.Authority[0]
	if r.there(own) {
		return ""
	}
	for file, crt := range r.ofPair {
		if crt == "" && !r.there(file) {
			return ""
		}
	}
	return "; or, where that is an authority of yours, write it into " + own
}

// calledBetween reports whether an authority is called as one is that a root issued.
func calledBetween(name pkix.Name) bool {
	word := strings.ToLower(name.CommonName)
	return slices.ContainsFunc([]string{"intermediate", "issuing", "subordinate", "sub ca", "subca", "sub-ca"}, func(one string) bool { return strings.Contains(word, one) })
}

// end is the last certificate of the chain that begins with a leaf.
func (c *chain) end(leaf int) certificate {
	end := c.certs[leaf]
	for range c.certs {
		next := end
		for _, one := range c.certs {
			if !end.selfIssued() && end.issuedBy(one) {
				next = one
			}
		}
		if next.x509 == end.x509 {
			break
		}
		end = next
	}
	return end
}

// ownIssued reports whether the topology's own authority, or one above it, has issued a
// certificate.
func (r *reader) ownIssued(c certificate) bool {
	if r.rules.Authority[0] == "" {
		return true // nobody knows it
	}
	list, _ := readChain(r.files, r.rules.Authority[0])
	for _, one := range list {
		if c.issuedBy(certificate{x509: one}) {
			return true
		}
	}
	return false
}

// publicIssued reports whether a public root has issued a certificate. Of the roots only
// those of its name are read.
func publicIssued(c certificate) bool {
	for root := range bundle.Roots() {
		if !bytes.Contains(root.Certificate, c.x509.RawIssuer) {
			continue
		}
		parsed, err := x509.ParseCertificate(root.Certificate)
		if err == nil && c.issuedBy(certificate{x509: parsed}) {
			return true
		}
	}
	return false
}
