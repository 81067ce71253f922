package review

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// sides are the two lists that edits are between.
func sides(all []edit) (old, new []string) {
	for _, e := range all {
		if e.sign != '+' {
			old = append(old, e.text)
		}
		if e.sign != '-' {
			new = append(new, e.text)
		}
	}
	return old, new
}

// common is the length of the longest list of lines that both have in order.
func common(a, b []string) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			} else {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			}
		}
	}
	return table[len(a)][len(b)]
}

// TestEdits: edits lead from one list to the other, and no fewer do.
func TestEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		list := func() []string {
			out := make([]string, random.IntN(12))
			for i := range out {
				out[i] = string(rune('a' + random.IntN(4)))
			}
			return out
		}
		old, new := list(), list()
		all := edits(old, new)
		was, is := sides(all)
		if !slices.Equal(was, old) || !slices.Equal(is, new) {
			t.Fatalf("%q to %q: %v", old, new, all)
		}
		same := 0
		for _, e := range all {
			if e.sign == ' ' {
				same++
			}
		}
		if want := common(old, new); same != want {
			t.Fatalf("%q to %q: %d lines stay, and %d could", old, new, same, want)
		}
	}
}

// TestManyEdits: lists with nothing in common are told in a time that is bounded.
func TestManyEdits(t *testing.T) {
	old, new := make([]string, 50_000), make([]string, 50_000)
	for i := range old {
		old[i], new[i] = "old"+string(rune(i)), "new"+string(rune(i))
	}
	was, is := sides(edits(old, new))
	if !slices.Equal(was, old) || !slices.Equal(is, new) {
		t.Error("not the lists")
	}
}

// TestHunks: each change is in a hunk with three lines round it, and what is near another
// in the same.
func TestHunks(t *testing.T) {
	var old, new []string
	for i := range 40 {
		old = append(old, string(rune('A'+i)))
	}
	new = slices.Clone(old)
	new[0], new[6], new[20] = "x", "y", "z"
	new = slices.Delete(new, 38, 39)
	var heads []string
	for _, h := range hunks(edits(old, new)) {
		heads = append(heads, h.head())
	}
	if want := []string{"@@ -1,10 +1,10 @@", "@@ -18,7 +18,7 @@", "@@ -36,5 +36,4 @@"}; !slices.Equal(heads, want) {
		t.Errorf("%q, want %q", heads, want)
	}
	if h := hunks(edits(nil, []string{"a"})); len(h) != 1 || h[0].head() != "@@ -0,0 +1 @@" {
		t.Errorf("%v", h)
	}
}
