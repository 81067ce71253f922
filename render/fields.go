package render

import (
	"strings"

	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/places"
	"render/render/schemas"
)

// mixedIn checks the fields of the objects of components that a mixin names. What
// it says of a field of many objects is told of the first. jsonnet knows no places
// of fields, so that the place is where the mixin writes one of that name, if it
// writes one alone, else where it writes the component.
func (r *rendering) mixedIn(list []manifest.Manifest) {
	type fault struct{ component, field, message string }
	seen := map[fault]bool{}
	for i := range list {
		m := &list[i]
		id := m.ID()
		faults := schemas.Check(m.Object.Text("apiVersion"), id.Kind, m.Object)
		if m.Reader == manifest.Helm {
			faults = schemas.CheckValues(m.Object)
		}
		for _, f := range faults {
			told := fault{m.Origin.Component, f.Field(), f.Message}
			if seen[told] {
				continue
			}
			seen[told] = true
			doubtful := r.kept.newer && f.MayBeNew()
			if last := f.Path[max(0, len(f.Path)-1):]; doubtful && len(last) > 0 && eval.Field(r.by.mixin, last[0]).Line == 0 {
				continue // the mixin does not write it, and it is told of where it is written
			}
			message := id.String() + " (" + m.Origin.String() + "): "
			if told.field != "" {
				message += told.field + ": "
			}
			help := strings.Replace(f.Help, "write: ", "write ", 1) // what is marked is the field, not its value
			p := diag.Diagnostic{Code: f.Code, Place: r.inMixin(m.Origin.Component, f.Path), Message: message + f.Message, Help: help, Hide: id.Kind == "Secret"}
			if doubtful {
				p.Severity = diag.Warning
			}
			r.add(diag.List{p})
		}
	}
}

// inMixin is where a mixin writes a field: the last name on the way to it that it
// writes once.
func (r *rendering) inMixin(component string, path []string) places.Place {
	for i := len(path) - 1; i >= 0; i-- {
		if place, alone := eval.OnlyField(r.by.mixin, path[i]); alone {
			return place
		}
	}
	return r.by.inMixin(component)
}
