package topology

import (
	"reflect"
	"render/render/diag"
	"render/render/places"
	"render/render/source"
)

type decoder struct {
	problems diag.List
	layouts  map[reflect.Type]*layout
	above    []enclosing // the objects round the one that is read
	cursor   places.Cursor
	guesses  int // unknown fields that a near one was looked for
}

// enclosing is an object that is being read.
type enclosing struct {
	layout *layout
	node   *source.Node
}

func (d *decoder) fail(code diag.Code, m Origin, message, help string) {
	d.problems.Tally(diag.At(code, m, message, help))
}

func (d *decoder) layout(t reflect.Type) *layout {
	if p := d.layouts[t]; p != nil {
		return p
	}
	p := layoutOf(t)
	d.layouts[t] = p
	return p
}
