package main

import (
	"slices"

	"github.com/google/go-jsonnet/ast"
)

// ownFields are the fields of a component that are not manifests: their names,
// quoted, and which of them its objects read.
type ownFields struct {
	fields []ownField
	read   []string
}

// ownField is one of them, with what names mean where it stands.
type ownField struct {
	name  string // quoted
	body  ast.Node
	scope scope
}

func (o *ownFields) has(name string) bool {
	return slices.ContainsFunc(o.fields, func(f ownField) bool { return f.name == name })
}

func (o *ownFields) names() []string {
	out := make([]string, len(o.fields))
	for i, f := range o.fields {
		out[i] = f.name
	}
	return out
}

// isComponent reports whether a node means the component, by self or by a local
// name for it.
func (c *compiler) isComponent(node ast.Node, s scope) bool {
	switch n := node.(type) {
	case *ast.Var:
		m := s[n.Id]
		if _, ok := m.node.(*ast.Self); ok {
			reject(n, "a name for self that is not taken at the component's own object")
		}
		return m.own != nil
	case *ast.Self:
		if !c.self || c.depth != 1 {
			reject(n, "self of anything but a component")
		}
		return true
	}
	return false
}

// ownField is a field of the component itself, which a mixin may have changed.
func (c *compiler) ownField(n *ast.Index, member string) string {
	if !c.own.has(member) {
		reject(n, "self.%s, which is no hidden field of the component", member)
	}
	if !slices.Contains(c.own.read, member) {
		c.own.read = append(c.own.read, member)
	}
	return "field(own, " + member + ")"
}
