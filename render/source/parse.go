// Package source owns the reading of YAML text that a person wrote: it turns
// bytes into nodes that keep the scalars' own spelling and the place of each.
//
// In goes a places.Source; out come nodes and diagnostics, all of them at once. What
// YAML readers understand differently or lose in silence is refused here, at its
// place: a duplicate key, a second document, a tag, a merge key, a control
// character, an alias that makes the text grow without bound. It must never
// decide what a scalar means ("on", "1.10"), since only its field knows.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"render/render/diag"
	"render/render/places"
	"render/render/wording"
)

// Parse reads a text of one document, and of none behind it in which anything is written. The node is nil where the diagnostics
// hold an error that leaves nothing to go on with.
func Parse(src *places.Source) (*Node, diag.List) { return ParseListing(src, Lists{}) }

// ParseListing is Parse of a format of whose lists it is known what is in them: what has lost its
// dash or its key there is then told as that.
func ParseListing(src *places.Source, lists Lists) (*Node, diag.List) {
	nodes, diagnostics := parse(src, false, lists)
	if len(nodes) == 0 || len(nodes) == 1 && nodes[0].Null() && nodes[0].Text == "" {
		if !diagnostics.Failed() {
			// What to do is its reader's to say, who knows what ought to be there.
			diagnostics.Add(diag.Diagnostic{Code: "yaml-empty", Place: places.File(src), Message: "holds no document, only white space or comments"})
		}
		return nil, diagnostics
	}
	if other, ok := otherText(src); ok && nodes[0].Kind == Scalar && !wording.MarksKey(src.Text()) {
		return nil, append(diagnostics, other)
	}
	return nodes[0], diagnostics
}

// ParseAll reads a text of any number of documents, as kubectl and kustomize do;
// documents with nothing in them are passed over.
func ParseAll(src *places.Source) ([]*Node, diag.List) { return parse(src, true, Lists{}) }

func parse(src *places.Source, several bool, lists Lists) ([]*Node, diag.List) {
	if diagnostics := checkText(src); diagnostics.Failed() {
		return nil, diagnostics
	}
	if p, many := tooMany(src); many {
		return nil, diag.List{p}
	}
	c := &converter{marker: marker{source: src}, done: map[*yaml.Node]*Node{}, lists: lists.OfObjects, listKeys: map[string]bool{}}
	decoder := yaml.NewDecoder(bytes.NewReader(src.Text()))
	var nodes []*Node
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.diagnostics = append(c.diagnostics, broken(src, err, lists)...)
			return nil, c.diagnostics
		}
		if len(document.Content) == 0 {
			continue
		}
		root := document.Content[0]
		if !several && len(nodes) == 1 && empty(root) {
			continue // as behind a mark that ends the file, which tools for Kubernetes write
		}
		if !several && len(nodes) == 1 {
			c.diagnostics.Add(diag.Diagnostic{
				Code:    "second-document",
				Place:   places.Place{Source: src, Line: document.Line, Column: document.Column, Length: 3},
				Message: "a second document begins here, and a file holds one",
				Help:    "remove the mark if both are one document, or write each into a file of its own",
			})
			break
		}
		if several && root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
			continue
		}
		c.written, c.begins = 0, document.Line
		node := c.convert(root, 0, within{})
		c.checkGrowth(node)
		nodes = append(nodes, node)
	}
	if c.diagnostics.Failed() && c.fatal {
		return nil, c.diagnostics
	}
	return nodes, c.diagnostics
}

// empty reports whether nothing is written in a document, not even that it is null.
func empty(root *yaml.Node) bool {
	return root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Value == "" && root.Anchor == "" && root.Style == 0
}

// checkText refuses what YAML readers lose, alter or disagree about.
func checkText(src *places.Source) diag.List {
	var diagnostics diag.List
	add := func(code diag.Code, offset int, message, help string) {
		diagnostics.Add(diag.Diagnostic{Code: code, Place: src.At(offset, 1), Message: message, Help: help})
	}
	text := src.Text()
	if len(text) > MaxBytes {
		diagnostics.Add(diag.Diagnostic{
			Code:    "too-large",
			Place:   places.File(src),
			Message: fmt.Sprintf("is larger than %d MiB", MaxBytes>>20),
			Help:    "check that this is the file you meant",
		})
		return diagnostics
	}
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		diagnostics.Add(diag.Diagnostic{Code: "text-encoding", Place: places.File(src), Message: "is UTF-16", Help: "save it as UTF-8"})
		return diagnostics
	}
	if how, with := compressed(text); how != "" {
		diagnostics.Add(diag.Diagnostic{Code: "text-encoding", Place: places.File(src), Message: "is compressed, by " + how, Help: "unpack it first: " + with})
		return diagnostics
	}
	for i := 0; i < len(text); {
		c := text[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		if len(diagnostics) == 10 {
			break
		}
		if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			add("text-encoding", i, fmt.Sprintf("the byte 0x%02x is not UTF-8", c), "save the file as UTF-8")
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029:
			add("yaml-character", i, fmt.Sprintf("holds the control character U+%04X, which YAML readers drop or alter", r), "remove it")
		case r == 0xfeff && i > 0:
			add("yaml-character", i, "holds a byte order mark (U+FEFF) after its beginning", "remove it")
		}
		i += size
	}
	return diagnostics
}

// compressed is by what a text is compressed, which begins with a mark of that, and what unpacks
// it; "" where it is not.
func compressed(text []byte) (how, with string) {
	for _, one := range [...][3]string{{"\x1f\x8b", "gzip", "gzip -d FILE"}, {"PK\x03\x04", "zip", "unzip FILE"}, {"\x28\xb5\x2f\xfd", "zstd", "zstd -d FILE"}, {"\xfd7zXZ\x00", "xz", "xz -d FILE"}} {
		if bytes.HasPrefix(text, []byte(one[0])) {
			return one[1], one[2]
		}
	}
	return "", ""
}
