// Package inputs says which files a topology has beside itself, and which of them are
// read: certificates and keys of servers, and which pairs are to be made; authorities;
// keys by which tokens are verified; a controller's certificate; a mixin.
//
// In goes a Plan; out come names of files, each with the field that asks for it. It
// must never open one.
package inputs

import (
	"path"

	"render/render/format"
	"render/render/plan"
)

// NamedFile is a file, and the field that names it.
type NamedFile struct {
	Name   string
	Origin format.Origin
	// Elsewhere: it is of a pair that an issuer or a store has, so that no Secret is made of the file.
	Elsewhere bool
}

// Files are the files that the topology names, with the field that names each,
// also those that this mode of Secrets does not read. Names are relative to the
// topology's folder. A file may be there several times.
func Files(p *plan.Plan) []NamedFile {
	var out []NamedFile
	add := func(name string, m format.Origin) {
		if name != "" {
			out = append(out, NamedFile{Name: path.Clean(name), Origin: m})
		}
	}
	d := p.Document
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Servers {
			s := &t.Servers[j]
			if s.OwnsSecret() {
				files, first := pairOf(p, t, s), len(out)
				for _, name := range []string{files.Crt, files.Key, files.CA} {
					add(name, files.Origin)
				}
				for i := first; i < len(out); i++ {
					out[i].Elsewhere = d.Secrets.CertManager != nil || d.Secrets.External != nil
				}
			}
			add(s.TLS.ClientCA.Value, s.TLS.ClientCA.Origin)
		}
		for _, j := range t.Tokens() {
			add(j.KeysFile().Value, j.JWKS.Origin)
		}
		for j := range t.Apps {
			for k := range t.Apps[j].Written.Port {
				if tls := t.Apps[j].Written.Port[k].TLS; tls != nil {
					add(tls.CA.File.Value, tls.CA.File.Origin)
				}
			}
		}
	}
	if s := d.Secrets.Sealed; s != nil {
		add(s.Cert.Value, s.Cert.Origin)
	}
	add(d.Jsonnet.Value, d.Jsonnet.Origin)
	crt, key := AuthorityFiles(p)
	add(crt, CertsOrigin(p))
	add(key, CertsOrigin(p))
	return out
}

// KeySets are the files of the keys by which tokens are verified, each once.
func KeySets(p *plan.Plan) []format.Text {
	var out []format.Text
	seen := map[string]bool{}
	for i := range p.Tiers {
		if !p.Tiers[i].Guarded {
			continue
		}
		for _, j := range p.Tiers[i].Tokens() {
			if file := j.KeysFile(); Readable(p, file) && !seen[path.Clean(file.Value)] {
				seen[path.Clean(file.Value)] = true
				out = append(out, file)
			}
		}
	}
	return out
}

// Readable reports whether a file may be looked for; what keeps it from that
// is a diagnostic of its own.
func Readable(p *plan.Plan, t format.Text) bool {
	return t.IsSet() && inside(p, t.Value)
}
