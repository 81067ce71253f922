package source

import (
	"strings"
	"testing"

	"render/render/places"
)

// FuzzParse: whatever the text, an answer in bounded time, and each diagnostic at a
// place inside it; a mend that is told is one that lets the text be read further.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"a: [*.b, c]\n", "- name a\n  b: c\n", "a:\n-b: c\n", "a: \u201cb\u201d: c\n", "a:\u00a0b\nc: d\n", "a: {b: c\nd: e\n", "a: \"b\nc: d\n",
		"a: b: c\n", "a: b,\n  c: d\n", "- a: b\n  c: d\n  a: e\n  c: f\n", "a:\n  b: c\n- d: e\n", "a: {{ b }}\n", "* a: b\n", "a = b\nc: d\n", "a: ]\n", "\ta: b\n", "a: 'b'c\n",
		"a: b\n   c: d\n e: f\n", "a:\n    - b\n   - c: [\n", "a:\n- {b: c}\n{b: d: e,,, f=g}\n", "<<<<<<< a\nb: c\n", "// a\nb: c\n", "a: &\n", "a: |b\n", "\"\"\"a: b\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		src := places.NewSource("f.yaml", []byte(text))
		root, diagnostics := ParseListing(src, Lists{OfObjects: func(key string) bool { return key == "a" || key == "tiers" },
			Lost:     func(_, item []string, alone string, _ bool) string { return strings.Join(item, "") + alone },
			Together: func(key, other string) bool { return key < "m" == (other < "m") },
			Within:   func(key, inner string) bool { return key != inner },
			Meant: func(key, text string, item bool) string {
				return map[bool]string{true: "/", false: ""}[item && key != ""] + strings.Trim(text, "*")
			}})
		if root == nil && !diagnostics.Failed() {
			t.Fatal("neither a node nor a problem")
		}
		for _, p := range diagnostics {
			if p.Place.Line > src.Lines()+1 || p.Place.Line > 0 && p.Place.Column+p.Place.Length > len([]rune(src.Line(p.Place.Line)))+2 || p.Message == "" || strings.Contains(p.Help, "\n") {
				t.Errorf("%d:%d+%d %q %q in %q", p.Place.Line, p.Place.Column, p.Place.Length, p.Message, p.Help, text)
			}
		}
	})
}
