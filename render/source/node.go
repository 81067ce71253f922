package source

import (
	"strings"

	"render/render/places"
	"render/render/wording"
)

// Kind is what a node is.
type Kind uint8

const (
	Scalar Kind = iota
	List
	Map
)

// Node is one value as it was written. A node that an alias stands for is the
// anchor's own node: its place is where it was written.
type Node struct {
	Kind   Kind
	Flow   bool   // List, Map: in brackets
	Quoted bool   // Scalar: in quotes or a block, so that it is text whatever it looks like
	Text   string // Scalar: the source text if plain, else what the quotes hold
	Place  places.Place
	Items  []*Node // List
	Keys   []*Node // Map, in the order of the file; scalars, each once
	Values []*Node // Map, beside Keys

	size int // nodes below and with this one, aliases followed
}

// Null reports whether nothing, "~" or "null" was written.
func (n *Node) Null() bool {
	return n.Kind == Scalar && !n.Quoted && (n.Text == "" || n.Text == "~" || n.Text == "null" || n.Text == "Null" || n.Text == "NULL")
}

// Stand puts a node, and all in it, at one place: it was read from what stands for that.
func (n *Node) Stand(at places.Place) {
	n.Place = at
	for _, list := range [][]*Node{n.Keys, n.Values, n.Items} {
		for _, inner := range list {
			inner.Stand(at)
		}
	}
}

// Get is the value of a key, nil where the map (or any other node) has none.
func (n *Node) Get(key string) *Node {
	for i, k := range n.Keys {
		if k.Text == key {
			return n.Values[i]
		}
	}
	return nil
}

// KeyPlace is where a key stands; the node's own place where it has none.
func (n *Node) KeyPlace(key string) places.Place {
	for _, k := range n.Keys {
		if k.Text == key {
			return k.Place
		}
	}
	return n.Place
}

// What names the node's kind for a message.
func (n *Node) What() string {
	switch {
	case n.Kind == List:
		return "a list"
	case n.Kind == Map:
		return "an object"
	case n.Null():
		return "nothing"
	}
	return wording.Quote(n.Text)
}

// Lines are the lines of a plain value that goes on below the one where it
// begins, each without the space round it; one where it does not. The cursor is
// its caller's, who asks for many.
func (n *Node) Lines(cursor *places.Cursor) []string {
	if n.Kind != Scalar || n.Quoted || n.Place.Source == nil || !strings.ContainsAny(n.Text, " \n") {
		return []string{n.Text}
	}
	var out []string
	rest := n.Text
	for line, from := n.Place.Line, n.Place.Column-1; line <= n.Place.Source.Lines(); line, from = line+1, 0 {
		// Some more than is left shows whether the value ends in this line.
		word := strings.TrimSpace(cursor.From(places.Place{Source: n.Place.Source, Line: line, Column: from + 1}, len(rest)+64))
		if word == "" {
			continue
		}
		after, ok := strings.CutPrefix(rest, word)
		if !ok || after == "" {
			return append(out, rest)
		}
		if after[0] != ' ' && after[0] != '\n' {
			return append(out, rest)
		}
		out, rest = append(out, word), strings.TrimLeft(after, " \n")
	}
	return append(out, rest)
}
