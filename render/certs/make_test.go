package certs

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"sync"
	"testing"
	"time"
)

var (
	from2026 = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	rsa2048  = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 2048)) })
	rsa1024  = sync.OnceValue(func() *rsa.PrivateKey { return must(rsa.GenerateKey(rand.Reader, 1024)) })
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func curveKey(c elliptic.Curve) *ecdsa.PrivateKey { return must(ecdsa.GenerateKey(c, rand.Reader)) }

func edKey() ed25519.PrivateKey {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	return must(private, err)
}

// made is a certificate with its key.
type made struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// signed makes a certificate for a.example.org, valid for 90 days of 2026,
// after the changes. Without an issuer it signs itself.
func signed(key crypto.Signer, by *made, changes ...func(*x509.Certificate)) *made {
	c := &x509.Certificate{
		SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "a.example.org"},
		DNSNames: []string{"a.example.org"}, NotBefore: from2026, NotAfter: from2026.Add(90 * day),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	for _, change := range changes {
		change(c)
	}
	parent, signer := c, key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	der := must(x509.CreateCertificate(rand.Reader, c, parent, key.Public(), signer))
	return &made{cert: must(x509.ParseCertificate(der)), key: key}
}

func authority(name string, by *made, key crypto.Signer) *made {
	return signed(key, by, func(c *x509.Certificate) {
		c.Subject.CommonName, c.DNSNames, c.ExtKeyUsage, c.IsCA = name, nil, nil, true
		c.KeyUsage = x509.KeyUsageCertSign
		c.NotAfter = from2026.Add(3650 * day)
	})
}

func names(dns ...string) func(*x509.Certificate) {
	return func(c *x509.Certificate) { c.DNSNames = dns }
}

// marked has a certificate be one that render made, by its key's identifier.
func marked(key crypto.Signer) func(*x509.Certificate) {
	return func(c *x509.Certificate) { c.SubjectKeyId = must(keyID(key.Public())) }
}

func crtPEM(list ...*made) string {
	out := ""
	for _, m := range list {
		out += string(encode(labelCertificate, m.cert.Raw))
	}
	return out
}

func keyPEM(key crypto.Signer) string {
	return string(encode(labelPKCS8, must(x509.MarshalPKCS8PrivateKey(key))))
}

func sec1PEM(key *ecdsa.PrivateKey) string {
	return string(encode(labelSEC1, must(x509.MarshalECPrivateKey(key))))
}

func headedPEM(label string, der []byte, headers map[string]string) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Headers: headers, Bytes: der}))
}

// lab is what most tests start from: a root, an intermediate, a leaf and a
// stranger, with P-256 keys.
type lab struct{ root, middle, leaf, other *made }

var theLab = sync.OnceValue(func() lab {
	root := authority("root", nil, curveKey(elliptic.P256()))
	middle := authority("middle", root, curveKey(elliptic.P256()))
	return lab{
		root: root, middle: middle,
		leaf:  signed(curveKey(elliptic.P256()), middle),
		other: authority("other", nil, curveKey(elliptic.P256())),
	}
})

func sha1Leaf(t *testing.T) *made {
	t.Helper()
	by := authority("old", nil, rsa2048())
	return signed(curveKey(elliptic.P256()), by, func(c *x509.Certificate) { c.SignatureAlgorithm = x509.SHA1WithRSA })
}
