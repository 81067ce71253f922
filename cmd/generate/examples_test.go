package main

import "testing"

// TestRightLines: lines that follow each other go together, and no other ones with them.
func TestRightLines(t *testing.T) {
	for text, want := range map[string]string{
		"9 -\n10 -\n11 -\n": "9 to 11   are left out\n",
		"9 -\n11 -\n":       "9   is left out\n11   is left out\n",
		"9 -\n10 | a: b\n":  "9   is left out\n10 | a: b\n",
	} {
		if got := rightLines("topology.yaml", text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
