package certs

import (
	"crypto/x509"
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/wording"
)

// maxChain bounds the certificates of a pair; real chains have two to four.
const maxChain = 32

// chain reads a file of certificates; nil where it is told what is wrong.
func (r *reader) chain(name string) *chain {
	if c, done := r.chains[name]; done {
		return c
	}
	r.chains[name] = nil
	t := r.text(name)
	if t == nil || !r.checkBlocks(t) {
		return nil
	}
	c := &chain{text: t, checked: map[int]bool{}}
	ok := true
	for _, b := range t.blocks {
		if !isCertificate(b) {
			continue
		}
		parsed, err := x509.ParseCertificate(b.der)
		if err != nil {
			ok = false
			r.tell("cert-form", t, b.line, false, "cannot be read as a certificate"+reason(err), unreadableCure(err))
			continue
		}
		c.certs = append(c.certs, certificate{x509: parsed, line: b.line})
	}
	if ok {
		r.chains[name] = c
	}
	return r.chains[name]
}

// reason is the parser's own, up to where it quotes the input.
func reason(err error) string {
	text := strings.TrimPrefix(err.Error(), "x509: ")
	if i := strings.IndexAny(text, "\"'"); i >= 0 {
		text = text[:i]
	}
	return ": " + strings.TrimRight(text, " :")
}

func unreadableCure(err error) string {
	if strings.Contains(err.Error(), "elliptic curve") {
		return newKey
	}
	return "copy the certificate again from who issued it, or make a new one"
}

// checkBlocks looks for what has no place among certificates.
func (r *reader) checkBlocks(t *pemText) bool {
	if line := t.first(isKey); line > 0 {
		message := "holds a private key too, which the Secret would show as part of the certificate"
		help := "leave only the CERTIFICATE blocks in " + wording.Quote(t.name)
		if t.count(isCertificate) == 0 {
			message, help = "holds a private key and no certificate", "name the file that holds the certificate"
		}
		r.diagnostics.Add(diag.Diagnostic{
			Code: "cert-form", Place: t.place(line), Message: message, Help: help, Related: r.asked(t.name), Hide: true,
		})
		return false
	}
	if t.count(isCertificate) > 0 {
		for _, b := range t.blocks {
			if !isCertificate(b) && b.label != labelCurve {
				r.tell("cert-form", t, b.line, true, "this block is no certificate; it is left out", "remove it")
			}
		}
		return true
	}
	message, help := "holds no certificate", "name the file that holds the certificate"
	switch {
	case t.has(labelRequest):
		message = "holds a certificate request, not a certificate"
		help = "have it signed by your CA, and name what the CA gives back"
	case t.has(labelTrusted):
		message = "holds a certificate in OpenSSL's own TRUSTED form"
		help = inPlace("openssl x509", r.called(t.name))
	case t.has(labelPKCS7):
		message = "holds certificates in PKCS#7 form"
		help = inPlace("openssl pkcs7 -print_certs", r.called(t.name))
	}
	r.tell("cert-form", t, t.blocks[0].line, false, message, help)
	return false
}

// ca is a file of authorities, in the normal form; nil where it failed.
func (r *reader) ca(name string) []byte {
	if done, ok := r.cas[name]; ok {
		return done
	}
	r.cas[name] = nil
	c := r.chain(name)
	if c == nil {
		return nil
	}
	for _, one := range c.certs {
		// One expired authority of a bundle does no harm to the others.
		r.checkTime(c, one, true)
	}
	r.cas[name] = c.pem()
	return r.cas[name]
}

// isBundle tells of a file with too many certificates to be a chain.
func (r *reader) isBundle(c *chain) bool {
	n := len(c.certs)
	if n <= maxChain {
		return false
	}
	if !c.bundle {
		c.bundle = true
		r.tell("cert-form", c.text, 0, false, fmt.Sprintf("holds %d certificates; a tier's certificate and its chain are at most %d", n, maxChain),
			"name the file of the tier's own certificate, not a bundle of CAs")
	}
	return true
}

// leafOf finds the leaf of a pair: what the key belongs to. It is told where
// that is not the first certificate, or none. Without a key it is the first,
// unless that is a CA and only one other is not.
func (r *reader) leafOf(c *chain, k *key) (at int, matched bool) {
	if k == nil {
		at = likelyLeaf(c)
	} else {
		at = slices.IndexFunc(c.certs, func(one certificate) bool { return k.public.Equal(one.x509.PublicKey) })
		if at < 0 {
			r.tell("key-mismatch", c.text, c.certs[0].line, false, "the key does not belong to this certificate",
				r.byCommandBeside(k, c.text.name, c.certs[likelyLeaf(c)].x509, "put the key there that this certificate was made with, or make a new pair"))
			return likelyLeaf(c), false
		}
	}
	if at > 0 {
		r.tell("cert-chain", c.text, c.certs[at].line, false,
			fmt.Sprintf("the tier's own certificate must be the first in the file and is number %d", at+1),
			"put the blocks in this order: "+spec(c, at))
	}
	return at, true
}
