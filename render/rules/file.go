package rules

import (
	"path"
	"slices"

	"render/render/format"
	"render/render/inputs"
	"render/render/wording"
)

// checkFiles checks that every path stays where render may read.
func (v *verdict) checkFiles() {
	check := func(t format.Text) {
		if t.IsSet() && t.Value != "" {
			v.checkInside(t)
		}
	}
	check(v.doc.Certs.Dir)
	check(v.doc.Jsonnet)
	if v.doc.Secrets.Sealed != nil {
		check(v.doc.Secrets.Sealed.Cert)
	}
	for _, o := range v.doc.Overlays {
		if !slices.Contains(v.plan.Options.BuiltIn, o.Value) {
			check(o)
		}
	}
	for i := range v.doc.Tiers {
		t := &v.doc.Tiers[i]
		shown := func(c *format.Cert, tls *format.TLS) {
			if c != nil {
				for _, name := range []format.Text{c.Stem, c.Crt, c.Key, c.CA} {
					check(name)
				}
			}
			if tls != nil {
				check(tls.ClientCA)
			}
		}
		shown(&t.Cert, &t.TLS)
		for j := range t.Hosts {
			shown(t.Hosts[j].Cert, t.Hosts[j].TLS)
		}
		v.checkKeyFiles(t.Access)
		for j := range v.doc.Tiers[i].Apps {
			v.checkKeyFiles(v.doc.Tiers[i].Apps[j].Access)
			for _, port := range v.doc.Tiers[i].Apps[j].Port {
				if port.TLS != nil {
					check(port.TLS.CA.File)
				}
			}
		}
	}
}

// checkKeyFiles checks the files of the keys by which tokens are verified.
func (v *verdict) checkKeyFiles(a *format.Access) {
	if a == nil {
		return
	}
	for _, j := range a.Issuers() {
		if file := j.KeysFile(); file.IsSet() && file.Value != "" {
			v.checkInside(file)
		}
	}
}

func (v *verdict) checkInside(t format.Text) {
	if v.plan.Options.AllowOutside {
		return
	}
	if !inputs.LocalPath(t.Value) {
		v.fail("file-outside", t.Origin, wording.Quote(t.Value)+" is outside the folder of the topology file", "move it inside, or run with --allow-outside")
	}
}

func (v *verdict) checkOverlays() {
	seen := map[string]format.Origin{}
	for _, o := range v.doc.Overlays {
		name := path.Clean(o.Value)
		if first, ok := seen[name]; ok && o.Value != "" {
			v.fail("value-twice", o.Origin, "overlay "+wording.Quote(o.Value)+" is there twice", "remove one of the two", first)
			continue
		}
		seen[name] = o.Origin
	}
}
