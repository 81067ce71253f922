package source_test

import (
	"slices"
	"strings"
	"testing"

	"render/render/places"
	"render/render/source"
)

// TestNodes: every kind of value, each with its spelling and its place.
func TestNodes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a plain value", "edge", "edge @1:1+4\n"},
		{"a value of words", "two words # and a comment\n", "two words @1:1+9\n"},
		{"plain values keep their spelling", "[1.10, on, 0x1F, 1_000, 2024-01-02, ~, Null]\n", `
list in brackets @1:1+1
- 1.10 @1:2+4
- on @1:8+2
- 0x1F @1:12+4
- 1_000 @1:18+5
- 2024-01-02 @1:25+10
- ~ @1:37+1
- Null @1:40+4
`},
		{"values in quotes", "[\"a\", 'b', \"on\", '']\n", `
list in brackets @1:1+1
- "a" @1:2+3
- "b" @1:7+3
- "on" @1:12+4
- "" @1:18+2
`},
		{"escapes count as they are written", "[\"a\\tb\", 'it''s', \"\\u00e4\", \"\\\"\"]\n", `
list in brackets @1:1+1
- "a\tb" @1:2+6
- "it's" @1:10+7
- "ä" @1:19+8
- "\"" @1:29+4
`},
		{"an object", "name: edge\nip: \"1\"\n", `
object @1:1+1
name @1:1+4: edge @1:7+4
ip @2:1+2: "1" @2:5+3
`},
		{"a list", "- a\n-  b\n", `
list @1:1+1
- a @1:3+1
- b @2:4+1
`},
		{"a list at the column of its key", "hosts:\n- a\n- b\n", `
object @1:1+1
hosts @1:1+5: list @2:1+1
  - a @2:3+1
  - b @3:3+1
`},
		{"objects in a list", "tiers:\n  - name: a\n    ip: b\n  -\n    name: c\n", `
object @1:1+1
tiers @1:1+5: list @2:3+1
  - object @2:5+1
    name @2:5+4: a @2:11+1
    ip @3:5+2: b @3:9+1
  - object @5:5+1
    name @5:5+4: c @5:11+1
`},
		{"lists in a list", "- - a\n  - b\n- - c\n", `
list @1:1+1
- list @1:3+1
  - a @1:5+1
  - b @2:5+1
- list @3:3+1
  - c @3:5+1
`},
		{"brackets and braces", "{hosts: [a, {b: c}], d: [], e: {}}\n", `
object in brackets @1:1+1
hosts @1:2+5: list in brackets @1:9+1
  - a @1:10+1
  - object in brackets @1:13+1
    b @1:14+1: c @1:17+1
d @1:22+1: list in brackets @1:25+1
e @1:29+1: object in brackets @1:32+1
`},
		{"brackets over lines", "hosts: [\n  a,\n  b,\n]\n", `
object @1:1+1
hosts @1:1+5: list in brackets @1:8+1
  - a @2:3+1
  - b @3:3+1
`},
		{"JSON", "{\"name\":\"edge\",\"ports\":[80,443],\"on\":true,\"no\":null}", `
object in brackets @1:1+1
"name" @1:2+6: "edge" @1:9+6
"ports" @1:16+7: list in brackets @1:24+1
  - 80 @1:25+2
  - 443 @1:28+3
"on" @1:33+4: true @1:38+4
"no" @1:43+4: null @1:48+4
`},
		{"values of nothing", "a:\nb: ~\nc: null\nd: \"\"\n", `
object @1:1+1
a @1:1+1: nothing @1:3+1
b @2:1+1: ~ @2:4+1
c @3:1+1: null @3:4+4
d @4:1+1: "" @4:4+2
`},
		{"keys alone in braces", "{a, b: }\n", `
object in brackets @1:1+1
a @1:2+1: nothing @1:3+1
b @1:5+1: nothing @1:8+1
`},
		{"a block that keeps its lines", "text: |\n  one\n  two\nnext: a\n", `
object @1:1+1
text @1:1+4: "one\ntwo\n" @1:7+1
next @4:1+4: a @4:7+1
`},
		{"a block that folds its lines", "text: >-\n  one\n  two\n", `
object @1:1+1
text @1:1+4: "one two" @1:7+1
`},
		{"a plain value over lines", "text: one\n  two\n  three\n", `
object @1:1+1
text @1:1+4: one two three @1:7+3
`},
		{"a value in quotes over lines", "text: \"one\n  two\"\n", `
object @1:1+1
text @1:1+4: "one two" @1:7+4
`},
		{"a key in quotes", "\"a: b\": c\n'd': e\n", `
object @1:1+1
"a: b" @1:1+6: c @1:9+1
"d" @2:1+3: e @2:6+1
`},
		{"a key behind a question mark", "? a\n: b\n", `
object @1:1+1
a @1:3+1: b @2:3+1
`},
		{"keys that look like something else", "1: a\ntrue: b\n~: c\n\"<<\": d\n", `
object @1:1+1
1 @1:1+1: a @1:4+1
true @2:1+4: b @2:7+1
~ @3:1+1: c @3:4+1
"<<" @4:1+4: d @4:7+1
`},
		{"a template alone", "{{ .Values.name }}", "{{ .Values.name }} @1:1+18\n"},
		{"a template as a value", "name: {{ .name }}\nip: {{.ip}}\n", `
object @1:1+1
name @1:1+4: {{ .name }} @1:7+11
ip @2:1+2: {{.ip}} @2:5+7
`},
		{"a document with its marks", "# a comment\n---\n\nname: edge\n...\n", `
object @4:1+1
name @4:1+4: edge @4:7+4
`},
		{"a document with a directive", "%YAML 1.1\n---\nname: edge\n", `
object @3:1+1
name @3:1+4: edge @3:7+4
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := outline(parse(t, c.text)); got != strings.TrimPrefix(c.want, "\n") {
				t.Errorf("%q is\n%swant\n%s", c.text, got, c.want)
			}
		})
	}
}

// TestNull: nothing was written, or a word of YAML for it, and not in quotes.
func TestNull(t *testing.T) {
	for text, want := range map[string]bool{
		"a:": true, "a: ~": true, "a: null": true, "a: Null": true, "a: NULL": true,
		"a: ''": false, "a: '~'": false, "a: \"null\"": false, "a: nULL": false, "a: none": false, "a: 0": false, "a: []": false, "a: {}": false, "a: |\n": false,
	} {
		if got := parse(t, text).Get("a").Null(); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestWhat names values for a message.
func TestWhat(t *testing.T) {
	for text, want := range map[string]string{
		"a: [b]": "a list", "a: {b: c}": "an object", "a:": "nothing", "a: ~": "nothing", "a: b": `"b"`, "a: ''": `""`, "a: '~'": `"~"`,
	} {
		if got := parse(t, text).Get("a").What(); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

// TestGet: the value of a key, and nil where there is none.
func TestGet(t *testing.T) {
	root := parse(t, "a: b\n\"c\": d\ne: [f]\n")
	for key, want := range map[string]string{"a": "b", "c": "d"} {
		if got := root.Get(key); got == nil || got.Text != want {
			t.Errorf("%q has %v, want %q", key, got, want)
		}
	}
	for name, got := range map[string]*source.Node{"a key that is not there": root.Get("x"), "a list": root.Get("e").Get("f"), "a word": root.Get("a").Get("b")} {
		if got != nil {
			t.Errorf("%s has the value %v", name, got)
		}
	}
}

// TestLines: a plain value over lines is told line by line, and any other in one.
func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"one word", "a: b\n", []string{"b"}},
		{"words in a line", "a: b c # d\n", []string{"b c"}},
		{"two lines", "a: b c\n   d\ne: f\n", []string{"b c", "d"}},
		{"an empty line between", "a: b\n\n  c\n", []string{"b", "c"}},
		{"CR LF", "a: b\r\n  c\r\n", []string{"b", "c"}},
		{"behind an anchor", "a: &x b\n  c\n", []string{"b", "c"}},
		{"in quotes", "a: \"b\n  c\"\n", []string{"b c"}},
		{"a block", "a: |\n  b\n  c\n", []string{"b\nc\n"}},
		{"nothing", "a:\n", []string{""}},
		{"a list", "a: [b, c]\n", []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var cursor places.Cursor
			if got := parse(t, c.text).Get("a").Lines(&cursor); !slices.Equal(got, c.want) {
				t.Errorf("%q has the lines %q, want %q", c.text, got, c.want)
			}
		})
	}
}
