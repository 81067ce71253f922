package compare

import (
	"slices"

	"render/internal/later"
	"render/render/manifest"
)

// templates are the ways to what objects of a kind have in clear of a Secret that is made of them,
// by group and kind: texts, with what a controller puts into them.
func templates() map[string][][]string { return templatesOnce.Get(makeTemplates) }

var templatesOnce later.Value[map[string][][]string]

func makeTemplates() map[string][][]string {
	return map[string][][]string{
		"bitnami.com/SealedSecret":           {{"spec", "template", "data"}, {"spec", "template", "stringData"}},
		"external-secrets.io/ExternalSecret": {{"spec", "target", "template", "data"}},
	}
}

// HoldsTemplate reports whether a value of an object at a way, without items of lists, is of a
// Secret's data in clear, or holds some.
func HoldsTemplate(of manifest.ID, way []string, value any) bool {
	return slices.ContainsFunc(templates()[of.Group+"/"+of.Kind], func(keys []string) bool {
		if n := min(len(keys), len(way)); !slices.Equal(keys[:n], way[:n]) {
			return false
		}
		v := value
		for _, key := range keys[min(len(keys), len(way)):] {
			inner, _ := v.(manifest.Object)
			v = inner.Get(key)
		}
		return v != nil
	})
}
