package scripts

import (
	"slices"

	"render/render/manifest"
)

// Absent is an object that is named by one of those that are put, and that is to be there already.
type Absent struct {
	ID, By  manifest.ID
	Or      string // by which other name it will do, if any
	Without string // what is as long as it is not
}

// absentFor is what some objects name and others make.
func (c *Cluster) absentFor(list []Object) (out []Absent) {
	for _, one := range c.Absent {
		if slices.ContainsFunc(list, func(o Object) bool { return o.ID == one.By }) {
			out = append(out, one)
		}
	}
	return out
}

// look is what looks for it.
func (one Absent) look() []string {
	words := []string{"others_make", kind(one.ID), one.ID.Namespace, one.ID.Name, one.ID.Kind, one.Without}
	if one.Or != "" {
		words = append(words, one.Or)
	}
	return words
}
