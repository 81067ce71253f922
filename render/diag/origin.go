package diag

import "render/render/places"

// Origin is where something was written: its place, and the field that it is.
type Origin interface {
	At() places.Place
	Path() string
}

// At is an error in what was written somewhere. Others, that have to do with it,
// are shown beside it, but for those that were not written at all.
func At[O Origin](code Code, at O, message, help string, others ...O) Diagnostic {
	out := Diagnostic{Code: code, Place: at.At(), Path: at.Path(), Message: message, Help: help}
	for _, other := range others {
		if place := other.At(); !place.IsZero() {
			out.Related = append(out.Related, Related{Place: place, Note: other.Path()})
		}
	}
	return out
}
