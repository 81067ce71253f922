package certs

import (
	"slices"

	"render/render/wording"
)

// checkAnchors tells of authorities that Envoy checks others by and would never trust:
// below a certain Istio its chains end in a root alone, so that an authority which
// another issued is worth nothing without that one's certificate.
func (r *reader) checkAnchors(c *chain) {
	if r.rules.PartialChains || c.anchored {
		return
	}
	c.anchored = true
	anyRoot := slices.ContainsFunc(c.certs, certificate.selfIssued)
	for i, one := range c.certs {
		if one.selfIssued() || c.hasIssuerOf(i) {
			continue // the one above it is told
		}
		above := "its issuer"
		if name := one.x509.Issuer.CommonName; name != "" {
			above = wording.Quote(printable(name))
		}
		message := "is not a root, and the certificate of " + above + " is not in the file: this Istio's Envoy trusts no such authority"
		if r.rules.PartialSince != "" {
			message += ", that of Istio " + r.rules.PartialSince + " and later does"
		}
		r.tell("ca-without-root", c.text, one.line, anyRoot, message, "put the certificate of "+above+" behind it, and so on up to the root")
	}
}

// hasIssuerOf reports whether another certificate of the file issued one.
func (c *chain) hasIssuerOf(i int) bool {
	for j := range c.certs {
		if j != i && c.certs[i].issuedBy(c.certs[j]) {
			return true
		}
	}
	return false
}
