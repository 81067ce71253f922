package sealed

import (
	"bytes"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"render/render/wording"
)

const (
	// largest is in bytes: a certificate has some 2000.
	maxSize = 1 << 20
	// minRSA and maxRSA are in bits. The controller makes keys of 4096; fewer
	// than 2048 can be broken, and more than 16384 no controller will have.
	minRSA, maxRSA = 2048, 16384
)

// Certificate is what a cluster's controller publishes for others to seal with.
type Certificate struct {
	Key      *rsa.PublicKey
	NotAfter time.Time // kubeseal seals with no certificate that is past it
	Digest   string    // SHA-256 of its DER, in hex
}

// ParseCertificate reads the file that "kubeseal --fetch-cert" prints: PEM with
// one certificate. kubeseal takes the first of several, which after a renewal
// is the old one as often as not; here several are an error. Errors are what is
// to be said after the file's name, and say nothing of what the file holds.
func ParseCertificate(text []byte) (*Certificate, error) {
	switch {
	case len(text) > maxSize:
		return nil, errors.New("is larger than 1 MiB, which no certificate is")
	case len(bytes.TrimSpace(text)) == 0:
		return nil, errors.New("is empty")
	case wording.MarksKey(text):
		return nil, errors.New("holds a private key; sealing takes the certificate alone, and the key belongs in the cluster")
	case bytes.IndexByte(text, 0) >= 0 || !bytes.Contains(text, []byte("-----BEGIN ")):
		return nil, errors.New("is not PEM: no line begins with -----BEGIN")
	}
	der, err := onlyCertificate(text)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, errors.New("holds a certificate that cannot be read")
	}
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	if !ok {
		return nil, errors.New("holds a certificate whose key is not RSA; sealing takes no other")
	}
	if n := key.N.BitLen(); n < minRSA || n > maxRSA {
		return nil, fmt.Errorf("holds a certificate with an RSA key of %d bits; sealing takes %d to %d", n, minRSA, maxRSA)
	}
	// Keys that the library has something against are found here and not when
	// something is sealed.
	if _, err := rsa.EncryptOAEP(sha256.New(), bytes.NewReader(make([]byte, sha256.Size)), key, make([]byte, sessionSize), nil); err != nil {
		return nil, errors.New("holds a certificate with an RSA key that cannot be used")
	}
	digest := sha256.Sum256(der)
	return &Certificate{Key: key, NotAfter: cert.NotAfter.UTC(), Digest: hex.EncodeToString(digest[:])}, nil
}

// onlyCertificate is the DER of a file's one block. encoding/pem passes over
// damaged blocks in silence, so the lines that begin one are counted.
func onlyCertificate(text []byte) ([]byte, error) {
	begun := bytes.Count(text, []byte("-----BEGIN "))
	var ders [][]byte
	others := 0
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			break
		}
		text = rest
		if block.Type == "CERTIFICATE" {
			ders = append(ders, block.Bytes)
		} else {
			others++
		}
	}
	switch {
	case len(ders)+others < begun:
		return nil, errors.New("holds a PEM block that is damaged: its END line or its base64 lines are not right")
	case len(ders) == 0:
		return nil, errors.New("holds no certificate")
	case len(ders) > 1:
		return nil, fmt.Errorf("holds %d certificates; leave the one that the controller seals with now", len(ders))
	case others > 0:
		return nil, errors.New("holds something beside the certificate; leave the certificate alone")
	}
	return ders[0], nil
}
