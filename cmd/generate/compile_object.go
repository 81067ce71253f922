package main

import (
	"strings"

	"github.com/google/go-jsonnet/ast"
)

const emptyObject = "map[string]any{}"

// object is an object literal. Members whose presence depends on something are
// put in afterwards.
func (c *compiler) object(n *ast.DesugaredObject, s scope) string {
	if len(n.Asserts) > 0 {
		reject(n, "an assert")
	}
	c.depth++
	defer func() { c.depth-- }()
	inner := c.objectLocals(n.Locals, s)
	var fixed []string
	var later []ast.DesugaredObjectField
	for _, f := range n.Fields {
		switch {
		case f.PlusSuper || f.Hide != ast.ObjectFieldInherit:
			reject(f.Body, "a field with +: or ::")
		case quote(f.Name) == "":
			later = append(later, f)
		default:
			fixed = append(fixed, quote(f.Name)+": "+c.expression(f.Body, inner))
		}
	}
	literal := emptyObject
	if len(fixed) > 0 {
		literal = "map[string]any{\n" + strings.Join(fixed, ",\n") + ",\n}"
	}
	if len(later) == 0 {
		return literal
	}
	v := c.variable("o")
	c.printf("%s := %s\n", v, literal)
	for _, f := range later {
		c.member(v, f, s, inner, clashes(f, n.Fields))
	}
	return v
}

// clashes reports whether a field whose presence depends on something may have
// the name of another one.
func clashes(f ast.DesugaredObjectField, all []ast.DesugaredObjectField) bool {
	name, known := maybeName(f)
	same := 0
	for _, other := range all {
		otherName, otherKnown := maybeName(other)
		if !known || !otherKnown || name == otherName {
			same++
		}
	}
	return same > 1
}

// maybeName is the name that a field has if it is there, where that is known.
func maybeName(f ast.DesugaredObjectField) (name string, known bool) {
	name = quote(f.Name)
	if choice, ok := f.Name.(*ast.Conditional); ok {
		if _, null := choice.BranchFalse.(*ast.LiteralNull); null {
			name = quote(choice.BranchTrue)
		}
	}
	return name, name != ""
}

// objectLocals is a scope with an object's locals, of which one may be a name for
// the component itself.
func (c *compiler) objectLocals(binds ast.LocalBinds, s scope) scope {
	s = s.bind(binds)
	for _, b := range binds {
		if _, ok := b.Body.(*ast.Self); ok && c.depth == 1 && c.self {
			s[b.Variable] = meaning{own: c.own}
		}
	}
	return s
}

// member puts a field with a computed name into the object in a Go variable. A
// name that is null is no field. The name is outside of the object.
func (c *compiler) member(object string, f ast.DesugaredObjectField, outside, inside scope, clash bool) {
	put := func(named, body ast.Node, inside scope) {
		name := c.expression(named, outside)
		value := c.expression(body, inside)
		if quote(named) != "" && !clash {
			c.printf("%s[%s] = %s\n", object, name, value)
		} else {
			c.printf("put(%s, %s, %s)\n", object, name, value)
		}
	}
	if choice, ok := f.Name.(*ast.Conditional); ok {
		if _, null := choice.BranchFalse.(*ast.LiteralNull); null {
			c.printf("if %s {\n", c.condition(choice.Cond, outside))
			c.inBlock(func() { put(choice.BranchTrue, f.Body, inside) })
			c.printf("}\n")
			return
		}
	}
	put(f.Name, f.Body, inside)
}
