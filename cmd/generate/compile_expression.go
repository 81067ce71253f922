package main

import (
	"strconv"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// anyExpression is c.expression of whatever there is.
func (c *compiler) anyExpression(node ast.Node, s scope) string {
	switch node.(type) {
	case *ast.Local, *ast.Var, *ast.Conditional, *ast.DesugaredObject, *ast.Binary:
	default: // an object inside of it stands elsewhere
		above := c.above
		c.above = ""
		defer func() { c.above = above }()
	}
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
		inner, s := unwrap(n, s)
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
		if function, ok := arithmetic[n.Op]; ok {
			left := c.expression(n.Left, s)
			return function + "(" + left + ", " + c.expression(n.Right, s) + ")"
		}
		return c.condition(n, s)
	case *ast.Unary:
		switch n.Op {
		case ast.UopMinus:
			return "negative(" + c.expression(n.Expr, s) + ")"
		case ast.UopPlus:
			return "positive(" + c.expression(n.Expr, s) + ")"
		case ast.UopNot:
			return c.condition(n, s)
		}
		reject(n, "the operator %v", n.Op)
	}
	reject(node, "%T here", node)
	return ""
}

// arithmetic are the operators that give something else than true or false, by
// the Go function that does the same.
var arithmetic = map[ast.BinaryOp]string{ast.BopPlus: "plus", ast.BopMinus: "minus", ast.BopMult: "times", ast.BopDiv: "over"}

func (c *compiler) index(n *ast.Index, s scope) string {
	member := quote(n.Index)
	if c.isComponent(n.Target, s) {
		return c.ownField(n, member)
	}
	target := c.expression(n.Target, s)
	if member != "" {
		return "field(" + target + ", " + member + ")"
	}
	return "at(" + target + ", " + c.expression(n.Index, s) + ")"
}

func (c *compiler) conditional(n *ast.Conditional, s scope) string {
	test := c.condition(n.Cond, s)
	v := c.variable("v")
	c.printf("var %s any\nif %s {\n", v, test)
	c.inBlock(func() { c.assign(v, n.BranchTrue, s) })
	if _, null := n.BranchFalse.(*ast.LiteralNull); !null {
		c.printf("} else {\n")
		c.inBlock(func() { c.assign(v, n.BranchFalse, s) })
	}
	c.printf("}\n")
	return v
}

func (c *compiler) assign(v string, value ast.Node, s scope) {
	code := c.expression(value, s)
	c.printf("%s = %s\n", v, code)
}

// anyCondition is c.condition of whatever there is.
func (c *compiler) anyCondition(node ast.Node, s scope) string {
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
		case ast.BopLess, ast.BopLessEq, ast.BopGreater, ast.BopGreaterEq:
			left := c.expression(n.Left, s)
			return "(compare(" + left + ", " + c.expression(n.Right, s) + ") " + n.Op.String() + " 0)"
		case ast.BopAnd:
			return c.both(n, "&&", s)
		case ast.BopOr:
			return c.both(n, "||", s)
		}
		if arithmetic[n.Op] == "" {
			reject(n, "the operator %v", n.Op)
		}
	case *ast.Apply:
		if std, name := stdCall(n, s); std && standard[name].reports {
			return c.standardCall(n, name, s)
		}
	}
	return "truth(" + c.expression(node, s) + ")"
}

func (c *compiler) equal(n *ast.Binary, s scope) string {
	left := c.expression(n.Left, s)
	right := c.expression(n.Right, s)
	switch {
	case right == "nil" && left != "nil":
		return "(" + left + " == nil)"
	case left == "nil" && right != "nil":
		return "(" + right + " == nil)"
	}
	return "equal(" + left + ", " + right + ")"
}

// both is "and" or "or", whose right side is evaluated only where it counts.
func (c *compiler) both(n *ast.Binary, operator string, s scope) string {
	left := c.condition(n.Left, s)
	var right string
	first := c.separately(func() { right = c.condition(n.Right, s) })
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

func (c *compiler) apply(n *ast.Apply, s scope) string {
	if std, name := stdCall(n, s); std {
		return c.standardCall(n, name, s)
	}
	t := c.target(n, n.Target, s)
	given := c.arguments(n, t.fn.Parameters)
	codes := make([]string, len(given))
	for i, a := range given {
		if a != nil {
			codes[i] = c.expression(a, s)
		}
	}
	return c.call(n, t, codes)
}
