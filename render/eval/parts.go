package eval

import (
	"bytes"
	"slices"
	"unicode/utf8"

	jsonnet "github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"
	"github.com/google/go-jsonnet/toolutils"

	"render/render/places"
)

// Part is a field of an object in a jsonnet file, from its name to the end of its value, by
// the bytes of the text.
type Part struct {
	Place      places.Place // of its name
	Name       string
	Start, End int
}

// Parts are the fields of all objects that a jsonnet file writes, in its order; none of what
// is no jsonnet.
func Parts(source *places.Source) []Part {
	if _, deep := tooDeep(source); deep {
		return nil
	}
	root, err := jsonnet.SnippetToAST(source.Name(), string(source.Text()))
	if err != nil {
		return nil
	}
	p := parts{source: source, text: source.Text(), seen: map[int]bool{}}
	p.walk(root)
	slices.SortFunc(p.found, func(a, b Part) int { return a.Start - b.Start })
	return p.found
}

// parts finds the fields.
type parts struct {
	source *places.Source
	text   []byte
	seen   map[int]bool // where one was found: some are in the tree twice
	found  []Part
}

func (p *parts) walk(node ast.Node) {
	if object, ok := node.(*ast.DesugaredObject); ok {
		for i := range object.Fields {
			p.field(&object.Fields[i])
		}
	}
	for _, inner := range toolutils.Children(node) {
		p.walk(inner)
	}
}

func (p *parts) field(f *ast.DesugaredObjectField) {
	start, end := p.offset(f.LocRange.Begin), p.offset(f.LocRange.End)
	if start < 0 || end <= start || p.seen[start] {
		return
	}
	p.seen[start] = true
	name, length := "", 1
	if text, ok := f.Name.(*ast.LiteralString); ok {
		name, length = text.Value, utf8.RuneCountInString(text.Value)
	}
	p.found = append(p.found, Part{Place: p.source.At(start, length), Name: name, Start: start, End: end})
}

// offset is the byte at which a location stands, whose columns are bytes; -1 where there is
// none.
func (p *parts) offset(at ast.Location) int {
	start := 0
	for range at.Line - 1 {
		i := bytes.IndexByte(p.text[start:], '\n')
		if i < 0 {
			return -1
		}
		start += i + 1
	}
	if at.Line < 1 || at.Column < 1 || start+at.Column-1 > len(p.text) {
		return -1
	}
	return start + at.Column - 1
}
