package render

import (
	"render/render/diag"
	"render/render/objects"
)

// maxTwice is how many places of one object a message names.
const maxTwice = 5

// Twice tells of objects of one identity, of which the last counts; done says for what.
func Twice(same []*objects.Object, done string) diag.Diagnostic {
	last := len(same) - 1
	p := diag.Diagnostic{Code: "object-twice", Place: same[last].Root().Place(), Help: "remove the others", Hide: true,
		Message: same[last].ID().String() + " is there more than once, and the last one is " + done + ", which stays where they are applied one after the other"}
	for _, o := range same[:min(last, maxTwice)] {
		p.Related = append(p.Related, diag.Related{Place: o.Root().Place(), Note: "another one"})
	}
	return p
}
