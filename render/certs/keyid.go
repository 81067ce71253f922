package certs

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
)

// madeHere reports whether render made a pair's certificate. Its identifier of
// the key is by SHA-256 (RFC 7093), where openssl's is by SHA-1, and mkcert and
// others write none.
func madeHere(cert *x509.Certificate) bool {
	id, err := keyID(cert.PublicKey)
	return err == nil && bytes.Equal(id, cert.SubjectKeyId)
}

// keyID is method 1 of RFC 7093: the first 160 bits of the SHA-256 of the key.
func keyID(public any) ([]byte, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, err
	}
	var info struct {
		Algorithm pkix.AlgorithmIdentifier
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(der, &info); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(info.Key.Bytes)
	return sum[:20], nil
}
