package main

import (
	"regexp"
	"slices"

	"github.com/google/go-jsonnet/ast"
)

// arrayComprehension is [value for ...].
func (c *compiler) arrayComprehension(n *ast.Apply, s scope) string {
	into := c.variable("all")
	c.printf("%s := []any{}\n", into)
	c.iterate(n, s, func(value ast.Node, s scope) {
		code := c.expression(value, s)
		c.printf("%s = append(%s, %s)\n", into, into, code)
	})
	return into
}

// objectComprehension is {[name]: value for ...}.
func (c *compiler) objectComprehension(n *ast.Apply, s scope) string {
	inner, ok := n.Arguments.Positional[0].Expr.(*ast.Apply)
	if !ok {
		reject(n, "an object comprehension like this")
	}
	into := c.variable("all")
	c.printf("%s := members{}\n", into)
	c.iterate(inner, s, func(value ast.Node, s scope) {
		object, ok := value.(*ast.DesugaredObject)
		if !ok || len(object.Fields) != 1 || object.Fields[0].PlusSuper || object.Fields[0].Hide != ast.ObjectFieldInherit {
			reject(value, "an object comprehension like this")
		}
		c.depth++
		defer func() { c.depth-- }()
		f, inside := object.Fields[0], s
		if local, ok := f.Body.(*ast.Local); ok { // where jsonnet puts the object's own locals
			f.Body, inside = local.Body, c.objectLocals(local.Binds, s)
		}
		c.member(into, f, s, inside)
	})
	return "distinct(" + into + ")"
}

// iterate goes through lists as a comprehension does, and gives each value that
// it comes to, to each.
func (c *compiler) iterate(node ast.Node, s scope, each func(value ast.Node, s scope)) {
	switch n := node.(type) {
	case *ast.Array:
		for _, e := range n.Elements {
			each(e.Expr, s)
		}
		return
	case *ast.Conditional:
		c.printf("if %s {\n", c.condition(n.Cond, s))
		c.inBlock(func() { c.iterate(n.BranchTrue, s, each) })
		c.printf("}\n") // BranchFalse is the empty list that a comprehension's `if` is made to
		return
	case *ast.Apply:
		if std, name := stdCall(n, s); std && name == "$flatMapArray" {
			fn := n.Arguments.Positional[0].Expr.(*ast.Function)
			list := c.expression(n.Arguments.Positional[1].Expr, s)
			c.each(fn, list, s, func(s scope) { c.iterate(fn.Body, s, each) })
			return
		}
	}
	reject(node, "a comprehension like this")
}

// each is a loop over the Go expression of a list, in which the one parameter of
// a function is an item.
func (c *compiler) each(fn *ast.Function, list string, s scope, make func(s scope)) {
	ready := c.beforeLoop(fn, s)
	item := fn.Parameters[0].Name
	v := c.variable(string(item))
	text := c.separately(func() { make(s.with(item, meaning{code: v})) }).String()
	head := "for _, " + v + " := range"
	if !uses(text, v) {
		head = "for range"
	}
	before := ""
	for _, r := range slices.Backward(ready) {
		if uses(before+text, r.variable) {
			before = r.text + before
		} else {
			delete(r.kept, c.block)
		}
	}
	c.printf("%s%s list(%s) {\n%s}\n", before, head, list, text)
}

// uses reports whether a Go text has a name in it.
func uses(text, name string) bool {
	return regexp.MustCompile(`\b` + name + `\b`).MatchString(text)
}

// prepared is a value that a loop may use: the variable of a function that gives
// it, and what to write before the loop.
type prepared struct {
	variable, text string
	kept           kept
}

// beforeLoop prepares the values of the locals that a loop uses and that are the
// same each time. They are made when they are asked for first, as jsonnet does.
func (c *compiler) beforeLoop(fn *ast.Function, s scope) []prepared {
	var out []prepared
	for _, id := range fn.FreeVariables() {
		m := s[id]
		if m.node == nil || plain(m.node) || m.kept.in(c.block) != "" {
			continue
		}
		if inner, _ := unwrap(m.node, m.scope); isFunction(inner) {
			continue
		}
		v := c.variable(string(id))
		var result string
		made := c.separately(func() { result = c.expression(m.node, m.scope) })
		m.kept[c.block] = v + "()"
		out = append(out, prepared{v, v + " := once(func() any {\n" + made.String() + "return " + result + "\n})\n", m.kept})
	}
	return out
}

func isFunction(node ast.Node) bool {
	_, ok := node.(*ast.Function)
	return ok
}
