package diag

import (
	_ "embed"
	"strings"
)

//go:embed examples.txt
var examplesText string

// Explain is what is known of a code, for a person: its meaning, why it matters,
// and an example, wrong and right. Not ok for what is no code.
func Explain(code Code) (text string, ok bool) {
	e, ok := LookUp(code)
	if !ok {
		return "", false
	}
	var b strings.Builder
	b.WriteString(e.String())
	if wrong, right := exampleOf(code); wrong != "" {
		b.WriteString(Part("wrong", wrong) + Part("right", right))
	}
	return b.String(), true
}

// String is what is known of a code, for a person, without an example.
func (e Entry) String() string {
	var b strings.Builder
	b.WriteString(string(e.Code) + ": " + e.Meaning + "\n\n")
	writeWrapped(&b, e.Explanation)
	return b.String()
}

// exampleOf is the example of a code in the generated file: a line "== CODE",
// what is told, a line "--", the lines that are right.
func exampleOf(code Code) (wrong, right string) {
	_, rest, found := strings.Cut(examplesText, "\n== "+string(code)+"\n")
	if !found {
		return "", ""
	}
	rest, _, _ = strings.Cut(rest, "\n== ")
	wrong, right, _ = strings.Cut(rest, "\n--\n")
	return wrong + "\n", strings.TrimRight(right, "\n") + "\n"
}

// Part is a text below a heading, set in.
func Part(heading, text string) string {
	var b strings.Builder
	b.WriteString("\n" + heading + "\n")
	for line := range strings.Lines(text) {
		b.WriteString("  " + line)
	}
	return b.String()
}

// writeWrapped writes a text in lines that a terminal shows whole.
func writeWrapped(b *strings.Builder, text string) {
	const width = 80
	used := 0
	for word := range strings.FieldsSeq(text) {
		if used > 0 && used+1+len(word) > width {
			b.WriteByte('\n')
			used = 0
		}
		if used > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += len(word)
	}
	b.WriteByte('\n')
}
