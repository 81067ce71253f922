package decode

import (
	"reflect"

	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/source"
)

type decoder struct {
	diagnostics diag.List
	layouts     map[reflect.Type]*format.Layout
	above       []enclosing // the objects round the one that is read
	cursor      places.Cursor
	guesses     int // unknown fields that a near one was looked for
}

// enclosing is an object that is being read.
type enclosing struct {
	layout *format.Layout
	node   *source.Node
	of     string // its type
}

func (d *decoder) fail(code diag.Code, m format.Origin, message, help string) {
	d.diagnostics.Tally(diag.At(code, m, message, help))
}

func (d *decoder) layout(t reflect.Type) *format.Layout {
	if p := d.layouts[t]; p != nil {
		return p
	}
	p := format.LayoutOf(t)
	d.layouts[t] = p
	return p
}
