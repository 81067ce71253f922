package diag

import (
	"fmt"
	"strings"
	"testing"

	"render/render/places"
)

// TestTally: a list that is bounded prints what one that keeps everything prints,
// whatever the order, with two sources, warnings and what is said twice.
func TestTally(t *testing.T) {
	a, b := places.NewSource("a", []byte(strings.Repeat("x\n", 30_000))), places.NewSource("b", []byte("y\n"))
	for _, n := range []int{10, 4096, 4097, 30_000} {
		for _, step := range []int{1, n - 1, 7919} {
			var all, bounded List
			for i := range n {
				line := i*step%n + 1
				p := Diagnostic{Place: places.Place{Source: a, Line: line, Column: 1, Length: 1}, Message: fmt.Sprintf("is wrong %d", i%3), Severity: Severity(i % 5 / 4)}
				if i%100 == 7 {
					p.Place = places.Place{Source: b, Line: 1, Column: i, Length: 1}
				}
				for range 1 + i%2 {
					all.Add(p)
					bounded.Tally(p)
				}
			}
			if text(t, all) != text(t, bounded) {
				t.Errorf("%d by %d: got\n%.600s\nwant\n%.600s", n, step, text(t, bounded), text(t, all))
			}
			if all.Count() != bounded.Count() || all.Warnings() != bounded.Warnings() || !bounded.Failed() {
				t.Errorf("%d by %d: %d problems with %d warnings, want %d with %d", n, step, bounded.Count(), bounded.Warnings(), all.Count(), all.Warnings())
			}
			if n == 30_000 && len(bounded) > 3*minKept {
				t.Errorf("%d of %d problems are kept", len(bounded), n)
			}
		}
	}
}
