package render

import (
	"embed"
	"path"

	"render/render/certs"
	"render/render/diag"
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
			"name a file that exists, or write the whole URL of the keys, such as https://id.example.org/keys")
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
