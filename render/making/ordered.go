package making

import (
	"cmp"
	"slices"
	"strings"

	"render/render/compare"
	"render/render/objects"
	"render/render/wording"
)

// OrderedAnew are the fields of two Certificates that differ, and for which cert-manager issues
// anew (cert-manager, internal/controller/certificates/policies; pkg/util/pki, RequestMatchesSpec).
func OrderedAnew(was, is objects.SecretMaker) []string {
	var out []string
	for _, path := range [...]string{"duration", "isCA", "usages", "commonName", "subject", "privateKey.algorithm", "privateKey.size"} {
		at := strings.Split(path, ".")
		a, b := was.Spec().At(at...).Raw(), is.Spec().At(at...).Raw()
		if !compare.Equal(a, b) && (path != "duration" || a != nil && b != nil) {
			out = append(out, path)
		}
	}
	return out
}

// Issuer is that of a Certificate, as a message names it.
func Issuer(m objects.SecretMaker) string {
	name, _ := m.Spec().At("issuerRef", "name").Raw().(string)
	kind, _ := m.Spec().At("issuerRef", "kind").Raw().(string)
	group, _ := m.Spec().At("issuerRef", "group").Raw().(string)
	if group != "" && group != objects.CertManager {
		kind += "." + group
	}
	return cmp.Or(kind, "Issuer") + " " + wording.Quote(name)
}

// OrderedNames are the names and addresses that a Certificate asks for.
func OrderedNames(m objects.SecretMaker) []string {
	var out []string
	for _, key := range [...]string{"dnsNames", "ipAddresses"} {
		for _, f := range m.Spec().At(key).Items().All() {
			text, _ := f.Raw().(string)
			out = append(out, text)
		}
	}
	return out
}

// NamesBeside are the names that one Certificate is for, and not another; none of one that is not there.
func NamesBeside(o, other *objects.Object) []string {
	if o == nil {
		return nil
	}
	one, _ := o.SecretMaker()
	beside, _ := other.SecretMaker()
	names := OrderedNames(beside)
	return slices.DeleteFunc(OrderedNames(one), func(name string) bool { return slices.Contains(names, name) })
}
