package compare_test

import (
	"slices"
	"testing"

	"render/render/compare"
	"render/render/manifest"
)

// TestMatch: an item is the one with its key, else the one at its place where the lists are
// of one length.
func TestMatch(t *testing.T) {
	list := func(text string) []any {
		found, err := manifest.ReadBack([]byte("a: " + text))
		if err != nil {
			t.Fatal(err)
		}
		return found[0].List("a")
	}
	for _, c := range []struct {
		old, new string
		want     []int
	}{
		{"[{name: a}, {name: b}]", "[{name: b}, {name: c}, {name: a}]", []int{1, -1, 0}},
		{"[{port: 80, protocol: TCP}, {port: 80, protocol: UDP}]", "[{port: 80, protocol: UDP}, {port: 80, protocol: TCP}]", []int{1, 0}},
		{"[a, b]", "[b, c]", []int{1, -1}},
		{"[{x: 1}]", "[{y: 2}]", []int{0}},
		{"[{x: 1}, {x: 2}]", "[{x: 3}, {x: 4}]", []int{0, 1}},
		{"[{x: 1}, {x: 2}]", "[{x: 3}]", []int{-1}},
		{"[]", "[{name: a}, {name: b}]", []int{-1, -1}},
		{"[]", "[]", []int{}},
	} {
		if got := compare.Match(list(c.old), list(c.new)); !slices.Equal(got, c.want) {
			t.Errorf("%s to %s: %v, want %v", c.old, c.new, got, c.want)
		}
	}
}
