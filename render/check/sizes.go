package check

import (
	"render/render/diag"
	"render/render/manifest"
)

// Sizes finds the objects that are too large to apply: the one problem of
// References that a topology alone can cause, by its sheer number of hosts or
// routes.
func Sizes(list []manifest.Manifest, known Known) diag.List {
	c := &checker{list: list, known: known, ids: make([]manifest.ID, len(list))}
	for i, size := range sizesOf(list, known.Lengths) {
		c.ids[i] = list[i].ID()
		c.size(i, size)
	}
	return c.problems
}
