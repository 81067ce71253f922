package decode

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"render/render/format"
	"render/render/source"
)

// lostDash tells of an item that goes on in the next line, since that has no dash
// or one that is indented further.
func (d *decoder) lostDash(n *source.Node, m format.Origin, right func(string) bool) bool {
	lines := n.Lines(&d.cursor)
	if m.Key() != "" || len(lines) < 2 || !right(lines[0]) {
		return false
	}
	at := n.Place
	if before := []rune(at.Source.Line(at.Line)); !strings.HasSuffix(strings.TrimRight(string(before[:min(at.Column-1, len(before))]), " "), "-") {
		if word := strings.TrimSpace(lines[1]); strings.HasPrefix(word, "- ") {
			return false
		}
		at.Length = utf8.RuneCountInString(lines[0]) // in brackets, where commas divide
		d.fail("yaml-comma", m.From(at), "a comma is missing behind this: the brackets go on in the next line", "write: "+lines[0]+",")
		return true
	}
	at.Line++
	for strings.TrimSpace(at.Source.Line(at.Line)) != lines[1] && at.Line < at.Source.Lines() {
		at.Line++
	}
	line := at.Source.Line(at.Line)
	indent := utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeft(line, " \t"))
	dash := max(0, n.Place.Column-3) // what stands before the dash of the item itself
	if strings.HasPrefix(lines[1], "- ") {
		at.Column, at.Length = 1, max(1, indent)
		d.fail("yaml-indentation", m.From(at), fmt.Sprintf("this item is indented by %d spaces, and the one before it by %d", indent, dash), fmt.Sprintf("indent this line by %d spaces", dash))
		return true
	}
	dash = min(dash, indent)
	word := strings.TrimPrefix(lines[1], "-")
	at.Column, at.Length = dash+1, indent-dash+utf8.RuneCountInString(lines[1])
	d.fail("yaml-dash", m.From(at), "a list item begins here without its dash", "write: - "+format.YAMLWord(strings.TrimSpace(word)))
	return true
}
