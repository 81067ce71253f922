package main

import (
	"render/render/compare"
	"render/render/installing"
	"render/render/manifest"
	"render/render/objects"
)

// withoutPatches is the old object of a change and its fields; of an IstioOperator as it says without overlays what it
// says by them, which is what a topology has fields for.
func withoutPatches(c *compare.Change) (*objects.Object, []compare.Field) {
	said := c.Old.Members()
	if c.Old.ID().Group == objects.IstioInstall {
		said = installing.Operator(said)
	}
	if compare.Equal(said, c.Old.Members()) {
		return c.Old, c.Fields
	}
	for o := range objects.New([]manifest.Manifest{{Object: said}}).All() {
		return o, fieldsAs(o, c.New.Members())
	}
	return c.Old, c.Fields
}
