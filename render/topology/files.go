package topology

import (
	"path"

	"render/render/certs"
)

// Files are the files that the topology names, with the field that names each,
// also those that this mode of Secrets does not read. Names are relative to the
// topology's folder. A file may be there several times.
func (p *Plan) Files() []certs.File {
	var out []certs.File
	add := func(name string, m Origin) {
		if name != "" {
			out = append(out, certs.File{Name: path.Clean(name), Place: m.Place, Path: m.Path()})
		}
	}
	d := p.Document
	for i := range p.Tiers {
		t := p.Tiers[i].tier
		if t.needsNoPair() == "" && len(t.Hosts) > 0 {
			r := p.certificate(t)
			for _, name := range []string{r.Crt, r.Key, r.CA} {
				if name != "" {
					out = append(out, certs.File{Name: path.Clean(name), Place: r.Place, Path: r.Path})
				}
			}
		}
		add(t.TLS.ClientCA.Value, t.TLS.ClientCA.Origin)
	}
	if s := d.Secrets.Sealed; s != nil {
		add(s.Cert.Value, s.Cert.Origin)
	}
	add(d.Jsonnet.Value, d.Jsonnet.Origin)
	ca := p.Order().CA
	for _, name := range []string{ca.Crt, ca.Key} {
		out = append(out, certs.File{Name: path.Clean(name), Place: ca.Place, Path: ca.Path})
	}
	return out
}
