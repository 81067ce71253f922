package certs

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
)

// certificate is one block of a file.
type certificate struct {
	x509 *x509.Certificate
	line int
}

// selfIssued tells a root from a certificate that another one signed.
func (c certificate) selfIssued() bool {
	return bytes.Equal(c.x509.RawIssuer, c.x509.RawSubject)
}

// issuedBy reports whether the other certificate's key made this one's
// signature. Where crypto/x509 does not check the signature's kind any more
// (MD5), the names decide.
func (c certificate) issuedBy(other certificate) bool {
	if !bytes.Equal(c.x509.RawIssuer, other.x509.RawSubject) {
		return false
	}
	err := other.x509.CheckSignature(c.x509.SignatureAlgorithm, c.x509.RawTBSCertificate, c.x509.Signature)
	var insecure x509.InsecureAlgorithmError
	return err == nil || errors.As(err, &insecure)
}

// chain is a file of certificates, at least one.
type chain struct {
	text    *pemText
	certs   []certificate
	checked map[int]bool // by leaf: whether it is fit, once that is told
	bundle  bool         // told that it is too long for a chain
	// anchored tells that its authorities were looked at as the ends of chains.
	anchored bool
	// behind tells that it was looked at whether it lacks its issuer.
	behind bool
}

func (c *chain) pem() []byte {
	var out []byte
	for _, one := range c.certs {
		out = append(out, encode(labelCertificate, one.x509.Raw)...)
	}
	return out
}

func likelyLeaf(c *chain) int {
	leaves, at := 0, 0
	for i, one := range c.certs {
		if !one.x509.IsCA {
			leaves, at = leaves+1, i
		}
	}
	if leaves == 1 {
		return at
	}
	return 0
}

// spec tells in which order the blocks belong, by the lines they begin at: a
// certificate, then who issued it, and so on, then what is left.
func spec(c *chain, leaf int) string {
	sorted := ordered(c, leaf)
	var words []string
	for _, i := range sorted {
		words = append(words, fmt.Sprintf("line %d", c.certs[i].line))
	}
	const most = 10
	if len(words) > most {
		words = append(words[:most], "the rest")
	}
	return strings.Join(words, ", ")
}

func ordered(c *chain, leaf int) []int {
	out := []int{leaf}
	used := make([]bool, len(c.certs))
	used[leaf] = true
	for at := leaf; ; {
		next := -1
		for i := range c.certs {
			if !used[i] && c.certs[at].issuedBy(c.certs[i]) {
				next = i
				break
			}
		}
		if next < 0 {
			break
		}
		out, at, used[next] = append(out, next), next, true
	}
	for i := range c.certs {
		if !used[i] {
			out = append(out, i)
		}
	}
	return out
}
