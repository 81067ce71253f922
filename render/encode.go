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
	if err := r.refused(); err != nil {
		return err
	}
	return r.digestOperator()
}
