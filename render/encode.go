package render

import (
	"context"

	"render/render/diag"
	"render/render/manifest"
)

// encode writes each object as YAML, which is what most want and shows what
// cannot be written at all.
func (r *rendering) encode(context.Context) error {
	manifest.Sort(r.list)
	documents, wrong := manifest.Documents(r.list)
	for i := range r.list {
		switch err := wrong[i]; {
		case err != nil && r.by.nobody():
			return err
		case err != nil:
			r.add(diag.List{{Code: "jsonnet-result", Place: r.by.of(r.list[i].Origin.Component), Message: err.Error()}})
		}
	}
	r.documents = documents
	if r.valuesDocuments, wrong = manifest.Documents(r.values); len(wrong) > 0 && wrong[0] != nil {
		if r.by.nobody() {
			return wrong[0]
		}
		r.add(diag.List{{Code: "jsonnet-result", Place: r.by.of(r.values[0].Origin.Component), Message: wrong[0].Error()}})
	}
	if err := r.refused(); err != nil {
		return err
	}
	return r.digestApart()
}
