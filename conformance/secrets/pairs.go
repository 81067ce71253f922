package secrets

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"render/conformance/clauses"

	corev1 "k8s.io/api/core/v1"
)

// Pair is a certificate of an example, with its key.
type Pair struct {
	Name string
	leaf *x509.Certificate
	key  []byte // PKCS#8
	text []byte // the key's file
}

// ReadPairs reads the pairs of a folder, at least one. Certificates without a
// key beside them are authorities.
func ReadPairs(folder string) (pairs []Pair, authorities [][]byte, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.crt"))
	if err != nil {
		return nil, nil, err
	}
	for _, file := range files {
		crt, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		stem := strings.TrimSuffix(file, ".crt")
		key, err := os.ReadFile(stem + ".key")
		if errors.Is(err, os.ErrNotExist) {
			authorities = append(authorities, ders(crt)...)
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		pair, err := newPair(filepath.Base(stem), crt, key)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", stem, err) // no clause: about the example's own files
		}
		pairs = append(pairs, pair)
	}
	if len(pairs) == 0 {
		err = fmt.Errorf("no pair in %s", folder) // no clause: about the example's own files
	}
	return pairs, authorities, err
}

func newPair(name string, crt, key []byte) (Pair, error) {
	both, err := tls.X509KeyPair(crt, key) // fails where they are not each other's
	if err != nil {
		return Pair{}, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(both.PrivateKey)
	return Pair{Name: name, leaf: both.Leaf, key: private, text: key}, err
}

func ders(text []byte) (out [][]byte) {
	for {
		block, rest := pem.Decode(text)
		if block == nil {
			return out
		}
		out, text = append(out, block.Bytes), rest
	}
}

// Of finds the pair that a TLS Secret holds, and wants nothing else in it but
// authorities of the example.
func Of(s *corev1.Secret, pairs []Pair, authorities [][]byte) (Pair, error) {
	if s.Type != corev1.SecretTypeTLS || len(s.StringData) > 0 {
		return Pair{}, clauses.Errorf("is of type %s, with %d texts in stringData", s.Type, len(s.StringData))
	}
	for key, value := range s.Data {
		if key == "ca.crt" {
			for _, der := range ders(value) {
				if !holds(authorities, der) {
					return Pair{}, clauses.Errorf("ca.crt is no authority of the example")
				}
			}
			if len(ders(value)) > 0 {
				continue
			}
		}
		if key != corev1.TLSCertKey && key != corev1.TLSPrivateKeyKey {
			return Pair{}, clauses.Errorf("has %s, of %d bytes", key, len(value))
		}
	}
	got, err := newPair("", s.Data[corev1.TLSCertKey], s.Data[corev1.TLSPrivateKeyKey])
	if err != nil {
		return Pair{}, err
	}
	for _, pair := range pairs {
		if pair.leaf.Equal(got.leaf) && bytes.Equal(pair.key, got.key) {
			return pair, nil
		}
	}
	return Pair{}, clauses.Errorf("holds a pair that is none of the example's")
}

func holds(list [][]byte, one []byte) bool {
	for _, item := range list {
		if bytes.Equal(item, one) {
			return true
		}
	}
	return false
}

// Leaks reports whether a stream holds a pair's key as its file does, or as a
// Secret would hold that file.
func (p Pair) Leaks(stream []byte) bool {
	for line := range bytes.Lines(p.text) {
		line = bytes.TrimSpace(line)
		if len(line) >= 40 && bytes.Contains(stream, line) {
			return true
		}
	}
	return bytes.Contains(stream, []byte(base64.StdEncoding.EncodeToString(p.text)))
}
