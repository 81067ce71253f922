package main

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

const emptyObject = "map[string]any{}"

func quote(name ast.Node) string {
	if literal, ok := name.(*ast.LiteralString); ok {
		return strconv.Quote(literal.Value)
	}
	return ""
}

// expression is a node as a Go expression of type any. What it needs done first
// is written to the body.
func (c *compiler) expression(node ast.Node, s scope) string {
	switch n := node.(type) {
	case *ast.LiteralNull:
		return "nil"
	case *ast.LiteralBoolean:
		return strconv.FormatBool(n.Value)
	case *ast.LiteralNumber:
		return "float64(" + n.OriginalString + ")"
	case *ast.LiteralString:
		return strconv.Quote(n.Value)
	case *ast.Local:
		inner, s := c.unwrap(n, s)
		return c.expression(inner, s)
	case *ast.Var:
		return c.name(n, s)
	case *ast.Index:
		return c.index(n, s)
	case *ast.Apply:
		return c.apply(n, s)
	case *ast.Array:
		items := make([]string, len(n.Elements))
		for i, e := range n.Elements {
			items[i] = c.expression(e.Expr, s)
		}
		return "[]any{" + strings.Join(items, ", ") + "}"
	case *ast.DesugaredObject:
		return c.object(n, s)
	case *ast.Conditional:
		return c.conditional(n, s)
	case *ast.Binary:
		if n.Op == ast.BopPlus {
			left := c.expression(n.Left, s)
			return "plus(" + left + ", " + c.expression(n.Right, s) + ")"
		}
		return c.condition(n, s)
	case *ast.Unary:
		return c.condition(n, s)
	}
	reject(node, "%T here", node)
	return ""
}

// name is a variable. Syntax that it stands for is compiled anew at each use.
func (c *compiler) name(n *ast.Var, s scope) string {
	m, ok := s[n.Id]
	switch {
	case !ok || m.hidden != nil:
		reject(n, "the name %q here", n.Id)
	case m.node != nil:
		return c.expression(m.node, m.scope)
	}
	return m.code
}

func (c *compiler) index(n *ast.Index, s scope) string {
	member := quote(n.Index)
	if member == "" {
		reject(n, "an index that is no name")
	}
	if own := c.ownFields(n.Target, s); own != nil {
		if f := own.find(member); f != nil {
			return c.expression(f.body, f.scope)
		}
		reject(n, "self.%s, which is no hidden field to the left of the object", member)
	}
	return "field(" + c.expression(n.Target, s) + ", " + member + ")"
}

// ownFields are a component's hidden fields where node means its self.
func (c *compiler) ownFields(node ast.Node, s scope) *hidden {
	switch n := node.(type) {
	case *ast.Var:
		m := s[n.Id]
		if m.hidden != nil {
			return m.hidden
		}
		if _, ok := m.node.(*ast.Self); ok {
			reject(n, "a name for self that is not taken at the component's own object")
		}
	case *ast.Self:
		if c.depth == 1 && c.self != nil {
			return c.self
		}
		reject(n, "self of anything but a component")
	}
	return nil
}

// object is an object literal. Members whose presence depends on something are
// put in afterwards.
func (c *compiler) object(n *ast.DesugaredObject, s scope) string {
	if len(n.Asserts) > 0 {
		reject(n, "an assert")
	}
	c.depth++
	defer func() { c.depth-- }()
	s = c.objectLocals(n.Locals, s)
	var fixed []string
	var later []ast.DesugaredObjectField
	for _, f := range n.Fields {
		switch {
		case f.PlusSuper || f.Hide != ast.ObjectFieldInherit:
			reject(f.Body, "a field with +: or ::")
		case quote(f.Name) == "":
			later = append(later, f)
		default:
			fixed = append(fixed, quote(f.Name)+": "+c.expression(f.Body, s))
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
		c.member(v, f, s)
	}
	return v
}

// objectLocals is a scope with an object's locals, of which one may be a name for
// the component itself.
func (c *compiler) objectLocals(binds ast.LocalBinds, s scope) scope {
	s = s.bind(binds)
	for _, b := range binds {
		if _, ok := b.Body.(*ast.Self); ok && c.depth == 1 && c.self != nil {
			s[b.Variable] = meaning{hidden: c.self}
		}
	}
	return s
}

// member puts a field with a computed name into the object in a Go variable. A
// name that is null is no field.
func (c *compiler) member(object string, f ast.DesugaredObjectField, s scope) {
	body, bodyScope := f.Body, s
	if local, ok := body.(*ast.Local); ok { // an object comprehension's locals
		body, bodyScope = local.Body, c.objectLocals(local.Binds, s)
	}
	if choice, ok := f.Name.(*ast.Conditional); ok && quote(choice.BranchTrue) != "" {
		if _, null := choice.BranchFalse.(*ast.LiteralNull); null {
			c.printf("if %s {\n", c.condition(choice.Cond, s))
			c.printf("%s[%s] = %s\n}\n", object, quote(choice.BranchTrue), c.expression(body, bodyScope))
			return
		}
	}
	name := c.expression(f.Name, s)
	c.printf("put(%s, %s, %s)\n", object, name, c.expression(body, bodyScope))
}

func (c *compiler) conditional(n *ast.Conditional, s scope) string {
	v := c.variable("v")
	c.printf("var %s any\nif %s {\n", v, c.condition(n.Cond, s))
	c.printf("%s = %s\n} else {\n", v, c.expression(n.BranchTrue, s))
	c.printf("%s = %s\n}\n", v, c.expression(n.BranchFalse, s))
	return v
}

// condition is a node as a Go expression of type bool.
func (c *compiler) condition(node ast.Node, s scope) string {
	switch n := node.(type) {
	case *ast.LiteralBoolean:
		return strconv.FormatBool(n.Value)
	case *ast.Unary:
		if n.Op == ast.UopNot {
			return "!" + c.condition(n.Expr, s)
		}
	case *ast.Binary:
		switch n.Op {
		case ast.BopManifestEqual:
			return c.equal(n, s)
		case ast.BopManifestUnequal:
			return "!" + c.equal(n, s)
		case ast.BopAnd:
			return c.both(n, "&&", s)
		case ast.BopOr:
			return c.both(n, "||", s)
		}
		reject(n, "the operator %v", n.Op)
	}
	return "truth(" + c.expression(node, s) + ")"
}

func (c *compiler) equal(n *ast.Binary, s scope) string {
	left := c.expression(n.Left, s)
	if _, null := n.Right.(*ast.LiteralNull); null {
		return "(" + left + " == nil)"
	}
	return "equal(" + left + ", " + c.expression(n.Right, s) + ")"
}

// both is "and" or "or", whose right side is evaluated only where it counts.
func (c *compiler) both(n *ast.Binary, operator string, s scope) string {
	left := c.condition(n.Left, s)
	body := c.body
	c.body = &bytes.Buffer{}
	right := c.condition(n.Right, s)
	first := c.body
	c.body = body
	if first.Len() == 0 {
		return "(" + left + " " + operator + " " + right + ")"
	}
	v := c.variable("b")
	test := v
	if operator == "||" {
		test = "!" + v
	}
	c.printf("%s := %s\nif %s {\n%s%s = %s\n}\n", v, left, test, first, v, right)
	return v
}
