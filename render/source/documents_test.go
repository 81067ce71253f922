package source_test

import (
	"slices"
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

// TestLastMark: a mark that nothing follows ends the document before it.
func TestLastMark(t *testing.T) {
	for _, text := range []string{"a: b\n---\n", "a: b\n---", "---\na: b\n...\n---\n# the end\n", "a: b\n---\n\n---\n"} {
		node, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(text)))
		if len(diagnostics) > 0 || node == nil || node.Keys[0].Text != "a" {
			t.Errorf("%q: told: %q", text, told(diagnostics))
		}
	}
}

// TestParseAll: each document of a stream that holds anything.
func TestParseAll(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"none", "", nil},
		{"white space and comments", "\n# a comment\n", nil},
		{"one", "a: b\n", []string{"a"}},
		{"two", "a: b\n---\nc: d\n", []string{"a", "c"}},
		{"some with nothing in them", "---\n---\na: b\n---\n# a comment\n---\n~\n---\nc: d\n---\n", []string{"a", "c"}},
		{"with ends", "a: b\n...\n---\nc: d\n...\n", []string{"a", "c"}},
		{"one key in two documents", "a: b\n---\na: c\n", []string{"a", "a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			nodes, diagnostics := source.ParseAll(places.NewSource("t.yaml", []byte(c.text)))
			var keys []string
			for _, n := range nodes {
				keys = append(keys, n.Keys[0].Text)
			}
			if len(diagnostics) > 0 || !slices.Equal(keys, c.want) {
				t.Errorf("the documents begin with %q, want %q; told: %q", keys, c.want, told(diagnostics))
			}
		})
	}
	t.Run("aliases end with their document", func(t *testing.T) {
		_, diagnostics := source.ParseAll(places.NewSource("t.yaml", []byte("a: &x b\n---\nc: *x\n")))
		compareTold(t, diagnostics, []string{
			`3:4+2 yaml-alias: the alias "*x" has its anchor in another document; write the value out`})
	})
	t.Run("a fault in any", func(t *testing.T) {
		nodes, diagnostics := source.ParseAll(places.NewSource("t.yaml", []byte("a: b\n---\nc: d\nc: e\n---\nf: g\n")))
		if len(nodes) != 3 || !strings.HasPrefix(strings.Join(told(diagnostics), "\n"), "4:1+1 key-twice: ") {
			t.Errorf("%d documents; told: %q", len(nodes), told(diagnostics))
		}
	})
}
