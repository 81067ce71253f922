package source_test

import (
	"fmt"
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

// bounds are texts at a bound, which are read, and beyond it.
var bounds = []struct {
	name         string
	within, over string
	want         string // told of the second; of the first nothing is
}{
	{
		"lists in lists", nested("[", "]", source.MaxDepth+1), nested("[", "]", source.MaxDepth+2),
		"1:66+1 yaml-depth: is nested more than 64 deep; write it flatter",
	},
	{
		"objects in objects", nested("{a: ", "}", source.MaxDepth), nested("{a: ", "}", source.MaxDepth+1),
		"1:258+1 yaml-depth: is nested more than 64 deep; write it flatter",
	},
	{
		"blocks in blocks", strings.Repeat("- ", source.MaxDepth) + "a", strings.Repeat("- ", source.MaxDepth+1) + "a",
		"1:131+1 yaml-depth: is nested more than 64 deep; write it flatter",
	},
	{
		"a key", strings.Repeat("k", 998) + ": a\n", strings.Repeat("k", 999) + ": a\n",
		"1:1+999 yaml-key: is a key of 999 characters, longer than every YAML reader takes; write a shorter one",
	},
	{
		"a key of characters beyond ASCII, as escapes", strings.Repeat("ä", 90) + ": a\n", strings.Repeat("ä", 91) + ": a\n",
		"1:1+91 yaml-key: is a key of 91 characters, longer than every YAML reader takes; write a shorter one",
	},
	{
		"values that aliases make", bomb(10_000, 20), bomb(10_000, 25),
		"1:1+1 yaml-alias: the aliases in it make it more than 20 times as large as it is written; write the values out",
	},
	{
		"bytes", "a: " + strings.Repeat("b", source.MaxBytes-4) + "\n", "a: " + strings.Repeat("b", source.MaxBytes-3) + "\n",
		"0:0+0 too-large: is larger than 16 MiB; check that this is the file you meant",
	},
}

func nested(open, end string, depth int) string {
	return strings.Repeat(open, depth) + strings.Repeat(end, depth)
}

// bomb is a list of so many values, and of aliases by which it is there so many
// times.
func bomb(values, times int) string {
	return "a: &a [" + strings.Repeat("b,", values) + "]\nc: [" + strings.Repeat("*a,", times-1) + "]\n"
}

// TestBounds: what is at a bound is read, and what is beyond it refused.
func TestBounds(t *testing.T) {
	for _, c := range bounds {
		t.Run(c.name, func(t *testing.T) {
			if node, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(c.within))); node == nil || len(diagnostics) > 0 {
				t.Errorf("at its bound is told: %q", told(diagnostics))
			}
			node, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(c.over)))
			compareTold(t, diagnostics, []string{c.want})
			if node != nil && !strings.Contains(c.want, "yaml-key") {
				t.Error("beyond its bound there is a node, and nothing is to go on with")
			}
		})
	}
}

// TestSmallBombs: aliases that follow aliases are counted as what they make, at
// once and however deep.
func TestSmallBombs(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 40 {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i)
	}
	_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(b.String())))
	compareTold(t, diagnostics, []string{"1:1+1 yaml-alias: the aliases in it make it more than 20 times as large as it is written; write the values out"})
}

// TestBytesAreBounded: of a text that is none, ten faults are told.
func TestBytesAreBounded(t *testing.T) {
	_, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(strings.Repeat("\xff", 100))))
	if len(diagnostics) != 10 {
		t.Errorf("%d faults are told, want 10", len(diagnostics))
	}
	for i, p := range diagnostics {
		if p.Place.Column != i+1 || p.Message != "the byte 0xff is not UTF-8" {
			t.Errorf("fault %d is told as %q in column %d", i+1, p.Message, p.Place.Column)
		}
	}
}
