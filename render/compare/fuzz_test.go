package compare_test

import (
	"slices"
	"testing"

	"render/render/compare"
	"render/render/objects"
	"render/render/places"
)

// FuzzCompare: any two texts are compared without a panic; a side does not differ
// from itself, and what differs one way differs the other.
func FuzzCompare(f *testing.F) {
	f.Add([]byte("kind: A\nmetadata: {name: a}\nspec: {a: [1, 2], b: [{name: x, y: 1}]}\n"), []byte("kind: A\nmetadata: {name: a}\nspec: {a: [2, 1], b: [{name: z, y: 1}]}\n"))
	f.Add([]byte("kind: Secret\napiVersion: v1\nmetadata: {name: a}\ndata: {a: b}\n"), []byte("kind: Secret\napiVersion: v1\nmetadata: {name: b}\ndata: {a: b}\n"))
	f.Add([]byte("a: [[1], [2]]\n"), []byte("a: [[2], {a: 1}]\n"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var sides [2]*objects.World
		for i, text := range [][]byte{a, b} {
			w, diagnostics := objects.Read(places.NewSource("side.yaml", text))
			if diagnostics.Failed() {
				return
			}
			sides[i] = w
		}
		for _, w := range sides {
			if d := compare.Compare(w, w); !d.Empty() {
				t.Fatalf("a side differs from itself:\n%s", told(d))
			}
		}
		there, back := compare.Compare(sides[0], sides[1]), compare.Compare(sides[1], sides[0])
		if there.Empty() != back.Empty() {
			t.Fatalf("there:\n%sback:\n%s", told(there), told(back))
		}
		kinds := func(d *compare.Difference, k compare.Kind) int {
			count := 0
			for _, c := range d.Changes {
				if c.Kind == k {
					count++
				}
			}
			return count
		}
		if kinds(there, compare.Added) != kinds(back, compare.Removed) {
			t.Fatalf("there:\n%sback:\n%s", told(there), told(back))
		}
		for _, c := range there.Changes {
			if slices.ContainsFunc(c.Fields, func(f compare.Field) bool { return !f.Moved && compare.Equal(f.Old, f.New) }) {
				t.Fatalf("a field that does not differ:\n%s", told(there))
			}
		}
	})
}
