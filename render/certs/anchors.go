package certs

import "render/render/wording"

// checkAnchors tells of authorities that Envoy checks others by and would never trust:
// below a certain Istio its chains end in a root alone, so that an authority which
// another issued is worth nothing without that one's certificate.
func (r *reader) checkAnchors(c *chain) {
	if r.rules.PartialChains || c.anchored {
		return
	}
	c.anchored = true
	rooted := make([]bool, len(c.certs))
	any := false
	for i := range c.certs {
		rooted[i] = c.reachesRoot(i, len(c.certs))
		any = any || rooted[i]
	}
	for i, one := range c.certs {
		if rooted[i] || c.issuerOf(i) >= 0 {
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
		r.tell("ca-without-root", c.text, one.line, any, message, "put the certificate of "+above+" behind it, and so on up to the root")
	}
}

// issuerOf is which certificate of the file issued another; -1 where none did.
func (c *chain) issuerOf(i int) int {
	for j := range c.certs {
		if j != i && c.certs[i].issuedBy(c.certs[j]) {
			return j
		}
	}
	return -1
}

// reachesRoot reports whether a root stands above a certificate, in so many steps.
func (c *chain) reachesRoot(i, steps int) bool {
	for ; i >= 0 && steps > 0; steps-- {
		if c.certs[i].selfIssued() {
			return true
		}
		i = c.issuerOf(i)
	}
	return false
}
