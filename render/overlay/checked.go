package overlay

import (
	"render/render/diag"
	"render/render/manifest"
	"render/render/schemas"
	"render/render/source"
)

// maxPlaced bounds how many faults are looked for in the overlay's files.
const maxPlaced = 200

// checkFields tells of fields that no API has in the objects that the overlay's
// patches and resources made, each once, at what wrote it.
func (w *work) checkFields() {
	type fault struct{ field, message string }
	seen := map[fault]bool{}
	for i := range w.list {
		if len(w.authors[i]) == 0 || w.removed[i] {
			continue
		}
		object := w.seen(i)
		apiVersion, _ := manifest.At(object, "apiVersion").(string)
		for _, f := range schemas.Check(apiVersion, w.ids[i].Kind, object) {
			id := fault{f.Field(), f.Message}
			if seen[id] || len(seen) == maxPlaced {
				continue
			}
			seen[id] = true
			place, path, whole := w.authorOf(i, object, &f)
			doubtful := w.overlay.Newer && f.MayBeNew()
			if doubtful && !whole {
				continue // it was there before, and is told of there
			}
			message := w.ids[i].ID.String() + ": "
			if id.field != "" {
				message += id.field + ": "
			}
			p := diag.Diagnostic{Code: f.Code, Place: place.Place, Path: path, Message: message + f.Message, Help: f.Help + otherwise(object, &f), Hide: w.ids[i].Kind == "Secret"}
			if doubtful {
				p.Severity = diag.Warning
			}
			w.diagnostics.Add(p)
		}
	}
}

// authorOf finds who wrote what is wrong: the last that wrote all of its path, else
// the last that wrote most of it.
func (w *work) authorOf(i int, object any, f *schemas.Fault) (at *source.Node, path string, whole bool) {
	steps := -1
	for k := len(w.authors[i]) - 1; k >= 0 && steps < len(f.Path); k-- {
		by := w.authors[i][k]
		found := by.wrote(object, f.Path)
		if found.steps <= steps {
			continue
		}
		steps = found.steps
		if at, path = by.entry(); found.field != "" {
			path = found.field
		}
		switch {
		case steps == len(f.Path) && f.OfKey() && found.key != nil:
			at = found.key
		case steps > 0 && found.value != nil:
			at = found.value
		}
	}
	return at, path, steps == len(f.Path)
}

// otherwise is more help for a container without an image: a patch whose
// container has another name than the one that is meant adds a container.
func otherwise(object any, f *schemas.Fault) string {
	last := len(f.Path) - 1
	if !f.Missing() || last < 1 || f.Path[last-1] != "containers" {
		return ""
	}
	list, _ := at(object, f.Path[:last]).([]any)
	for i, item := range list {
		name, _ := manifest.At(item, "name").(string)
		if manifest.At(item, "image") != nil && name != "" {
			return ", or name: " + name + " to change that container"
		}
		if i == maxItems {
			break
		}
	}
	return ""
}
