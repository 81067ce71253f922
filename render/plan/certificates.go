package plan

import (
	"net/netip"
	"path"
	"slices"
	"strings"

	"render/render/format"
	"render/render/places"
)

// TierFiles are the files of what one tier shows its clients, and of whom it takes
// for one.
type TierFiles struct {
	Tier   string
	Origin format.Origin // of what asks for the pair
	// The pair's files, relative to the topology's folder; CA is "" where there is
	// none. All are "" where no pair is to be read.
	Crt, Key, CA string
	ClientCA     format.Text // the file with the authorities of clients' certificates
	Hosts        []format.Text
}

// TierFiles are those to be read: a pair for each tier that has a Secret
// rendered from it, and the authorities of clients' certificates, which are
// public and in the output whatever becomes of the pairs.
func (p *Plan) TierFiles() []TierFiles {
	if p.Secrets == format.SecretsOmit || p.Secrets == format.SecretsRedacted {
		return nil
	}
	var out []TierFiles
	for i := range p.Tiers {
		t := p.Tiers[i].Written
		if !t.TLS.Terminated() {
			continue
		}
		files := TierFiles{Tier: t.Name.Value}
		pair := p.ReadsKeys() && t.OwnsSecret() && len(t.AllHosts()) > 0
		if pair {
			files = p.pairOf(t)
			if pair = p.readable(t, &files); !pair {
				files = TierFiles{Tier: t.Name.Value}
			}
		}
		if ca := t.TLS.ClientCA; ca.IsSet() && t.TLS.ClientCertificates() && p.inside(ca.Value) {
			files.ClientCA, pair = ca, true
		}
		if pair {
			out = append(out, files)
		}
	}
	return out
}

// pairOf are the files of a tier's pair.
func (p *Plan) pairOf(t *format.Tier) TierFiles {
	hosts := t.AllHosts()
	stem := path.Join(p.Document.Certs.Dir.Value, CertificateName(hosts[0].Value))
	origin := hosts[0].Origin
	switch {
	case t.Cert.Stem.IsSet():
		stem, origin = t.Cert.Stem.Value, t.Cert.Stem.Origin
	case t.Cert.IsSet():
		origin = t.Cert.Origin
	}
	out := TierFiles{Tier: t.Name.Value, Origin: origin, Crt: stem + ".crt", Key: stem + ".key", CA: t.Cert.CA.Value, Hosts: hosts}
	if t.Cert.Crt.IsSet() {
		out.Crt, out.Key = t.Cert.Crt.Value, t.Cert.Key.Value
	}
	return out
}

// readable reports whether files may be looked for. What keeps them from that is a
// diagnostic of its own, told with the topology's.
func (p *Plan) readable(t *format.Tier, files *TierFiles) bool {
	c := &t.Cert
	switch {
	case c.Wrong, IsFileOfPair(c.Stem.Value):
		return false
	case c.Stem.IsSet(), c.Crt.IsSet() && c.Key.IsSet():
	case c.IsSet(), format.CheckHost(t.AllHosts()[0].Value).Found():
		return false
	}
	for _, name := range []string{files.Crt, files.Key, files.CA} {
		if name != "" && !p.inside(name) {
			return false
		}
	}
	return true
}

// inside reports whether a file's name is one, and of a file that may be read.
func (p *Plan) inside(name string) bool {
	return !format.CheckFile(name).Found() && (p.Options.AllowOutside || !path.IsAbs(name) && LocalPath(name))
}

// IsFileOfPair reports whether a name is that of one of a pair's files, and not of
// both without an ending.
func IsFileOfPair(name string) bool {
	return slices.Contains([]string{".crt", ".key", ".pem", ".cer", ".cert", ".der"}, path.Ext(name))
}

// CertificateName is the file name, without an ending, of the certificate whose
// first host is host: a "*" is written as "_wildcard".
func CertificateName(host string) string { return strings.Replace(host, "*", "_wildcard", 1) }

// WantedPair is the pair of files that a tier wants to have made, for its addresses too.
type WantedPair struct {
	TierFiles
	IPs []netip.Addr
}

// Pairless is a tier that needs no pair of its own, and why.
type Pairless struct{ Tier, Why string }

// WantedPairs are those of all tiers. The plan must be one without an error.
func (p *Plan) WantedPairs() (wanted []WantedPair, pairless []Pairless) {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		if why := t.Written.NeedsNoPair(); why != "" {
			pairless = append(pairless, Pairless{t.Written.Name.Value, why})
			continue
		}
		wanted = append(wanted, WantedPair{p.pairOf(t.Written), t.IPs})
	}
	return wanted, pairless
}

// AuthorityFiles are the certificate and the key of the local authority.
func (p *Plan) AuthorityFiles() (crt, key string) {
	dir := p.Document.Certs.Dir.Value
	return path.Join(dir, "ca.crt"), path.Join(dir, "ca.key")
}

// CertsOrigin is where the topology says how certificates are made; its beginning where
// it does not.
func (p *Plan) CertsOrigin() format.Origin {
	c := &p.Document.Certs
	if c.IsSet() {
		return c.Origin
	}
	return format.Origin{Place: places.File(p.Document.Place.Source), Key: "certs"}
}

// ExistingSecrets are the TLS Secrets that the topology says are there already.
func (p *Plan) ExistingSecrets() map[string]bool {
	out := map[string]bool{}
	for i := range p.Tiers {
		t := p.Tiers[i].Written
		if s := t.Cert.Secret; s.IsSet() {
			out[s.Value] = true
			if t.TLS.ClientCertificates() && !t.TLS.ClientCA.IsSet() {
				out[ClientCASecret(s.Value)] = true
			}
		}
	}
	return out
}

// ClientCASecret is the name by which Istio finds the authority of clients'
// certificates beside a Secret (istio, pilot/pkg/model/credentials).
func ClientCASecret(secret string) string { return secret + "-cacert" }

// LocalPath reports whether a relative path stays below where it begins.
func LocalPath(name string) bool {
	clean := path.Clean(name)
	return clean != ".." && !strings.HasPrefix(clean, "../")
}
