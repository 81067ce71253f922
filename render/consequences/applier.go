package consequences

import "slices"

// Appliers are the names of all who apply.
func Appliers() []string { return slices.Clone(applierNames[:]) }

// ParseApplier finds one by its name.
func ParseApplier(name string) (Applier, bool) {
	i := slices.Index(applierNames[:], name)
	return Applier(max(i, 0)), i >= 0
}
