package main

import (
	"bytes"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// loop goes through lists as a comprehension does, and gives each value that it
// comes to, to each. The Go variable that it fills begins as start.
func (c *compiler) loop(n *ast.Apply, s scope, start string, each func(into string, value ast.Node, s scope)) string {
	into := c.variable("all")
	c.printf("%s := %s\n", into, start)
	c.iterate(n, s, func(value ast.Node, s scope) { each(into, value, s) })
	return into
}

func (c *compiler) iterate(node ast.Node, s scope, each func(value ast.Node, s scope)) {
	switch n := node.(type) {
	case *ast.Array:
		for _, e := range n.Elements {
			each(e.Expr, s)
		}
		return
	case *ast.Conditional:
		c.printf("if %s {\n", c.condition(n.Cond, s))
		c.iterate(n.BranchTrue, s, each)
		c.printf("}\n") // BranchFalse is the empty list that a comprehension's `if` is made to
		return
	case *ast.Apply:
		if std, name := stdCall(n); std && name == "$flatMapArray" {
			fn := n.Arguments.Positional[0].Expr.(*ast.Function)
			list := c.expression(n.Arguments.Positional[1].Expr, s)
			v := c.variable(string(fn.Parameters[0].Name))
			outer := c.body
			c.body = &bytes.Buffer{}
			c.iterate(fn.Body, s.with(fn.Parameters[0].Name, meaning{code: v}), each)
			inner := c.body
			c.body = outer
			if !strings.Contains(inner.String(), v) {
				v = "_"
			}
			c.printf("for _, %s := range list(%s) {\n%s}\n", v, list, inner)
			return
		}
	}
	reject(node, "a comprehension like this")
}

// stdCall reports whether a call is of the standard library, and of what.
func stdCall(n *ast.Apply) (ok bool, name string) {
	index, ok := n.Target.(*ast.Index)
	if !ok {
		return false, ""
	}
	v, ok := index.Target.(*ast.Var)
	literal, named := index.Index.(*ast.LiteralString)
	if !ok || !named || v.Id != "std" && v.Id != "$std" {
		return false, ""
	}
	return true, literal.Value
}
