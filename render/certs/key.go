package certs

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"

	"render/render/diag"
	"render/render/wording"
)

// key reads a key's file; nil where it is told what is wrong with it.
func (r *reader) key(name string) *key {
	if k, done := r.keys[name]; done {
		return k
	}
	r.keys[name] = nil
	t := r.text(name)
	if t == nil {
		return nil
	}
	at, wrong := singleKey(t)
	if wrong == nil {
		wrong = unusable(r.called(name), at)
	}
	if wrong == nil {
		r.keys[name], wrong = readKey(r.called(name), at)
	}
	if wrong != nil {
		p := diag.FaultAt(t.place(at.line), *wrong)
		p.Related, p.Hide = r.asked(name), true
		r.diagnostics.Add(p)
	}
	return r.keys[name]
}

// singleKey is the one key of a file, or the block that is wrong, with why.
func singleKey(t *pemText) (at block, wrong *diag.Fault) {
	found := 0
	for _, b := range t.blocks {
		if isKey(b) {
			at = b
			found++
		}
		if found > 1 {
			return at, &diag.Fault{Code: "key-form", Message: "a second key; a Secret takes one", Help: "leave only the key of the certificate's first block in " + wording.Quote(t.name)}
		}
	}
	if found == 1 {
		return at, nil
	}
	at = t.blocks[0]
	const help = "name the file that holds the private key"
	switch {
	case t.has(labelCertificate):
		return at, &diag.Fault{Code: "key-form", Message: "holds a certificate and no private key", Help: help}
	case t.has(labelPublic):
		return at, &diag.Fault{Code: "key-form", Message: "holds a public key and no private key", Help: help}
	}
	return at, &diag.Fault{Code: "key-form", Message: "holds no private key", Help: help}
}

// unusable tells of the kinds of keys that cannot be read at all.
func unusable(name string, b block) *diag.Fault {
	switch {
	case b.encrypted:
		return &diag.Fault{Code: "key-form", Message: "the key is encrypted, and Envoy has no way to ask for its password", Help: inPlace("openssl pkey", name)}
	case b.label == labelOpenSSH:
		return &diag.Fault{Code: "key-form", Message: "is an OpenSSH key, which Envoy does not read", Help: "run: ssh-keygen -p -N '' -m PEM -f " + word(name)}
	case b.label == labelDSA:
		return &diag.Fault{Code: "key-form", Message: unsupported("DSA"), Help: newKey}
	case b.label == labelAnyKey:
		return &diag.Fault{Code: "key-form", Message: "is a key of a kind that Envoy does not read", Help: newKey}
	}
	return nil
}

const newKey = "make a new ECDSA P-256 key and a certificate for it"

func unsupported(kind string) string {
	return "is " + kind + "; Envoy reads RSA and ECDSA keys only"
}

func readKey(name string, b block) (*key, *diag.Fault) {
	private, err := parseKey(b.label, b.der)
	if err != nil {
		// The parser's own words may quote the key.
		if kind := algorithm(b.der); b.label == labelPKCS8 && kind != "" {
			return nil, &diag.Fault{Code: "key-form", Message: unsupported(kind), Help: newKey}
		}
		return nil, &diag.Fault{Code: "key-form", Message: "this " + b.label + " block does not hold such a key, or a damaged one", Help: inPlace("openssl pkey", name)}
	}
	switch private := private.(type) {
	case *rsa.PrivateKey:
		return &key{public: &private.PublicKey, pem: encode(b.label, b.der)}, nil
	case *ecdsa.PrivateKey:
		return &key{public: &private.PublicKey, pem: encode(b.label, b.der)}, nil
	case ed25519.PrivateKey:
		return nil, &diag.Fault{Code: "key-form", Message: unsupported("Ed25519"), Help: newKey}
	}
	return nil, &diag.Fault{Code: "key-form", Message: unsupported("X25519"), Help: newKey}
}

// parseKey reads the DER of a block by its label.
func parseKey(label string, der []byte) (any, error) {
	switch label {
	case labelPKCS8:
		return x509.ParsePKCS8PrivateKey(der)
	case labelPKCS1:
		return x509.ParsePKCS1PrivateKey(der)
	case labelSEC1:
		return x509.ParseECPrivateKey(der)
	}
	return nil, errors.New("not the label of a key")
}

// algorithm names the kind of a PKCS#8 key that crypto/x509 does not read; ""
// where it is another. The numbers are RFC 3279's, RFC 8410's and RFC 4055's.
func algorithm(der []byte) string {
	var outer struct {
		Version   int
		Algorithm pkix.AlgorithmIdentifier
		Private   asn1.RawValue
	}
	if _, err := asn1.Unmarshal(der, &outer); err != nil {
		return ""
	}
	switch outer.Algorithm.Algorithm.String() {
	case "1.2.840.10040.4.1":
		return "DSA"
	case "1.3.101.111":
		return "X448"
	case "1.3.101.113":
		return "Ed448"
	case "1.2.840.113549.1.1.10":
		return "RSA-PSS"
	}
	return ""
}
