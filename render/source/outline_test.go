package source_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"render/render/diag"
	"render/render/places"
	"render/render/source"
)

// parse reads a text of one document in which nothing is wrong.
func parse(t *testing.T, text string) *source.Node {
	t.Helper()
	node, diagnostics := source.Parse(places.NewSource("t.yaml", []byte(text)))
	if node == nil || len(diagnostics) > 0 {
		t.Fatalf("%q is refused: %q", text, told(diagnostics))
	}
	return node
}

// outline is a node with the place of each value: a line for each, in which a plain
// value is as it was written, and one in quotes is in quotes. "@2:5+3" is line 2,
// column 5, three characters.
func outline(n *source.Node) string {
	var b strings.Builder
	writeOutline(&b, n, "")
	return b.String()
}

func writeOutline(b *strings.Builder, n *source.Node, indent string) {
	at := fmt.Sprintf(" @%d:%d+%d\n", n.Place.Line, n.Place.Column, n.Place.Length)
	brackets := map[bool]string{true: " in brackets"}[n.Flow]
	switch n.Kind {
	case source.Scalar:
		b.WriteString(spelling(n) + at)
	case source.List:
		b.WriteString("list" + brackets + at)
		for _, item := range n.Items {
			b.WriteString(indent + "- ")
			writeOutline(b, item, indent+"  ")
		}
	case source.Map:
		b.WriteString("object" + brackets + at)
		for i, key := range n.Keys {
			fmt.Fprintf(b, "%s%s @%d:%d+%d: ", indent, spelling(key), key.Place.Line, key.Place.Column, key.Place.Length)
			writeOutline(b, n.Values[i], indent+"  ")
		}
	}
}

func spelling(n *source.Node) string {
	switch {
	case n.Quoted:
		return strconv.Quote(n.Text)
	case n.Text == "":
		return "nothing"
	}
	return n.Text
}

// told are diagnostics in lines: place, code, what is wrong, what to do, and the other
// side of it in brackets.
func told(diagnostics diag.List) []string {
	var out []string
	for _, p := range diagnostics {
		line := fmt.Sprintf("%d:%d+%d %s: %s", p.Place.Line, p.Place.Column, p.Place.Length, p.Code, p.Message)
		if p.Help != "" {
			line += "; " + p.Help
		}
		for _, also := range p.Related {
			line += fmt.Sprintf(" (%d:%d+%d %s)", also.Place.Line, also.Place.Column, also.Place.Length, also.Note)
		}
		out = append(out, line)
	}
	return out
}

// compareTold compares diagnostics with those wanted, line by line.
func compareTold(t *testing.T, diagnostics diag.List, want []string) {
	t.Helper()
	if got, wanted := strings.Join(told(diagnostics), "\n"), strings.Join(want, "\n"); got != wanted {
		t.Errorf("told:\n%s\nwant:\n%s", got, wanted)
	}
}
