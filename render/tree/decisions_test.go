package tree

import (
	"slices"
	"testing"
)

// TestParseWords: what Words wrote reads back.
func TestParseWords(t *testing.T) {
	for _, names := range [][]string{nil, {"a"}, {"a=1", "b=x y"}, {"", "a"}, {`a="b"`, "c\nd", "e"}} {
		if got := ParseWords(Words(names)); !slices.Equal(got, names) {
			t.Errorf("%q, want %q", got, names)
		}
	}
}
