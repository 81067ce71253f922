package certs

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
)

// Entropy is where what cannot be foreseen comes from. Keys have a function of
// their own: since Go 1.26 crypto/ecdsa and crypto/rsa take their randomness
// from the system whatever reader they are given, so that a reader here would
// promise what it does not keep.
type Entropy struct {
	Random io.Reader
	// NewKey makes a key of a kind, KeyECDSA (P-256) or KeyRSA (2048 bits).
	NewKey func(kind string) (crypto.Signer, error)
}

// Made are the files of one step, as PEM. Key is nil where the one that is there
// is kept.
type Made struct {
	Planned  Planned
	Crt, Key []byte
}

// Issue makes what is to be made or renewed, the authority first. It writes
// nothing: a stop in between leaves all as it was. A context that is cancelled
// ends it behind the certificate at hand, with the cause.
func (w *Plan) Issue(ctx context.Context, chance Entropy) ([]Made, error) {
	var out []Made
	if !w.Pending() {
		return nil, nil
	}
	by := w.by
	if w.CA != nil && w.CA.Do != Keep {
		made, issuer, err := w.makeCA(chance)
		if err != nil {
			return nil, err
		}
		by, out = issuer, append(out, made)
	}
	if by == nil || by.signer == nil {
		return nil, errors.New("there is nobody to issue certificates") // Inspect tells of it
	}
	for _, planned := range w.Pairs {
		if planned.Do != Make && planned.Do != Renew {
			continue
		}
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		made, err := w.makePair(planned, by, chance)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", planned.Crt, err)
		}
		out = append(out, made)
	}
	return out, nil
}

// makeCA makes the local authority. One that is renewed keeps its name and its
// key: what it issued stays valid, for those too who trust the old certificate.
func (w *Plan) makeCA(chance Entropy) (Made, *issuer, error) {
	made := Made{Planned: *w.CA}
	template := &x509.Certificate{
		Subject:               w.spec.CA.name(),
		NotBefore:             w.at,
		NotAfter:              w.CA.NotAfter,
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	var signer crypto.Signer
	if w.by != nil {
		signer = w.by.signer
	}
	if w.by != nil && w.by.cert != nil {
		template.RawSubject, template.SubjectKeyId = w.by.cert.RawSubject, w.by.cert.SubjectKeyId
	}
	if w.CA.NewKey {
		key, text, err := newKeyFor(w.spec.Rules.Key, chance)
		if err != nil {
			return made, nil, err
		}
		signer, made.Key = key, text
	}
	if signer == nil {
		return made, nil, errors.New("the authority has no key") // Inspect tells of it
	}
	cert, err := sign(template, template, signer.Public(), signer, chance.Random)
	if err != nil {
		return made, nil, err
	}
	made.Crt = encode(labelCertificate, cert.Raw)
	return made, &issuer{cert: cert, signer: signer, notAfter: cert.NotAfter}, nil
}

// name is the subject of the authority.
func (ca WantedCA) name() pkix.Name {
	n := pkix.Name{CommonName: ca.CommonName}
	if ca.Organization != "" {
		n.Organization = []string{ca.Organization}
	}
	return n
}

func (w *Plan) makePair(planned Planned, by *issuer, chance Entropy) (Made, error) {
	made := Made{Planned: planned}
	public := planned.public
	if planned.NewKey {
		key, text, err := newKeyFor(w.spec.Rules.Key, chance)
		if err != nil {
			return made, err
		}
		public, made.Key = key.Public(), text
	}
	template := &x509.Certificate{
		NotBefore:             w.at,
		NotAfter:              planned.NotAfter,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:              planned.dnsNames(),
	}
	if _, ok := public.(*rsa.PublicKey); ok { // for TLS 1.2 without forward secrecy
		template.KeyUsage |= x509.KeyUsageKeyEncipherment
	}
	for _, ip := range planned.wanted.IPs {
		template.IPAddresses = append(template.IPAddresses, ip.AsSlice())
	}
	const mostCommonName = 64 // RFC 5280, ub-common-name
	if names := template.DNSNames; len(names) > 0 && len(names[0]) <= mostCommonName {
		template.Subject.CommonName = names[0]
	}
	cert, err := sign(template, by.cert, public, by.signer, chance.Random)
	if err != nil {
		return made, err
	}
	if err := by.verify(cert); err != nil {
		return made, err
	}
	made.Crt = encode(labelCertificate, cert.Raw)
	for _, one := range by.behind {
		made.Crt = append(made.Crt, encode(labelCertificate, one.Raw)...)
	}
	return made, nil
}

// sign makes a certificate. Its number is 128 bits at random, so that no two
// runs on any machine give the same.
func sign(template, parent *x509.Certificate, public any, signer crypto.Signer, random io.Reader) (*x509.Certificate, error) {
	number := make([]byte, 16)
	if _, err := io.ReadFull(random, number); err != nil {
		return nil, err
	}
	template.SerialNumber = new(big.Int).SetBytes(number)
	if template.SerialNumber.Sign() == 0 {
		template.SerialNumber.SetInt64(1)
	}
	if len(template.SubjectKeyId) == 0 {
		id, err := keyID(public)
		if err != nil {
			return nil, err
		}
		template.SubjectKeyId = id
	}
	der, err := x509.CreateCertificate(random, template, parent, public, signer)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func newKeyFor(kind string, chance Entropy) (crypto.Signer, []byte, error) {
	key, err := chance.NewKey(kind)
	if err != nil {
		return nil, nil, err
	}
	switch key.(type) {
	case *ecdsa.PrivateKey, *rsa.PrivateKey:
	default:
		return nil, nil, fmt.Errorf("no key of the kind %q was made", kind)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	return key, encode(labelPKCS8, der), nil
}
