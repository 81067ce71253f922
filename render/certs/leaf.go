package certs

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
	"slices"
	"time"

	"render/render/diag"
)

const (
	day       = 24 * time.Hour
	soon      = 30 * day
	appleDays = 825
)

// appleSince is the day from which Apple's systems limit how long certificates
// are valid (support.apple.com/103769).
func appleSince() time.Time { return time.Date(2019, 7, 1, 0, 0, 0, 0, time.UTC) }

// checkLeaf tells, once a leaf, what is wrong with it and its chain; false where
// it is not fit for use.
func (r *reader) checkLeaf(c *chain, at int) bool {
	if fit, done := c.checked[at]; done {
		return fit
	}
	errorsBefore := r.errors()
	leaf := c.certs[at]
	r.checkPublicKey(c, leaf)
	r.checkPurpose(c, leaf)
	for i, one := range c.certs {
		// Nobody checks the signature of a root on itself.
		if i == at || !one.selfIssued() {
			r.checkSignature(c, one)
		}
		r.checkTime(c, one, i != at && one.selfIssued())
	}
	for _, one := range c.certs {
		r.checkCritical(c, one)
	}
	r.checkConstraints(c, at)
	if length := leaf.x509.NotAfter.Sub(leaf.x509.NotBefore); length > appleDays*day && !leaf.x509.NotBefore.Before(appleSince()) {
		r.tell("cert-refused", c.text, leaf.line, true,
			fmt.Sprintf("is valid for %d days; Apple's systems refuse more than %d, from private CAs too", int(length/day), appleDays),
			r.anew(c, leaf)+fmt.Sprintf("make a certificate that is valid for at most %d days; 397 is a good choice", appleDays))
	}
	if at == 0 {
		r.checkOrder(c)
	}
	r.checkIssuer(c, at)
	c.checked[at] = r.errors() == errorsBefore
	return c.checked[at]
}

func (r *reader) checkPublicKey(c *chain, leaf certificate) {
	kind := ""
	switch public := leaf.x509.PublicKey.(type) {
	case *rsa.PublicKey:
		if bits := public.N.BitLen(); bits < minRSA {
			r.tell("key-form", c.text, leaf.line, false,
				fmt.Sprintf("its RSA key has %d bits; Envoy refuses fewer than %d", bits, minRSA), newKey)
		}
		return
	case *ecdsa.PublicKey:
		r.checkCurve(c, leaf, public.Curve)
		return
	case ed25519.PublicKey:
		kind = "Ed25519"
	default:
		kind = leaf.x509.PublicKeyAlgorithm.String()
		if leaf.x509.PublicKeyAlgorithm == x509.UnknownPublicKeyAlgorithm {
			kind = "of an unknown kind"
		}
	}
	r.tell("key-form", c.text, leaf.line, false, "its key "+unsupported(kind), newKey)
}

func (r *reader) checkCurve(c *chain, leaf certificate, curve elliptic.Curve) {
	name := curve.Params().Name
	switch {
	case curve == elliptic.P256():
		return
	case curve == elliptic.P384() || curve == elliptic.P521():
		if r.rules.NISTCurves {
			return
		}
		message := "its key is on curve " + name + "; this Istio's Envoy reads P-256 only"
		if r.rules.CurvesSince != "" {
			message += ", others from Istio " + r.rules.CurvesSince + " on"
		}
		r.tell("key-form", c.text, leaf.line, false, message, newKey)
	default:
		r.tell("key-form", c.text, leaf.line, false, "its key is on curve "+name+", which Envoy does not read", newKey)
	}
}

// checkHTTP3 tells of a key that Envoy shows over TCP alone
// (https://github.com/envoyproxy/envoy/issues/46694); false where it is one.
func (r *reader) checkHTTP3(q Request, c *couple) bool {
	public, ok := c.leaf.x509.PublicKey.(*ecdsa.PublicKey)
	if q.HTTP3.Path == "" || !ok || public.Curve != elliptic.P384() && public.Curve != elliptic.P521() || !r.rules.NISTCurves {
		return true // or it is told already
	}
	r.diagnostics.Add(diag.Diagnostic{
		Code: "key-form", Place: c.crt.text.place(c.leaf.line),
		Message: "its key is on curve " + public.Curve.Params().Name + overHTTP3,
		Help:    newKey + "; or leave HTTP/3 out", Related: append(r.asked(c.crt.text.name), diag.Related{Place: q.HTTP3.Place, Note: q.HTTP3.Path}),
	})
	return false
}

// checkPurpose looks at what the certificate says it is for.
func (r *reader) checkPurpose(c *chain, leaf certificate) {
	given := len(leaf.x509.ExtKeyUsage) + len(leaf.x509.UnknownExtKeyUsage)
	serves := func(u x509.ExtKeyUsage) bool { return u == x509.ExtKeyUsageServerAuth || u == x509.ExtKeyUsageAny }
	if given > 0 && !slices.ContainsFunc(leaf.x509.ExtKeyUsage, serves) {
		r.tell("cert-refused", c.text, leaf.line, false, "its extendedKeyUsage has no serverAuth, so clients refuse it for a server",
			"make a certificate with extendedKeyUsage = serverAuth")
	}
	if !leaf.x509.IsCA {
		return
	}
	const help = "make a certificate with basicConstraints = CA:FALSE, signed by a CA"
	if leaf.selfIssued() {
		r.tell("cert-refused", c.text, leaf.line, true, "is a CA that serves as its own server certificate; some clients refuse that", help)
		return
	}
	r.tell("cert-refused", c.text, leaf.line, false, "is a CA (basicConstraints CA:TRUE), not a server's certificate", help)
}

func (r *reader) checkSignature(c *chain, one certificate) {
	hash := ""
	switch one.x509.SignatureAlgorithm {
	case x509.SHA1WithRSA, x509.ECDSAWithSHA1, x509.DSAWithSHA1:
		hash = "SHA-1"
	case x509.MD5WithRSA:
		hash = "MD5"
	case x509.MD2WithRSA:
		hash = "MD2"
	default:
		return
	}
	r.tell("cert-refused", c.text, one.line, false, "is signed with "+hash+", which clients refuse", "have it signed again with SHA-256")
}

// checkOrder warns where a certificate has not issued the one before. Most
// clients find their way in such a file, not all.
func (r *reader) checkOrder(c *chain) {
	for i := 1; i < len(c.certs); i++ {
		one := c.certs[i]
		same := func(other certificate) bool { return bytes.Equal(other.x509.Raw, one.x509.Raw) }
		if first := slices.IndexFunc(c.certs[:i], same); first >= 0 {
			r.tell("cert-chain", c.text, one.line, true, fmt.Sprintf("is the certificate of line %d once more", c.certs[first].line), "remove this block")
			return
		}
		if c.certs[i-1].issuedBy(one) {
			continue
		}
		help := "remove the blocks that have no part in the chain"
		if sorted := ordered(c, 0); !slices.IsSorted(sorted) {
			help = "put the blocks in this order: " + spec(c, 0)
		}
		p := diag.Diagnostic{
			Code:    "cert-chain",
			Place:   c.text.place(one.line),
			Message: fmt.Sprintf("has not issued the certificate before it (line %d)", c.certs[i-1].line),
			Help:    help,
			Related: r.asked(c.text.name),
		}
		r.diagnostics.Warn(p)
		return
	}
}
