package certs

import (
	"bytes"
	"context"
	"crypto/x509"
	"io/fs"
	"path"

	"render/render/diag"
)

// ReadAuthorities are the authorities by which gateways check the servers behind them,
// as PEM, one for each file; nil for one of which it is told what is wrong.
func ReadAuthorities(ctx context.Context, files fs.FS, named []File, rules Rules) ([][]byte, diag.List, error) {
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
	if r.errors() > before {
		return nil
	}
	return c.pem()
}
