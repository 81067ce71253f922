package consequences

import (
	"slices"

	"render/render/making"
	"render/render/manifest"
	"render/render/served"
)

// making is what makes a Secret on a side.
func (s *side) making(id manifest.ID) making.Secret { return making.Of(s.World, id) }

// makes reports whether a side makes a Secret that an authority is read from.
func (s *side) makes(a *served.Authority) bool {
	own := a.Secrets()
	return slices.ContainsFunc(own[:], func(id manifest.ID) bool { return s.making(id).Object != nil })
}
