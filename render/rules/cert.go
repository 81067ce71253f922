package rules

import (
	"path"
	"strings"

	"render/render/format"
	"render/render/inputs"
	"render/render/wording"
)

// stemHelp is what to write for a pair that is named by one of its files.
func stemHelp(name string) string {
	if ext := path.Ext(name); ext == ".crt" || ext == ".key" {
		return "write: " + format.YAMLWord(strings.TrimSuffix(name, ext))
	}
	if ext := path.Ext(name); ext == ".p12" || ext == ".pfx" {
		stem := strings.TrimSuffix(name, ext)
		return "write: " + format.YAMLWord(stem) + ", and run: openssl pkcs12 -in " + name + " -nokeys -out " + stem + ".crt, and again with -nocerts -nodes -out " + stem + ".key"
	}
	return "write: {crt: " + format.YAMLWord(name) + ", key: FILE}, with the key's file"
}

// checkCert checks how a certificate is named.
func (v *verdict) checkCert(c *format.Cert) {
	given := 0
	for _, part := range []format.Text{c.Crt, c.Key, c.CA} {
		if part.IsSet() {
			given++
		}
	}
	switch {
	case c.IsWrong():
	case inputs.IsFileOfPair(c.Stem.Value):
		v.fail("cert-fields", c.Stem.Origin, wording.Quote(c.Stem.Value)+" is a file, and a pair is named by the path of both without .crt and .key", stemHelp(c.Stem.Value))
	case c.IsSet() && given == 0 && !c.Stem.IsSet() && !c.Secret.IsSet():
		v.fail("cert-fields", c.Origin, "names neither files nor a Secret", "write a path without .crt and .key, or remove it")
	case c.Secret.IsSet() && given > 0:
		v.fail("cert-fields", c.Secret.Origin, "a Secret that exists and files exclude each other", "remove one of the two")
	case given > 0 && (!c.Crt.IsSet() || !c.Key.IsSet()):
		v.fail("cert-fields", c.Origin, "a certificate is a file for `crt` and one for `key`", "write both")
	case c.Stem.IsSet() && !strings.Contains(c.Stem.Value, "/") && v.plan.Secrets == format.SecretsOmit && v.plan.Options.Secrets == "":
		if other := v.namedSecret(); other.IsSet() {
			v.warn("no-effect", c.Stem.Origin, wording.Quote(c.Stem.Value)+" is the path of files, and with secrets: omit none are read", "write: {secret: "+format.YAMLWord(c.Stem.Value)+"} if that is a Secret's name; else remove it", other)
		}
	}
}

// warnOfFilesUnread warns of a tier's pair where the topology has certificates come from elsewhere.
// A host's own, without the files' endings, still says that it has another certificate than the
// rest, and a chain's authority that the store has one.
func (v *verdict) warnOfFilesUnread(c *format.Cert, tiers bool) {
	if v.plan.Options.Secrets != "" || c.IsWrong() || c.CA.IsSet() || !c.Stem.IsSet() && !c.Crt.IsSet() {
		return // or it is for this run alone
	}
	from, at := "cert-manager issues the certificate", format.PointerOrigin(v.doc.Secrets.CertManager)
	switch v.plan.Secrets {
	case format.SecretsCertManager:
	case format.SecretsExternal:
		from, at = "the store has the certificate", format.PointerOrigin(v.doc.Secrets.External)
	default:
		return
	}
	help := "remove it, or write cert: {secret: NAME} for a Secret that exists"
	if name := c.Stem.Value; name != "" && !strings.Contains(name, "/") {
		help = "write: {secret: " + format.YAMLWord(name) + "} if that is the name of a Secret that exists; else remove it"
	}
	if !tiers {
		help = "write cert: {secret: NAME} for a Secret that exists; or a path without .crt and .key, which says no more here than that the certificate is another one than the tier's; or remove it"
	}
	v.warn("no-effect", format.Or(c.Stem.Origin, c.Origin), "names files, of which none is read: "+from, help, format.Or(at, v.doc.Secrets.Origin))
}

// namedSecret is where the first certificate is named as a Secret that exists.
func (v *verdict) namedSecret() format.Origin {
	for i := range v.plan.Tiers {
		for _, s := range v.plan.Tiers[i].Servers {
			if s.Cert.Secret.IsSet() {
				return s.Cert.Secret.Origin
			}
		}
	}
	return format.Origin{}
}
