package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-jsonnet/ast"

	"render/render/manifest"
)

const emptyObject = "members{}"

// object is an object literal. Members whose names are known are made in the
// order in which they are written; the others come behind them.
func (c *compiler) object(n *ast.DesugaredObject, s scope) string {
	if len(n.Asserts) > 0 {
		reject(n, "an assert")
	}
	c.depth++
	defer func() { c.depth-- }()
	inner := c.objectLocals(n.Locals, s)
	var known, computed []ast.DesugaredObjectField
	literal := true
	for _, f := range n.Fields {
		switch {
		case f.PlusSuper || f.Hide != ast.ObjectFieldInherit:
			reject(f.Body, "a field with +: or ::")
		case clashes(f, n.Fields):
			computed = append(computed, f)
		default:
			known = append(known, f)
			literal = literal && quote(f.Name) != ""
		}
	}
	slices.SortStableFunc(known, func(a, b ast.DesugaredObjectField) int {
		return manifest.CompareKeys(unquoted(a), unquoted(b), c.above)
	})
	if literal && len(computed) == 0 {
		return c.literal(known, inner)
	}
	v := c.variable("o")
	c.printf("%s := make(members, 0, %d)\n", v, len(n.Fields))
	for _, f := range append(known, computed...) {
		c.member(v, f, s, inner)
	}
	if len(computed) > 0 {
		return "distinct(" + v + ")"
	}
	return "exact(" + v + ")"
}

// literal is an object all of whose members are there.
func (c *compiler) literal(fields []ast.DesugaredObjectField, s scope) string {
	if len(fields) == 0 {
		return emptyObject
	}
	lines := make([]string, len(fields))
	for i, f := range fields {
		lines[i] = memberCode(quote(f.Name), c.under(f, s))
	}
	return "members{\n" + strings.Join(lines, ",\n") + ",\n}"
}

func memberCode(name, value string) string { return "{Key: " + name + ", Value: " + value + "}" }

// under is the value of a field.
func (c *compiler) under(f ast.DesugaredObjectField, s scope) string {
	above := c.above
	c.above = unquoted(f)
	code := c.expression(f.Body, s)
	c.above = above
	return code
}

// clashes reports whether a field's name may be another one's too.
func clashes(f ast.DesugaredObjectField, all []ast.DesugaredObjectField) bool {
	name, known := maybeName(f)
	same := 0
	for _, other := range all {
		otherName, otherKnown := maybeName(other)
		if !known || known && otherKnown && name == otherName {
			same++
		}
	}
	return same > 1 || !known
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

// unquoted is the name of a field, "" where it is not known.
func unquoted(f ast.DesugaredObjectField) string {
	quoted, _ := maybeName(f)
	name, err := strconv.Unquote(quoted)
	if err != nil {
		return ""
	}
	return name
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

// member puts a field into the object in a Go variable, if it is there. Its name
// is outside of the object.
func (c *compiler) member(object string, f ast.DesugaredObjectField, outside, inside scope) {
	put := func(named ast.Node) {
		if quote(named) != "" {
			c.printf("%s = set(%s, %s, %s)\n", object, object, quote(named), c.under(f, inside))
			return
		}
		name := c.expression(named, outside)
		c.printf("%s = add(%s, %s, %s)\n", object, object, name, c.under(f, inside))
	}
	if choice, ok := f.Name.(*ast.Conditional); ok {
		if _, null := choice.BranchFalse.(*ast.LiteralNull); null {
			c.printf("if %s {\n", c.condition(choice.Cond, outside))
			c.inBlock(func() { put(choice.BranchTrue) })
			c.printf("}\n")
			return
		}
	}
	put(f.Name)
}
