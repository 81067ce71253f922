package certs

import (
	"bytes"
	"context"
	"crypto/x509"
	"io/fs"
	"path"
	"slices"
	"strings"

	"render/render/diag"
)

// Backend is the authority of a server behind a gateway, to read.
type Backend struct {
	File
	Names []string // one of which the server's certificate has to have
}

// ReadAuthorities are the authorities by which gateways check the servers behind them,
// as PEM, one for each; nil for one of which it is told what is wrong.
func ReadAuthorities(ctx context.Context, files fs.FS, named []Backend, rules Rules) ([][]byte, diag.List, error) {
	r := newReader(files, rules)
	r.missing = "name the file with the certificate of the authority that issued the server's, or write: {secret: NAME}"
	for _, f := range named {
		r.ask(Request{Place: f.Place, Path: f.Path}, f.Name)
	}
	out, done := make([][]byte, len(named)), map[string][]byte{}
	for i, f := range named {
		if ctx.Err() != nil {
			return nil, nil, context.Cause(ctx)
		}
		name := path.Clean(f.Name)
		if _, ok := done[name]; !ok {
			done[name] = r.backendCA(name)
		}
		if done[name] != nil {
			r.checkOwn(name, f)
		}
		out[i] = bytes.Clone(done[name])
	}
	return out, r.diagnostics, nil
}

// backendCA is one of them. A server that signed its certificate itself is its own
// authority: whoever trusts that certificate trusts it alone.
func (r *reader) backendCA(name string) []byte {
	c := r.chain(name)
	if c == nil {
		return nil
	}
	before := r.errors()
	for _, one := range c.certs {
		switch cert := one.x509; {
		case one.selfIssued():
		case !cert.BasicConstraintsValid || !cert.IsCA:
			r.tell("ca-form", c.text, one.line, false, "is a server's certificate that another authority issued, and nothing is checked by it",
				"name the file of the authority that issued it")
		case cert.KeyUsage != 0 && cert.KeyUsage&x509.KeyUsageCertSign == 0:
			r.tell("ca-form", c.text, one.line, false, "may not sign certificates: its key usage lacks keyCertSign", "name the authority that issued the server's certificate")
		}
		// One expired authority of a bundle does no harm to the others.
		r.checkTime(c, one, len(c.certs) > 1)
	}
	if r.errors() == before {
		r.checkAnchors(c)
	}
	if r.errors() > before {
		return nil
	}
	return c.pem()
}

// checkOwn finds a server's own certificate that has none of the names by which the
// gateway would know it. One that may issue others, and has names, is hardly anything
// else either.
func (r *reader) checkOwn(name string, f Backend) {
	c := r.chains[name]
	if len(c.certs) != 1 || !c.certs[0].selfIssued() {
		return
	}
	cert := c.certs[0].x509
	own, names := cert.IsCA, sans(cert)
	if own && len(names) == 0 || slices.ContainsFunc(f.Names, func(name string) bool { return cert.VerifyHostname(name) == nil }) {
		return
	}
	d := diag.Diagnostic{Code: "cert-hosts", Place: c.text.place(c.certs[0].line), Related: []diag.Related{{Place: f.Place, Note: f.Path}},
		Message: "is a server's own certificate, and has none of the names by which the gateway would know it, " + listed(printables(f.Names)) + "; it has " + listed(names),
		Help:    "write names: [...] beside ca, with one that it has"}
	const another, unverified = "give the server a certificate with a subjectAltName", ", or write verify: false in place of ca"
	switch {
	case len(names) == 0:
		d.Message, d.Help = "is a server's own certificate, and has no subjectAltName, by which the gateway would know it", another+unverified
	case len(cert.IPAddresses) == 0 && !slices.ContainsFunc(cert.DNSNames, func(name string) bool { return !strings.Contains(name, "_") }):
		d.Help = another + " that is a DNS name or an IP" + unverified
	}
	if own {
		r.diagnostics.Warn(d)
		return
	}
	r.diagnostics.Add(d)
}
