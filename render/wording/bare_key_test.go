package wording

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"fmt"
	"math/big"
	randv2 "math/rand/v2"
	"strings"
	"testing"
	"time"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// signers are a key of each kind that signs certificates.
func signers() map[string]crypto.Signer {
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	return map[string]crypto.Signer{
		"RSA 2048": must(rsa.GenerateKey(rand.Reader, 2048)), "P-224": must(ecdsa.GenerateKey(elliptic.P224(), rand.Reader)),
		"P-256": must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)), "P-384": must(ecdsa.GenerateKey(elliptic.P384(), rand.Reader)),
		"P-521": must(ecdsa.GenerateKey(elliptic.P521(), rand.Reader)), "Ed25519": must(edwards, err),
	}
}

// privateKeys are DER of private keys of each kind, and the text that OpenSSH has.
func privateKeys(t *testing.T) map[string][]byte {
	out := map[string][]byte{
		"X25519, PKCS #8":    must(x509.MarshalPKCS8PrivateKey(must(ecdh.X25519().GenerateKey(rand.Reader)))),
		"PKCS #12, in clear": store(1), "PKCS #12, encrypted": store(2),
		"OpenSSH": append([]byte("openssh-key-v1\x00\x00\x00\x00\x04none\x00\x00\x00\x04none\x00\x00\x00\x00\x00\x00\x00\x01"), make([]byte, 200)...),
	}
	for name, key := range signers() {
		der := must(x509.MarshalPKCS8PrivateKey(key))
		out[name+", PKCS #8"] = der
		switch key := key.(type) {
		case *rsa.PrivateKey:
			out[name+", PKCS #1"] = x509.MarshalPKCS1PrivateKey(key)
		case *ecdsa.PrivateKey:
			out[name+", SEC 1"] = must(x509.MarshalECPrivateKey(key))
		case ed25519.PrivateKey:
			out[name+", with its public half"] = must(asn1.Marshal(struct {
				Version   int
				Algorithm pkix.AlgorithmIdentifier
				Key       []byte
				Public    asn1.BitString `asn1:"tag:1"`
			}{1, pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 3, 101, 112}}, must(asn1.Marshal([]byte(key.Seed()))), asn1.BitString{Bytes: key[32:], BitLength: 256}}))
		}
		for scheme, id := range map[string]asn1.ObjectIdentifier{"PBES2": {1, 2, 840, 113549, 1, 5, 13}, "PKCS #12": {1, 2, 840, 113549, 1, 12, 1, 3}} {
			parameters := asn1.RawValue{FullBytes: must(asn1.Marshal(struct {
				Salt       []byte
				Iterations int
			}{make([]byte, 16), 2048}))}
			out[name+", encrypted by "+scheme] = must(asn1.Marshal(struct {
				Algorithm pkix.AlgorithmIdentifier
				Key       []byte
			}{pkix.AlgorithmIdentifier{Algorithm: id, Parameters: parameters}, der}))
		}
	}
	// Of DSA, which has no maintained package, the form alone: numbers of its sizes.
	number := func(bits uint) *big.Int {
		return new(big.Int).SetBit(must(rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), bits-1))), int(bits-1), 1)
	}
	prime, order, generator, public, secret := number(1024), number(160), number(1024), number(1024), number(160)
	out["DSA"] = must(asn1.Marshal([]*big.Int{new(big.Int), prime, order, generator, public, secret}))
	out["DSA, PKCS #8"] = must(asn1.Marshal(struct {
		Version   int
		Algorithm pkix.AlgorithmIdentifier
		Key       []byte
	}{0, pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 10040, 4, 1}, Parameters: asn1.RawValue{FullBytes: must(asn1.Marshal([]*big.Int{prime, order, generator}))}}, must(asn1.Marshal(secret))}))
	return out
}

