package topology

import (
	"path"
	"strings"

	"render/render/certs"
	"render/render/platform"
)

// Certificates are the files to be read: a pair for each tier that has a Secret
// rendered from it, and the authorities of clients' certificates, which are
// public and in the output whatever becomes of the pairs.
func (p *Plan) Certificates() []certs.Request {
	if p.Secrets == "omit" || p.Secrets == "redacted" {
		return nil
	}
	var out []certs.Request
	for i := range p.Tiers {
		t := p.Tiers[i].tier
		if !t.TLS.terminated() {
			continue
		}
		var r certs.Request
		pair := p.ReadsKeys() && t.ownsSecret() && len(t.Hosts) > 0
		if pair {
			r = p.certificate(t)
			pair = p.readable(t, r)
		}
		if r, ok := p.clientCA(t, r, pair); ok {
			out = append(out, r)
		}
	}
	return out
}

func (p *Plan) certificate(t *Tier) certs.Request {
	stem := path.Join(p.Document.Certs.Dir.Value, CertificateName(t.Hosts[0].Value))
	origin := t.Hosts[0].Origin
	switch {
	case t.Cert.Stem.IsSet():
		stem, origin = t.Cert.Stem.Value, t.Cert.Stem.Origin
	case t.Cert.IsSet():
		origin = t.Cert.Origin
	}
	r := certs.Request{Place: origin.Place, Path: origin.Path(), Tier: t.Name.Value, Crt: stem + ".crt", Key: stem + ".key", CA: t.Cert.CA.Value}
	if t.Cert.Crt.IsSet() {
		r.Crt, r.Key = t.Cert.Crt.Value, t.Cert.Key.Value
	}
	for _, h := range t.Hosts {
		r.Hosts = append(r.Hosts, certs.Host{Name: h.Value, Place: h.Place, Path: h.Path()})
	}
	return r
}

// readable reports whether a request names files that may be looked for. What
// keeps it from that is a problem of its own, told with the topology's.
func (p *Plan) readable(t *Tier, r certs.Request) bool {
	c := &t.Cert
	switch {
	case c.wrong, stemOfFile(c.Stem.Value) != "":
		return false
	case c.Stem.IsSet(), c.Crt.IsSet() && c.Key.IsSet():
	case c.IsSet():
		return false
	default:
		if checkHost(t.Hosts[0].Value).Found() {
			return false
		}
	}
	for _, name := range []string{r.Crt, r.Key, r.CA} {
		if name == "" {
			continue
		}
		if checkFile(name).Found() || !p.Options.AllowOutside && (path.IsAbs(name) || !localPath(name)) {
			return false
		}
	}
	return true
}

// CertificateName is the file name, without an ending, of the certificate whose
// first host is host: a "*" is written as "_wildcard".
func CertificateName(host string) string { return strings.Replace(host, "*", "_wildcard", 1) }

// CertificateRules are what the versions ask of certificates.
func (p *Plan) CertificateRules() certs.Rules {
	curves, dir := platform.IstioCurvesP384, p.Document.Certs.Dir.Value
	return certs.Rules{
		NISTCurves: curves.In(p.Versions.Istio), CurvesSince: curves.Since(),
		Authority: [2]string{path.Join(dir, "ca.crt"), path.Join(dir, "ca.key")},
	}
}

// ExistingSecrets are the TLS Secrets that the topology says are there already.
func (p *Plan) ExistingSecrets() map[string]bool {
	out := map[string]bool{}
	for i := range p.Tiers {
		t := p.Tiers[i].tier
		if s := t.Cert.Secret; s.IsSet() {
			out[s.Value] = true
			if t.TLS.clientCertificates() && !t.TLS.ClientCA.IsSet() {
				out[clientCASecret(s.Value)] = true
			}
		}
	}
	return out
}

// clientCASecret is the name by which Istio finds the authority of clients'
// certificates beside a Secret (istio, pilot/pkg/model/credentials).
func clientCASecret(secret string) string { return secret + "-cacert" }

// clientCA is the request to read a tier's authority of clients' certificates,
// with its pair or alone. ok is false where there is nothing to read.
func (p *Plan) clientCA(t *Tier, pair certs.Request, hasPair bool) (certs.Request, bool) {
	ca := t.TLS.ClientCA
	if !ca.IsSet() || !t.TLS.clientCertificates() {
		return pair, hasPair
	}
	if checkFile(ca.Value).Found() || !p.Options.AllowOutside && (path.IsAbs(ca.Value) || !localPath(ca.Value)) {
		return pair, hasPair
	}
	if !hasPair {
		pair = certs.Request{Tier: t.Name.Value}
	}
	pair.ClientCA = certs.File{Name: ca.Value, Place: ca.Place, Path: ca.Path()}
	return pair, true
}

func localPath(name string) bool {
	clean := path.Clean(name)
	return clean != ".." && !strings.HasPrefix(clean, "../")
}
