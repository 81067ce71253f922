package certs

import (
	"crypto/x509"
	"io/fs"
	"time"
)

// Issuer is the first of some files whose certificates a client can trust so that it
// takes a server's certificate, as PEM: nothing but certificates. Without the server's
// own, or one that can be read, it is the first that can. It is nil where there is none.
func Issuer(files fs.FS, crt string, authorities []string) []byte {
	chain, _ := readChain(files, crt)
	for _, name := range authorities {
		list, text := readChain(files, name)
		if len(list) > 0 && (len(chain) == 0 || trusts(list, chain)) {
			return text
		}
	}
	return nil
}

// IsThere reports whether a file has certificates that can be read.
func IsThere(files fs.FS, crt string) bool {
	chain, _ := readChain(files, crt)
	return len(chain) > 0
}

// readChain are the certificates of a file, and they alone as PEM; none where any cannot
// be read.
func readChain(files fs.FS, name string) (list []*x509.Certificate, text []byte) {
	if files == nil || name == "" {
		return nil, nil
	}
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, nil
	}
	return parseChain(name, raw)
}

// parseChain is the same of a text with a name.
func parseChain(name string, raw []byte) (list []*x509.Certificate, text []byte) {
	found := scan(name, raw)
	if len(found.damaged) > 0 {
		return nil, nil
	}
	for _, b := range found.blocks {
		if !isCertificate(b) {
			continue
		}
		one, err := x509.ParseCertificate(b.der)
		if err != nil {
			return nil, nil
		}
		list = append(list, one)
		text = append(text, encode(labelCertificate, b.der)...)
	}
	return list, text
}

// trusts reports whether a client that trusts some authorities takes a chain, at a time
// at which its certificates are valid.
func trusts(authorities, chain []*x509.Certificate) bool {
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, one := range authorities {
		roots.AddCert(one)
	}
	at := chain[0].NotBefore
	for _, one := range chain {
		between.AddCert(one)
	}
	for _, one := range append(authorities, chain...) {
		if one.NotBefore.After(at) {
			at = one.NotBefore
		}
	}
	_, err := chain[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: at.Add(time.Second), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
	return err == nil
}
