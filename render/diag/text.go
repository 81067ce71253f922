package diag

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"render/render/places"
)

// widest is how many characters of a source line an excerpt shows.
const widest = 160

// Text writes the diagnostics for a person, in file order: a greppable first line,
// the excerpt with the place underlined, the other places of a conflict, the
// help; at the end, where errors stand between warnings, where they are.
func Text(w io.Writer, list List) error {
	var b strings.Builder
	sorted, hidden := list.Sorted(), newHiddenLines()
	for _, p := range sorted.shown() {
		writeDiagnostic(&b, hidden, p)
	}
	b.WriteString(list.left())
	b.WriteString(list.errorsAmong(sorted))
	_, err := io.WriteString(w, b.String())
	return err
}

// Lines writes the greppable lines of diagnostics alone, for who asked for something else; a
// last line says who tells more.
func Lines(w io.Writer, list List) error {
	var b strings.Builder
	sorted := list.Sorted()
	for _, p := range sorted.shown() {
		b.WriteString(p.Header() + "\n")
	}
	b.WriteString(list.left())
	if len(sorted) > 0 {
		b.WriteString("note: render check says what to do about each\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Show tells something of a place in the form of a diagnostic, which it is none of: where, what,
// the line with the place underlined, and what to do.
func Show(place places.Place, path, message, help string) string {
	var b strings.Builder
	var p Diagnostic
	p.Place, p.Path, p.Message, p.Help = place, path, message, help
	writeDiagnostic(&b, newHiddenLines(), p)
	return b.String()
}

func writeDiagnostic(b *strings.Builder, hidden hiddenLines, p Diagnostic) {
	b.WriteString(p.Header())
	b.WriteByte('\n')
	width := gutter(p)
	if p.Place.Line > 0 && !hidden.has(&p, p.Place) {
		blank(b, width)
		b.WriteByte('\n')
		text, column, length := clip(p.Place)
		numbered(b, width, p.Place.Line, text)
		b.WriteByte('\n')
		blank(b, width)
		b.WriteByte(' ')
		b.WriteString(padding(text, column))
		b.WriteString(strings.Repeat("^", length))
		b.WriteByte('\n')
	}
	for _, also := range p.Related {
		writeAlso(b, hidden, p, also, width)
	}
	if cure := p.cure(); cure != "" {
		b.WriteString(strings.Repeat(" ", width+1))
		b.WriteString("= ")
		b.WriteString(told(cure))
		b.WriteByte('\n')
	}
}

func writeAlso(b *strings.Builder, hidden hiddenLines, p Diagnostic, also Related, width int) {
	note := told(also.Note)
	if also.Place.Source != nil && also.Place.Source != p.Place.Source {
		at := Name(also.Place.Source.Name())
		if also.Place.Line > 0 {
			at += ":" + strconv.Itoa(also.Place.Line)
		}
		if note != "" {
			note = at + ": " + note
		} else {
			note = at
		}
	}
	if also.Place.Line == 0 || hidden.has(&p, also.Place) {
		if also.Place.Line > 0 && also.Place.Source == p.Place.Source {
			note = strings.TrimSuffix("line "+strconv.Itoa(also.Place.Line)+": "+note, ": ")
		}
		blank(b, width)
		b.WriteString(" (" + note + ")\n")
		return
	}
	text, _, _ := clip(also.Place)
	numbered(b, width, also.Place.Line, text)
	if note != "" {
		b.WriteString("        (" + note + ")")
	}
	b.WriteByte('\n')
}

func gutter(p Diagnostic) int {
	n := len(strconv.Itoa(p.Place.Line))
	for _, also := range p.Related {
		n = max(n, len(strconv.Itoa(also.Place.Line)))
	}
	return max(n, 2)
}

func blank(b *strings.Builder, width int) {
	b.WriteString(strings.Repeat(" ", width+1))
	b.WriteByte('|')
}

func numbered(b *strings.Builder, width, line int, text string) {
	fmt.Fprintf(b, "%*d | %s", width, line, text)
}

// clip cuts a long line to a window round its place and makes what cannot be
// printed visible, one character for one.
func clip(p places.Place) (text string, column, length int) {
	line := strings.ToValidUTF8(p.Source.Line(p.Line), "\ufffd")
	all := utf8.RuneCountInString(line)
	column = max(1, min(p.Column, all+1))
	length = min(max(1, min(p.Length, all-column+1)), widest)
	from, to := 0, all
	if all > widest {
		from = max(0, column-1-widest/4)
		to = min(all, from+widest)
		column -= from
		length = max(1, min(length, to-from-column+1))
	}
	runes, at := make([]rune, 0, to-from), 0
	for _, r := range line {
		switch {
		case at < from || at >= to:
		case r != '\t' && !strconv.IsPrint(r):
			runes = append(runes, '\ufffd')
		default:
			runes = append(runes, r)
		}
		at++
	}
	return string(runes), column, length
}

// padding is what goes under text up to a column: tabs stay tabs, so that the
// underline meets its word at any tab width.
func padding(text string, column int) string {
	var b strings.Builder
	for _, r := range text {
		if column <= 1 {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
		column--
	}
	for ; column > 1; column-- {
		b.WriteByte(' ')
	}
	return b.String()
}
