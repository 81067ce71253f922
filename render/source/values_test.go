package source

import (
	"fmt"
	"strings"
	"testing"

	"render/render/places"

	"go.yaml.in/yaml/v3"
)

func counted(text string) int {
	c := valueCounter{text: []byte(text)}
	for i := 0; i < len(text); i++ {
		i = c.character(i)
	}
	return c.count
}

func nodes(n *yaml.Node) int {
	sum := 1
	for _, inner := range n.Content {
		sum += nodes(inner)
	}
	return sum
}

// TestCounted: no text has many more values than are counted, in any style, so
// that the bound bounds; and few are counted that are none.
func TestCounted(t *testing.T) {
	const n = 500
	for name, text := range map[string]string{
		"words in an object": "{" + strings.Repeat("a:b,", n) + "}", "keys alone": "{" + strings.Repeat("a,", n) + "}",
		"pairs": "{" + strings.Repeat("a: b,", n) + "}", "a list": "[" + strings.Repeat("a,", n) + "]", "lists": "[" + strings.Repeat("[],", n) + "]",
		"objects": "[" + strings.Repeat("{},", n) + "]", "nested": "[" + strings.Repeat("[[]],", n) + "]", "pairs in a list": "[" + strings.Repeat("a: b,", n) + "]",
		"json": `{"a": [` + strings.Repeat(`{"name":"a:b","x":[1,2],"y":{"z":null}},`, n) + "1]}", "block": strings.Repeat("k: 1\n", n),
		"dashes": strings.Repeat("-\n", n), "dashes in dashes": strings.Repeat("- - - a\n", n), "apps": "apps:\n" + strings.Repeat("  - {name: a, image: a:1, port: 80, routes: [/a, /b/*]}\n", n),
		"apps in lines": "apps:\n" + strings.Repeat("  - name: a\n    image: 'a:1'\n    # a comment, with: [much, in, it]\n    routes:\n    - /a\n    - exact: /b\n", n),
		"questions":     strings.Repeat("? a\n", n), "quoted": "{" + strings.Repeat(`"a":1,`, n) + "}", "objects of words": "[" + strings.Repeat("{nam: A},", n) + "]",
	} {
		var document yaml.Node
		if err := yaml.Unmarshal([]byte(text), &document); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, want := counted(text), nodes(&document)-2
		if got < want-5 || got > want*5/4+5 {
			t.Errorf("%s: %d values are counted, and there are %d", name, got, want)
		}
	}
}

// TestTooMany: a text of nothing but values is refused before it is read, at a
// place in it, and what people write is not.
func TestTooMany(t *testing.T) {
	for _, text := range []string{"{" + strings.Repeat("a:b,", 1_000_000) + "}", strings.Repeat("- - -\n", 700_000), "x: [" + strings.Repeat("[],", 1_400_000) + "]"} {
		_, diagnostics := Parse(places.NewSource("t.yaml", []byte(text)))
		if len(diagnostics) != 1 || diagnostics[0].Place.Line == 0 || !strings.Contains(diagnostics[0].Message, "too many for a file of") {
			t.Errorf("%.20s...: %v", text, diagnostics)
		}
	}
	var b strings.Builder
	b.WriteString(`{"apps":[`)
	for i := range 70_000 {
		fmt.Fprintf(&b, `{"name":"a%d","image":"a:1","port":80,"routes":["/%d"]},`, i, i)
	}
	b.WriteString("1]}")
	if p, many := tooMany(places.NewSource("t.json", []byte(b.String()))); many {
		t.Errorf("70 000 apps in %d bytes: %s", b.Len(), p.Message)
	}
}
