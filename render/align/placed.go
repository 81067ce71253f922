package align

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// Placed are objects as kubectl applies them, in a namespace each whose kind has one.
func Placed(list []manifest.Manifest) []manifest.Manifest {
	out, i := slices.Clone(list), 0
	for o := range objects.New(list).Placed().All() {
		if to := o.ID().Namespace; to != out[i].ID().Namespace {
			out[i].Object = out[i].Object.With(to, "metadata", "namespace")
		}
		i++
	}
	return out
}
