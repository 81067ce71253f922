package document

import "render/render/places"

// Became is what became of a variable or a key that was read for a document.
type Became struct {
	Place places.Place
	Name  string
	What  string         // "" where nothing did
	Apart string         // why it has no part in a topology; "" where it was not understood
	Also  []places.Place // where it stands too, and another one of its name goes before it
	Why   string         // of what nothing became: why, and the cure; "" where nobody can say
}
