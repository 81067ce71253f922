package render

import (
	"embed"
	"path"
	"strings"

	"render/render/certs"
	"render/render/diag"
	"render/render/format"
	"render/render/inputs"
	"render/render/keyset"
	"render/render/places"
)

// readKeySets reads the keys by which tokens are verified. They are public, and in the output
// whatever becomes of Secrets.
func (r *rendering) readKeySets() {
	files := r.in.Files
	if files == nil {
		files = embed.FS{}
	}
	r.keySets = map[string]string{}
	for _, file := range inputs.KeySets(r.plan) {
		name := path.Clean(file.Value)
		text, diagnostics := certs.ReadFile(files, certs.File{Name: name, Place: file.At(), Path: file.Path()},
			keysCure(name))
		r.add(diagnostics)
		if diagnostics != nil {
			continue
		}
		set, faults := keyset.Parse(text)
		source := places.NewSource(r.nameOf(name), text)
		for _, f := range faults {
			at := places.File(source)
			if f.Line > 0 {
				at.Line, at.Column = f.Line, 1
			}
			r.add(diag.List{{Code: "access-keys", Place: at, Message: f.Message, Help: f.Help,
				Hide:    true, // what is wrong may be private
				Related: []diag.Related{{Place: file.At(), Note: file.Path()}}}})
		}
		r.keySets[name] = set
	}
}

// keysCure is the help where there is no such file: a host, or a word, is meant otherwise.
func keysCure(name string) string {
	host, rest, _ := strings.Cut(name, "/")
	switch {
	case strings.Contains(host, ".") && !strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".jwks") && !format.CheckHost(host).Found():
		if rest != "" {
			return "write the whole URL: https://" + name + "; or name a file that exists"
		}
		return "remove jwks, by which the keys are found from the issuer, or write the whole URL of the keys, which begins with https://" + host + "/; or name a file that exists"
	case !strings.ContainsAny(name, "./"):
		return "remove jwks, by which the keys are found from the issuer; or name a file that exists, or the whole URL of the keys"
	}
	return "name a file that exists, or write the whole URL of the keys, such as https://id.example.org/keys"
}
