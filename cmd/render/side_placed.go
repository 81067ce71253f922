package main

import (
	"fmt"
	"slices"

	"render/render/align"
	"render/render/diag"
	"render/render/manifest"
	"render/render/objects"
)

// placed are the objects of a side as kubectl applies them. Those of an import are placed once
// all files are read: one may say where another one's Gateway is.
func (r *sideReader) placed(side string, list []manifest.Manifest) []manifest.Manifest {
	if r.passes {
		return list
	}
	out := align.Placed(list)
	usual := 0
	for i := range out {
		if list[i].ID().Namespace == "" && out[i].ID().Namespace == "default" {
			usual++
		}
	}
	told := placedElsewhere(list, out)
	if usual > 0 {
		told = append(told, usuallyPlaced(side, usual))
	}
	for _, note := range told {
		if !slices.Contains(r.notes, note) { // both sides may be one folder
			r.notes = append(r.notes, note)
		}
	}
	return out
}

// usuallyPlaced tells how many objects of a side say no namespace, and are where kubectl puts them.
func usuallyPlaced(side string, objects int) string {
	what, are := "1 object says", "is"
	if objects > 1 {
		what, are = fmt.Sprintf("%d objects say", objects), "are"
	}
	return fmt.Sprintf("%s: %s no namespace, and %s read as of \"default\", where kubectl puts them; where they went into another one, write metadata.namespace", diag.Name(side), what, are)
}

// placedElsewhere tells of objects that say no namespace, and are not where kubectl puts them.
func placedElsewhere(list, placed []manifest.Manifest) (notes []string) {
	for i := range list {
		before, id := list[i].ID(), placed[i].ID()
		if before.Namespace != "" || id.Namespace == "" || id.Namespace == "default" {
			continue
		}
		who := "others look for it"
		if id.Group == objects.IstioInstall {
			who = "istioctl installs"
		}
		notes = append(notes, fmt.Sprintf("%s says no namespace, and is read as of %q, where %s", diag.Shorten(before.String()), id.Namespace, who))
	}
	return notes
}
