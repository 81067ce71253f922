package main

import (
	"maps"
	"strconv"

	"github.com/google/go-jsonnet/ast"
)

// scope is what names mean.
type scope map[ast.Identifier]meaning

// meaning is one of: a Go expression; syntax, which is compiled where its name is
// used, since jsonnet is lazy; a component itself, by its own fields.
type meaning struct {
	code  string
	node  ast.Node
	scope scope
	kept  kept // the Go variables that hold the value of node
	own   *ownFields
}

// block is a pair of braces in the Go function that is being made.
type block struct{ outer *block }

// kept are Go variables by the block that they are declared in. All hold the
// same, so whatever is inside one of the blocks may use its variable.
type kept map[*block]string

func (k kept) in(b *block) string {
	for ; b != nil; b = b.outer {
		if v, ok := k[b]; ok {
			return v
		}
	}
	return ""
}

func lazily(node ast.Node, s scope) meaning { return meaning{node: node, scope: s, kept: kept{}} }

func (s scope) with(name ast.Identifier, m meaning) scope {
	out := maps.Clone(s)
	out[name] = m
	return out
}

// bind is a scope with a local's names, which may use each other.
func (s scope) bind(binds ast.LocalBinds) scope {
	out := maps.Clone(s)
	for _, b := range binds {
		body := b.Body
		if b.Fun != nil {
			body = b.Fun
		}
		out[b.Variable] = lazily(body, out)
	}
	return out
}

// fileScope is what a file's names mean that come from outside: the values of
// the other files.
func (c *compiler) fileScope() scope {
	out := scope{}
	for file, body := range c.files {
		out[variable(file)] = lazily(body, out)
	}
	return out
}

// unwrap goes through locals to what they are around.
func unwrap(node ast.Node, s scope) (ast.Node, scope) {
	for {
		local, ok := node.(*ast.Local)
		if !ok {
			return node, s
		}
		node, s = local.Body, s.bind(local.Binds)
	}
}

// captures reports whether syntax with these free names gets at a variable of
// the Go function around it.
func captures(free ast.Identifiers, s scope, seen map[ast.Identifier]bool) bool {
	for _, id := range free {
		m := s[id]
		if m.code != "" || m.own != nil {
			return true
		}
		if m.node == nil || seen[id] {
			continue
		}
		seen[id] = true
		if captures(m.node.FreeVariables(), m.scope, seen) {
			return true
		}
	}
	return false
}

// plain reports whether syntax is so simple that a value of it is kept nowhere:
// a literal, a name, a field of a field.
func plain(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.LiteralNull, *ast.LiteralBoolean, *ast.LiteralNumber, *ast.LiteralString, *ast.Var, *ast.Self:
		return true
	case *ast.Index:
		return quote(n.Index) != "" && plain(n.Target)
	}
	return false
}

// name is a variable.
func (c *compiler) name(n *ast.Var, s scope) string {
	m := s[n.Id]
	switch {
	case m.code != "":
		return m.code
	case m.node == nil:
		reject(n, "the name %q here", n.Id)
	case plain(m.node):
		return c.expression(m.node, m.scope)
	}
	if v := m.kept.in(c.block); v != "" {
		return v
	}
	code := c.expression(m.node, m.scope)
	v := c.variable(string(n.Id))
	c.printf("var %s any = %s\n", v, code)
	m.kept[c.block] = v
	return v
}

func quote(name ast.Node) string {
	if literal, ok := name.(*ast.LiteralString); ok {
		return strconv.Quote(literal.Value)
	}
	return ""
}

// stdCall reports whether a call is of the standard library, and of what.
func stdCall(n *ast.Apply, s scope) (ok bool, name string) {
	index, ok := n.Target.(*ast.Index)
	if !ok {
		return false, ""
	}
	v, ok := index.Target.(*ast.Var)
	literal, named := index.Index.(*ast.LiteralString)
	if !ok || !named || v.Id != "std" && v.Id != "$std" {
		return false, ""
	}
	if _, own := s[v.Id]; own {
		reject(n, "a std of one's own")
	}
	return true, literal.Value
}
