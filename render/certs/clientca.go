package certs

import "crypto/x509"

// clientCA is the authorities by which clients' certificates are checked, as
// PEM; nil where it is told what is wrong. Envoy takes any certificate there as
// one that it trusts, so each must be an authority's.
func (r *reader) clientCA(name string) []byte {
	if done, ok := r.clientCAs[name]; ok {
		return done
	}
	r.clientCAs[name] = nil
	c := r.chain(name)
	if c == nil {
		return nil
	}
	before := r.errors()
	for _, one := range c.certs {
		switch cert := one.x509; {
		case !cert.BasicConstraintsValid || !cert.IsCA:
			r.tell("ca-form", c.text, one.line, false, "is not the certificate of an authority (CA:TRUE), which clients' certificates are checked by",
				"name the file of the authority that signs the clients' certificates")
		case cert.KeyUsage != 0 && cert.KeyUsage&x509.KeyUsageCertSign == 0:
			r.tell("ca-form", c.text, one.line, false, "may not sign certificates: its key usage lacks keyCertSign", "make the authority with that key usage")
		}
		// One expired authority of a bundle does no harm to the others.
		r.checkTime(c, one, true)
	}
	if r.errors() == before {
		r.checkAnchors(c)
	}
	if r.errors() == before {
		r.clientCAs[name] = c.pem()
	}
	return r.clientCAs[name]
}
