package certs

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"fmt"
	"time"
)

// issuer is an authority that issues: its certificate, and those above it as far as
// its file has them.
type issuer struct {
	file   *chain
	cert   *x509.Certificate
	behind []*x509.Certificate // what stands behind a leaf: every one but a root
	signer crypto.Signer       // nil where its key was not read
	// notAfter is the first end of any of them.
	notAfter time.Time
}

func (a *issuer) root() bool { return a.file.certs[0].selfIssued() }

// issued reports whether this authority's key made a certificate's signature.
func (a *issuer) issued(cert *x509.Certificate) bool {
	return bytes.Equal(cert.RawIssuer, a.cert.RawSubject) &&
		a.cert.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature) == nil
}

// verify holds a new certificate against all that the authority and those above
// it allow, the names and purposes among them.
func (a *issuer) verify(cert *x509.Certificate) error {
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	top := a.cert
	for _, one := range a.behind {
		between.AddCert(one)
		top = one
	}
	roots.AddCert(top)
	_, err := cert.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: cert.NotBefore,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return fmt.Errorf("the authority may not issue this certificate: %w", err)
	}
	return nil
}
