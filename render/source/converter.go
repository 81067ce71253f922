package source

import (
	"go.yaml.in/yaml/v3"

	"render/render/diag"
)

// within is what a node stands in.
type within struct {
	key  string // of the object that it is a value of; "" for an item
	item bool   // of a list
	flow bool   // in brackets
	// inline: it is an item of a list in brackets.
	inline bool
	dash   int // the column of the list's dashes; 0 where there are none
}

type converter struct {
	marker
	done        map[*yaml.Node]*Node // anchors only; nil while the anchor is being read
	diagnostics diag.List
	written     int
	begins      int // the line in which the document begins
	fatal       bool
	lists       func(key string) bool // whether a key's value is a list of objects; may be nil
	listKeys    map[string]bool       // what it said
}

func (c *converter) fail(code diag.Code, n *yaml.Node, message, help string, also ...diag.Related) {
	c.diagnostics.Tally(diag.Diagnostic{Code: code, Place: c.place(n), Message: message, Help: help, Related: also})
}

// stop is fail for what leaves the rest without a meaning.
func (c *converter) stop(code diag.Code, n *yaml.Node, message, help string) *Node {
	if !c.fatal {
		c.fail(code, n, message, help)
	}
	c.fatal = true
	return &Node{Place: c.place(n), Quoted: true, size: 1}
}

// saturate keeps a count of nodes below what overflows when added up.
func saturate(n int) int { return min(n, 1<<40) }
