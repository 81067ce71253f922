package source_test

import (
	"strings"
	"testing"
)

// TestPlaces: columns count characters, whatever bytes they take, from the first
// character that an editor shows.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"lines that end in CR LF", "name: edge\r\nhosts:\r\n- a\r\ntext: one\r\n  two\r\n", `
object @1:1+1
name @1:1+4: edge @1:7+4
hosts @2:1+5: list @3:1+1
  - a @3:3+1
text @4:1+4: one two @4:7+3
`},
		{"a byte order mark", "\ufeffname: edge\nip: a\n", `
object @1:1+1
name @1:1+4: edge @1:7+4
ip @2:1+2: a @2:5+1
`},
		{"a tab before a value", "name:\tedge\t# a comment\nip: \t 'a'\n", `
object @1:1+1
name @1:1+4: edge @1:7+4
ip @2:1+2: "a" @2:7+3
`},
		{"characters of two bytes", "größe: ü # ä\n\"ö\": 'ß'\n", `
object @1:1+1
größe @1:1+5: ü @1:8+1
"ö" @2:1+3: "ß" @2:6+3
`},
		{"characters of four bytes", "{\U0001d11e: a, b: \"\U0001d11e\", c: d}\n", `
object in brackets @1:1+1
𝄞 @1:2+1: a @1:5+1
b @1:8+1: "𝄞" @1:11+3
c @1:16+1: d @1:19+1
`},
		{"no line end", "name: edge\nip: a", `
object @1:1+1
name @1:1+4: edge @1:7+4
ip @2:1+2: a @2:5+1
`},
		{"an anchor before a value", "a: &x edge\nb: &y \"c\"\nd: &z [e]\n", `
object @1:1+1
a @1:1+1: edge @1:7+4
b @2:1+1: "c" @2:7+3
d @3:1+1: list in brackets @3:7+1
  - e @3:8+1
`},
		{"an anchor in the line above", "a: &x\n  b: c\n", `
object @1:1+1
a @1:1+1: object @1:4+1
  b @2:3+1: c @2:6+1
`},
		{"an anchor before a key", "&x a: b\n", `
object @1:1+1
a @1:4+1: b @1:7+1
`},
		{"an alias is where its anchor is", "a: &x [b]\nc: *x\n", `
object @1:1+1
a @1:1+1: list in brackets @1:7+1
  - b @1:8+1
c @2:1+1: list in brackets @1:7+1
  - b @1:8+1
`},
		{"an alias as a key", "a: &x b\n*x : c\n", `
object @1:1+1
a @1:1+1: b @1:7+1
b @1:7+1: c @2:6+1
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(parse(t, c.text)); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("%q is\n%swant\n%s", c.text, got, c.want)
			}
		})
	}
}

// TestAlias: what an alias stands for is the anchor's own node, and an anchor of
// the same name further down is another.
func TestAlias(t *testing.T) {
	root := parse(t, "a: &x [b]\nc: *x\nd: &x e\nf: *x\n")
	if root.Get("a") != root.Get("c") || root.Get("d") != root.Get("f") || root.Get("a") == root.Get("d") {
		t.Errorf("aliases stand for other nodes:\n%s", outline(root))
	}
}
