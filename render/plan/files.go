package plan

import (
	"path"

	"render/render/format"
)

// NamedFile is a file, and the field that names it.
type NamedFile struct {
	Name   string
	Origin format.Origin
}

// Files are the files that the topology names, with the field that names each,
// also those that this mode of Secrets does not read. Names are relative to the
// topology's folder. A file may be there several times.
func (p *Plan) Files() []NamedFile {
	var out []NamedFile
	add := func(name string, m format.Origin) {
		if name != "" {
			out = append(out, NamedFile{path.Clean(name), m})
		}
	}
	d := p.Document
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Servers {
			s := &t.Servers[j]
			if s.OwnsSecret() {
				files := p.pairOf(t, s)
				for _, name := range []string{files.Crt, files.Key, files.CA} {
					add(name, files.Origin)
				}
			}
			add(s.TLS.ClientCA.Value, s.TLS.ClientCA.Origin)
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
	crt, key := p.AuthorityFiles()
	add(crt, p.CertsOrigin())
	add(key, p.CertsOrigin())
	return out
}