// spellings are how people write bytes as base64, by what the spelling is called.
func spellings(der []byte) map[string]string {
	encode := base64.StdEncoding.EncodeToString
	wrapped := func(text, with string, width int) string {
		var b strings.Builder
		for ; len(text) > width; text = text[width:] {
			b.WriteString(text[:width] + with)
		}
		return b.String() + text
	}
	plain := encode(der)
	out := map[string]string{
		"plain": plain, "for URLs": base64.URLEncoding.EncodeToString(der), "without padding": base64.RawURLEncoding.EncodeToString(der),
		"of PEM's length": wrapped(plain, "\n", 64), "with CRLF": wrapped(plain, "\r\n", 76), "indented": "  key: |\n    " + wrapped(plain, "\n    ", 64),
		"narrow": wrapped(plain, "\n", 10), "in JSON": `{"key":"` + wrapped(plain, `\n`, 64) + `"}`, "folded": "key: \"" + wrapped(plain, "\\\n  ", 60) + `"`,
		"behind words": "the key is: " + plain, "glued": "key=" + plain, "without BEGIN": wrapped(plain, "\n", 64) + "\n-----END KEY-----\n",
		"twice": encode([]byte(plain)), "twice, wrapped": wrapped(encode([]byte(wrapped(plain, "\n", 64))), "\n", 76),
		"UTF-16": strings.Join(strings.Split(plain, ""), "\x00"),
	}
	out["three times"] = encode([]byte(out["twice, wrapped"]))
	for shift := range 4 {
		out[fmt.Sprintf("twice, %d in", shift)] = encode([]byte(strings.Repeat(" ", shift) + "key: " + plain + "\n"))
		out[fmt.Sprintf("twice, %d letters behind", shift)] = "value " + strings.Repeat("x", shift) + " " + encode([]byte(plain))
	}
	return out
}

// TestBareKeys: a private key without its BEGIN line is found in any spelling, and nothing
// of what is behind its beginning is told back.
func TestBareKeys(t *testing.T) {
	for name, der := range privateKeys(t) {
		for spelling, text := range spellings(der) {
			if !HoldsKey([]byte(text)) || !SuspectsKey([]byte(text)) || !IsKey(text) {
				t.Errorf("%s, %s: is not found in %.80q", name, spelling, text)
			}
			if spelling == "UTF-16" {
				continue
			}
			for _, shown := range []string{WithoutKey(text), Quote(text)} {
				if len(shown) > 40 {
					t.Errorf("%s, %s: shows %q", name, spelling, shown)
				}
			}
		}
		if text := base64.StdEncoding.EncodeToString(der); KeyAt([]byte("a: 1\nb: "+text)) != 8 || !MarksKey([]byte(text)) {
			t.Errorf("%s: its place is %d", name, KeyAt([]byte("a: 1\nb: "+text)))
		}
	}
}

// publicTexts are DER that anybody may read.
func publicTexts() map[string][]byte {
	out := map[string][]byte{}
	for name, key := range signers() {
		for _, serial := range []int64{0, 1, 1 << 40} {
			template := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "a"}, DNSNames: []string{"a.example.org"}, NotAfter: time.Unix(2e9, 0),
				SubjectKeyId: []byte("abc"), KeyUsage: x509.KeyUsageCRLSign}
			if der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key); err == nil { // it makes none with the number 0
				out[fmt.Sprintf("%s, certificate %d", name, serial)] = der
			}
			out[fmt.Sprintf("%s, old certificate %d", name, serial)] = oldCertificate(key, serial)
			out[fmt.Sprintf("%s, revoked %d", name, serial)] = must(x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(serial), ThisUpdate: time.Unix(1e9, 0), NextUpdate: time.Unix(2e9, 0)}, template, key))
		}
		for _, subject := range []pkix.Name{{}, {CommonName: "a"}} {
			out[name+", request of "+subject.String()] = must(x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{Subject: subject, DNSNames: []string{"a.example.org"}}, key))
		}
		out[name+", public"] = must(x509.MarshalPKIXPublicKey(key.Public()))
		if key, ok := key.(*rsa.PrivateKey); ok {
			out[name+", public, PKCS #1"] = x509.MarshalPKCS1PublicKey(&key.PublicKey)
		}
		if key, ok := key.(*ecdsa.PrivateKey); ok {
			out[name+", signature"] = must(ecdsa.SignASN1(rand.Reader, key, make([]byte, 32)))
		}
	}
	out["encrypted data of CMS"] = must(asn1.Marshal(struct {
		Version int
		Content struct {
			Type      asn1.ObjectIdentifier
			Algorithm pkix.AlgorithmIdentifier
			Text      []byte `asn1:"tag:0"`
		}
	}{0, struct {
		Type      asn1.ObjectIdentifier
		Algorithm pkix.AlgorithmIdentifier
		Text      []byte `asn1:"tag:0"`
	}{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}, pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42}}, make([]byte, 64)}}))
	out["PKCS #12 of a certificate"] = store(3)
	cipher := make([]byte, 1<<17)
	_, _ = randv2.NewChaCha8([32]byte{}).Read(cipher)
	out["ciphertext"] = cipher
	return out
}

