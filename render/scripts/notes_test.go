package scripts

import (
	"slices"
	"testing"
)

// TestNotesOnce: what is true of several things is said once, and what is not of each.
func TestNotesOnce(t *testing.T) {
	var n notes
	n.after("a person's: ", "move")
	n.about(`"one"`, " stays", " stay")
	n.say("and all else goes")
	n.about(`"two"`, " stays", " stay")
	n.about(`"three"`, " goes", " go")
	n.after("a person's: ", "wait")
	n.say("and all else goes")
	want := []string{"a person's: move; wait", `"one" and "two" stay`, "and all else goes", `"three" goes`, "and all else goes"}
	if got := n.texts(); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
