package diag

import "render/render/places"

// Fault is what is wrong with a value, told by who does not know where the value
// stands. None is nil.
type Fault struct {
	Code    Code
	Message string // as Diagnostic.Message
	Help    string // as Diagnostic.Help
}

// At is the fault at a place.
func (f Fault) At(place places.Place) Diagnostic {
	return Diagnostic{Code: f.Code, Place: place, Message: f.Message, Help: f.Help}
}