// oldCertificate is one of version 1, which begins as a key does but for what follows the
// algorithm.
func oldCertificate(key crypto.Signer, serial int64) []byte {
	body := must(asn1.Marshal(struct {
		Serial    *big.Int
		Algorithm pkix.AlgorithmIdentifier
		Issuer    pkix.RDNSequence
		Validity  struct{ From, Until time.Time }
		Subject   pkix.RDNSequence
		Public    asn1.RawValue
	}{big.NewInt(serial), pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 3, 101, 112}}, pkix.Name{CommonName: "a"}.ToRDNSequence(),
		struct{ From, Until time.Time }{time.Unix(1e9, 0).UTC(), time.Unix(15e8, 0).UTC()}, pkix.Name{CommonName: "a"}.ToRDNSequence(),
		asn1.RawValue{FullBytes: must(x509.MarshalPKIXPublicKey(key.Public()))}}))
	return must(asn1.Marshal(struct {
		Body      asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Signature asn1.BitString
	}{asn1.RawValue{FullBytes: body}, pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 3, 101, 112}}, asn1.BitString{Bytes: make([]byte, 64), BitLength: 512}}))
}

// TestNoKeys: certificates, requests, lists of revoked ones, public keys, signatures and
// ciphertext are no private keys, wherever in base64 they begin.
func TestNoKeys(t *testing.T) {
	for name, der := range publicTexts() {
		for spelling, text := range spellings(der) {
			if HoldsKey([]byte(text)) || SuspectsKey([]byte(text)) {
				t.Errorf("%s, %s: is taken for a key: %.80q", name, spelling, text)
			}
		}
		for shift := range 12 { // of the whole, so that all of what is inside comes to begin at a letter
			if text := base64.StdEncoding.EncodeToString(append(make([]byte, shift), der...)); HoldsKey([]byte(text)) {
				t.Errorf("%s, %d bytes in: is taken for a key: %.80q", name, shift, text)
			}
		}
	}
	for _, text := range []string{"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO0Yq0bX5q1m0Q5Jm8v0c9e3h2n1k4p7r6s5t8u9v0w1 me@here", "M", "MI", strings.Repeat("M", 200), strings.Repeat("MII", 200), strings.Repeat("MC4CAQAw", 30)} {
		if HoldsKey([]byte(text)) {
			t.Errorf("%q holds no key", text)
		}
	}
}

// FuzzHoldsKey: any text is read to its end.
func FuzzHoldsKey(f *testing.F) {
	f.Add([]byte("MC4CAQAwBQYDK2VwBCIEIA"))
	f.Add([]byte("MIAwggAA\\"))
	f.Fuzz(func(t *testing.T, text []byte) {
		held := HoldsKey(text)
		if shown := WithoutKey(string(text)); held && shown == string(text) {
			t.Errorf("%q holds a key and is shown whole", text)
		}
	})
}
