package decode

import (
	"maps"
	"slices"
	"testing"

	"render/render/format"
)

// TestOwnFields: what the schema does not let through is what is told, with its word.
func TestOwnFields(t *testing.T) {
	for form, listed := range map[string][]string{"container": format.OwnContainerFields(), "podspec": format.OwnPodFields()} {
		told := slices.Sorted(maps.Keys(ownFields()[form]))
		if want := slices.Sorted(slices.Values(listed)); !slices.Equal(told, want) {
			t.Errorf("%s: told %v, in the schema %v", form, told, want)
		}
	}
}
