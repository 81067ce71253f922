package render_test

import (
	"bytes"
	"context"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"render/render"
	"render/render/diag"
	"render/render/manifest"
	"render/render/places"
	"render/render/source"
)

// Help that begins with "write: " and goes on with no word of the language is
// meant to the letter: what is marked is replaced by it. The functions of this file do
// that, line by line, as somebody would who understands nothing of it.

// spoken are words by which help goes on that is no text to write.
var spoken = regexp.MustCompile(`^(another|an?|the|one|other|such|less|fewer|both|each|several|addresses|weights|names?|labels|text|true|its|at|.* beside it|.*\.\.\.)\b`)

// behind is what follows the text in help.
var behind = regexp.MustCompile(`( for the text|, or |, if | if |; |, which is free |, with |, the | or more| or less| to | in the tier|, so that ).*$`)

var (
	movesLines = regexp.MustCompile(`^(?:indent this line by (\d+) spaces?|remove the spaces before it), and move lines? (\d+)(?: to (\d+))? with it$`)
	indentBy   = regexp.MustCompile(`^indent this line by (\d+) spaces?`)
	didMean    = regexp.MustCompile(`^did you mean (".*")\?$`)
	flowValue  = regexp.MustCompile(`^write: (\{.*?\}|"(?:[^"\\]|\\.)*")(?:,? (?:or|if) .*)?$`)
)

// literal is the text that help says to write in place of what is marked.
func literal(p diag.Diagnostic) (text string, ok bool) {
	if found := didMean.FindStringSubmatch(p.Help); found != nil {
		text, err := strconv.Unquote(found[1])
		return text, err == nil
	}
	if found := flowValue.FindStringSubmatch(p.Help); found != nil {
		return found[1], true
	}
	text, ok = strings.CutPrefix(p.Help, "write: ")
	if !ok || spoken.MatchString(text) || strings.Contains(text, "...") {
		return "", false
	}
	return behind.ReplaceAllString(text, ""), true
}

// obey does what a diagnostic's help says; false where that is not to the letter.
func obey(text string, p diag.Diagnostic) (string, bool) {
	if p.Place.Line == 0 {
		return "", false
	}
	lines := strings.SplitAfter(text, "\n")
	line := lines[p.Place.Line-1]
	if found := movesLines.FindStringSubmatch(p.Help); found != nil {
		moveLines(lines, p.Place.Line, found)
		return strings.Join(lines, ""), true
	}
	if found := indentBy.FindStringSubmatch(p.Help); found != nil {
		n, _ := strconv.Atoi(found[1])
		lines[p.Place.Line-1] = strings.Repeat(" ", n) + strings.TrimLeft(line, " ")
		return strings.Join(lines, ""), true
	}
	with, ok := literal(p)
	switch {
	case p.Help == "remove the spaces before it":
		lines[p.Place.Line-1] = strings.TrimLeft(line, " ")
		return strings.Join(lines, ""), true
	case p.Help == "remove this line":
		lines[p.Place.Line-1] = "\n"
		return strings.Join(lines, ""), true
	case p.Help == "write a plain space":
		with, ok = " ", true
	}
	if !ok {
		return "", false
	}
	runes := []rune(line)
	from, to := p.Place.Column-1, p.Place.Column-1+p.Place.Length
	if at := strings.IndexByte("{[", byte(runes[from])); at >= 0 && to == from+1 && (with[0] == '{' || with[0] == '[') {
		to = closed(runes, from) // a value in brackets is replaced as a whole by another
	}
	to = min(to, len(runes)-1) // before the end of the line
	lines[p.Place.Line-1] = string(runes[:from]) + with + string(runes[to:])
	for range goesOn(p) { // a value of several lines is replaced as a whole
		lines[p.Place.Line] = ""
		lines = append(lines[:p.Place.Line], lines[p.Place.Line+1:]...)
	}
	return strings.Join(lines, ""), true
}

// moveLines indents a line as help says, and moves some behind it with it.
func moveLines(lines []string, first int, found []string) {
	to, _ := strconv.Atoi(found[1])
	from, _ := strconv.Atoi(found[2])
	last, _ := strconv.Atoi(found[3])
	by := to - (len(lines[first-1]) - len(strings.TrimLeft(lines[first-1], " ")))
	for n := first; n <= max(from, last); n++ {
		if by > 0 {
			lines[n-1] = strings.Repeat(" ", by) + lines[n-1]
		} else {
			lines[n-1] = strings.TrimPrefix(lines[n-1], strings.Repeat(" ", -by))
		}
	}
}

// closed is behind the bracket that closes the one at a place of a line, which quotes hide.
func closed(line []rune, from int) int {
	depth, quote := 0, rune(0)
	for i := from; i < len(line); i++ {
		switch c := line[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return from + 1
}

// goesOn counts the lines of the marked value below its first.
func goesOn(p diag.Diagnostic) int {
	root, _ := source.Parse(p.Place.Source)
	n := 0
	var walk func(*source.Node)
	walk = func(node *source.Node) {
		if node.Place == p.Place && node.Kind == source.Scalar {
			n = len(node.Lines(new(places.Cursor))) - 1
		}
		for _, list := range [][]*source.Node{node.Items, node.Values} {
			for _, inner := range list {
				walk(inner)
			}
		}
	}
	if root != nil {
		walk(root)
	}
	return n
}

// mended obeys the helps of a text until nothing is wrong with it, and gives the
// stream; the first help that is not to the letter fails the test.
func mended(t *testing.T, in render.Input) string {
	t.Helper()
	said := ""
	for range 20 {
		out, err := render.Render(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if !out.Diagnostics.Failed() {
			text, err := manifest.Stream(out.Manifests, manifest.YAML)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		var printed bytes.Buffer
		_ = diag.Text(&printed, out.Diagnostics)
		said += printed.String()
		text, ok := string(in.Text), false
		// From the end, so that places stay.
		sorted := out.Diagnostics.Sorted()
		for i := len(sorted) - 1; i >= 0; i-- {
			if sorted[i].Severity != diag.Error || sorted[i].Place.Source.Name() != in.Name {
				continue
			}
			if next, done := obey(text, sorted[i]); done {
				text, ok = next, true
			}
		}
		if !ok {
			t.Fatalf("no cure to the letter in\n%s\n%s", said, in.Text)
		}
		in.Text = []byte(text)
	}
	t.Fatalf("not right after 20 rounds:\n%s\n%s", said, in.Text)
	return ""
}
