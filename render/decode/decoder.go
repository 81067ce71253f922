package decode

import (
	"render/render/diag"
	"render/render/format"
	"render/render/places"
	"render/render/source"
)

type decoder struct {
	diagnostics diag.List
	above       []enclosing // the objects round the one that is read
	cursor      places.Cursor
	guesses     int // unknown fields that a near one was looked for
}

// enclosing is an object that is being read.
type enclosing struct {
	layout *format.Layout
	node   *source.Node
	of     string // its type
	number int    // of the item that it is
}

func (d *decoder) fail(code diag.Code, m format.Origin, message, help string) {
	d.diagnostics.Tally(diag.At(code, m, message, d.overAddonPool(help)))
}

// maxGuesses is for how many unknown fields a near one is looked for: far more
// than are shown. The search would be most of the time that a file of nothing
// else takes.
const maxGuesses = 10 * diag.MaxShown
