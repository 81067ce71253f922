package source

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"render/render/places"
)

// maxRest bounds, in bytes, what of a line is looked at.
const maxRest = 4 << 10

// marker finds the places of what the YAML library has read.
type marker struct {
	source *places.Source
	cursor places.Cursor
}

// place is where a value stands, without the anchor and the tag before it.
func (m *marker) place(n *yaml.Node) places.Place {
	p := places.Place{Source: m.source, Line: n.Line, Column: n.Column, Length: 1}
	if n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		p.Column += m.properties(p)
	}
	switch {
	case n.Kind == yaml.AliasNode:
		p.Length = utf8.RuneCountInString(n.Value) + 1
	case n.Kind != yaml.ScalarNode, n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		p.Length = m.quotedLength(p, n.Value)
	default:
		p.Length = max(1, m.plainLength(p, n.Value))
	}
	return p
}

// plainLength is how many characters of a plain value stand in the line in which
// it begins; it may go on below.
func (m *marker) plainLength(p places.Place, value string) int {
	if !strings.ContainsAny(value, " \n") {
		return utf8.RuneCountInString(value)
	}
	text := m.cursor.From(p, len(value)+1)
	if strings.HasPrefix(text, value) {
		return utf8.RuneCountInString(value)
	}
	return utf8.RuneCountInString(strings.TrimRight(bare(text), " \t"))
}

// quotedLength is how many characters of a value in quotes, with them and with its
// escapes, stand in the line in which it begins; it may go on below.
func (m *marker) quotedLength(p places.Place, value string) int {
	text := m.cursor.From(p, len(value)+len(`""`))
	if len(text) == len(value)+len(`""`) && text[1:len(text)-1] == value {
		return utf8.RuneCountInString(text)
	}
	text = m.cursor.From(p, maxRest)
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && text[0] == '"':
			i++
		case text[i] == text[0] && text[0] == '\'' && strings.HasPrefix(text[i+1:], "'"):
			i++
		case text[i] == text[0]:
			return utf8.RuneCountInString(text[:i+1])
		}
	}
	return max(1, utf8.RuneCountInString(strings.TrimRight(text, " \t")))
}

// properties is how many characters the anchor and the tag before a value take, of
// which the library counts the value from the first; none where the value begins
// in another line.
func (m *marker) properties(p places.Place) int {
	text := m.cursor.From(p, maxRest)
	rest := text
	for rest != "" && (rest[0] == '&' || rest[0] == '!') {
		_, rest, _ = strings.Cut(rest, " ")
		rest = strings.TrimLeft(rest, " \t")
	}
	if rest == "" || rest[0] == '#' {
		return 0
	}
	return utf8.RuneCountInString(text[:len(text)-len(rest)])
}

// tag is where the tag of a value stands, or the anchor before it.
func (m *marker) tag(n *yaml.Node) places.Place {
	p := places.Place{Source: m.source, Line: n.Line, Column: n.Column}
	word, _, _ := strings.Cut(m.cursor.From(p, maxRest), " ")
	p.Length = max(1, utf8.RuneCountInString(word))
	return p
}
