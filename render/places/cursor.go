package places

import (
	"strings"
	"unicode/utf8"
)

// Cursor reads sources from columns on, and remembers where it was: asked for one
// column after another it does not look at a line from its beginning each time,
// which would make a file of one line slow. The zero Cursor is ready; it is one
// reader's alone.
type Cursor struct {
	source               *Source
	line, column, offset int
}

// From is what stands at a place and behind it in its line, cut after so many
// bytes; "" outside the text.
func (c *Cursor) From(p Place, limit int) string {
	start, end, ok := p.Source.line(p.Line)
	if !ok {
		return ""
	}
	text := p.Source.text
	if c.source != p.Source || c.line != p.Line || c.column > p.Column {
		c.source, c.line, c.column, c.offset = p.Source, p.Line, 1, start
	}
	for c.column < p.Column && c.offset < end {
		_, size := utf8.DecodeRune(text[c.offset:end])
		c.offset += size
		c.column++
	}
	if c.column < p.Column {
		return ""
	}
	rest := text[c.offset:end]
	if len(rest) > limit {
		rest = rest[:limit]
	}
	return strings.TrimSuffix(string(rest), "\r")
}
