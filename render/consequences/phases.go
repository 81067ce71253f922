package consequences

import "render/render/scripts"

// The phases of steps.
const (
	foremost   = scripts.Foremost
	beforehand = scripts.Beforehand
	halfway    = scripts.Halfway
	cleared    = scripts.Cleared
	together   = scripts.Together
	byHand     = scripts.ByHand
	afterwards = scripts.Afterwards
)

type phase = scripts.Phase
