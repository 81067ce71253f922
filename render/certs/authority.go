package certs

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"path"
	"slices"
	"time"

	"render/render/diag"
	"render/render/wording"
)

// authority reads the certificate of an authority; nil where it is told what is
// wrong with it. Whether it is valid now is another question.
func (r *reader) authority(name string) *issuer {
	c := r.chain(name)
	if c == nil || r.isBundle(c) {
		return nil
	}
	before := r.errors()
	a := &issuer{file: c, cert: c.certs[0].x509, notAfter: c.certs[0].x509.NotAfter}
	r.checkAuthorityKey(c)
	for i, one := range c.certs {
		switch cert := one.x509; {
		case !cert.BasicConstraintsValid || !cert.IsCA:
			r.tell("ca-form", c.text, one.line, false, "is not the certificate of an authority (CA:TRUE), and cannot issue others",
				"name the file of an authority")
		case cert.KeyUsage != 0 && cert.KeyUsage&x509.KeyUsageCertSign == 0:
			r.tell("ca-form", c.text, one.line, false, "may not sign certificates: its key usage lacks keyCertSign", "name an authority with that key usage")
		case cert.MaxPathLen >= 0 && (cert.MaxPathLen > 0 || cert.MaxPathLenZero) && cert.MaxPathLen < i:
			r.tell("ca-form", c.text, one.line, false, fmt.Sprintf("allows a path of %d authorities below it, and there are %d", cert.MaxPathLen, i),
				"name an authority that may issue for servers")
		}
		r.checkCritical(c, one)
		if i > 0 && !r.checkAbove(c, i) {
			break
		}
		if one.x509.NotAfter.Before(a.notAfter) {
			a.notAfter = one.x509.NotAfter
		}
		if !one.selfIssued() {
			r.checkSignature(c, one)
			a.behind = append(a.behind, one.x509)
		}
	}
	if r.errors() > before {
		return nil
	}
	return a
}

// checkAbove holds a certificate against the one before it, which it has to
// have issued.
func (r *reader) checkAbove(c *chain, i int) bool {
	same := func(other certificate) bool { return bytes.Equal(other.x509.Raw, c.certs[i].x509.Raw) }
	if first := slices.IndexFunc(c.certs[:i], same); first >= 0 {
		r.tell("cert-chain", c.text, c.certs[i].line, false, fmt.Sprintf("is the certificate of line %d once more", c.certs[first].line), "remove this block")
		return false
	}
	if c.certs[i-1].issuedBy(c.certs[i]) && !c.certs[i-1].selfIssued() {
		return true
	}
	help := "leave only the authority and those above it, each behind the one that it issued"
	if sorted := ordered(c, 0); !slices.IsSorted(sorted) {
		help = "put the blocks in this order: " + spec(c, 0)
	}
	r.tell("cert-chain", c.text, c.certs[i].line, false, fmt.Sprintf("has not issued the certificate before it (line %d)", c.certs[i-1].line), help)
	return false
}

func (r *reader) checkAuthorityKey(c *chain) {
	kind, fit := keyKind(c.certs[0].x509.PublicKey)
	if public, ok := c.certs[0].x509.PublicKey.(*rsa.PublicKey); ok && public.N.BitLen() < minRSA {
		fit = false
	}
	if !fit {
		r.tell("key-form", c.text, c.certs[0].line, false, "its key is "+kind+", and not every client takes what such a key has signed",
			fmt.Sprintf("name an authority with an ECDSA key, or an RSA key of %d bits or more", minRSA))
	}
}

// signer reads the key of an authority; nil where it is told what is wrong with
// it. No word of a parser goes into a message: it might quote the key.
func (r *reader) signer(name string) crypto.Signer {
	t := r.text(name)
	if t == nil {
		return nil
	}
	fail := func(line int, message, help string) crypto.Signer {
		r.diagnostics.Add(diag.Diagnostic{Code: "key-form", Place: t.place(line), Message: message, Help: help, Related: r.asked(name), Hide: true})
		return nil
	}
	const another = "name the file that holds the authority's key alone"
	switch n := t.count(isKey); {
	case n == 0:
		return fail(t.blocks[0].line, "holds no private key", another)
	case n > 1:
		return fail(t.first(isKey), fmt.Sprintf("holds %d private keys", n), another)
	}
	b := t.blocks[slices.IndexFunc(t.blocks, isKey)]
	if b.encrypted {
		return fail(b.line, "the key is encrypted, and render asks for no password", inPlace("openssl pkey", name))
	}
	private, err := parseKey(b.label, b.der)
	if err != nil {
		return fail(b.line, "is no key that can be read", inPlace("openssl pkey", name))
	}
	switch private := private.(type) {
	case *rsa.PrivateKey:
		return private
	case *ecdsa.PrivateKey:
		return private
	}
	return fail(b.line, "the key is neither RSA nor ECDSA", "name an authority with such a key")
}

// unlock reads an authority's key, and holds it against the certificate.
func (r *reader) unlock(a *issuer, name string) {
	signer := r.signer(name)
	if signer == nil {
		return
	}
	public, ok := a.cert.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	if !ok || !public.Equal(signer.Public()) {
		help := "name the certificate and the key of one authority"
		if name == path.Clean(r.rules.Authority[1]) {
			help = "put the authority's own key there; or, where that is kept elsewhere, remove " + word(name) + " and name both with --ca-cert and --ca-key"
		}
		r.diagnostics.Add(diag.Diagnostic{
			Code:  "key-mismatch",
			Place: r.texts[name].place(0), Message: "the key does not belong to " + wording.Quote(a.file.text.name),
			Help: help, Related: r.asked(name), Hide: true,
		})
		return
	}
	a.signer = signer
}

// checkValid reports whether an authority can issue at a time.
func (r *reader) checkValid(a *issuer, at time.Time) {
	for _, one := range a.file.certs {
		switch {
		case at.After(one.x509.NotAfter):
			r.tell("cert-expired", a.file.text, one.line, false, "expired at "+stamp(one.x509.NotAfter)+"; it is "+stamp(at),
				"get a new one from where it was made, or name another authority")
		case at.Before(one.x509.NotBefore):
			r.tell("cert-not-yet", a.file.text, one.line, false, "is not valid before "+stamp(one.x509.NotBefore)+"; it is "+stamp(at),
				"set this machine's clock, or say with --at what time it is")
		}
	}
}
