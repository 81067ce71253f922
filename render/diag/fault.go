package diag

import (
	"render/render/places"
	"render/render/wording"
)

// Code is wording's.
type Code = wording.Code

// Fault is wording's.
type Fault = wording.Fault

// FaultAt is a fault at a place.
func FaultAt(place places.Place, f Fault) Diagnostic {
	return Diagnostic{Code: f.Code, Place: place, Message: f.Message, Help: f.Help}
}
