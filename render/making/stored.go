package making

import (
	"cmp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// RemoteKeys are what an ExternalSecret reads, as a message names it.
func RemoteKeys(m objects.SecretMaker) string {
	var out []string
	for _, f := range m.Spec().At("data").Items().All() {
		if key, _ := f.At("remoteRef", "key").Raw().(string); !slices.Contains(out, wording.Quote(key)) {
			out = append(out, wording.Quote(key))
		}
	}
	return strings.Join(out, ", ")
}

// PairTaken is how a pair is taken from what an ExternalSecret reads: by which property each
// part, and by which templates.
func PairTaken(m objects.SecretMaker) (out []string) {
	add := func(f objects.Field) {
		text, _ := f.Raw().(string)
		out = append(out, text)
	}
	for _, f := range m.Spec().At("data").Items().All() {
		add(f.At("secretKey"))
		add(f.At("remoteRef", "property"))
	}
	add(m.Spec().At("target", "template", "data", "tls.crt"))
	add(m.Spec().At("target", "template", "data", "tls.key"))
	return out
}

// Store is that of an ExternalSecret, as a message names it.
func Store(m objects.SecretMaker) string {
	ref := m.Spec().At("secretStoreRef")
	name, _ := ref.At("name").Raw().(string)
	kind, _ := ref.At("kind").Raw().(string)
	return cmp.Or(kind, "SecretStore") + " " + wording.Quote(name)
}
