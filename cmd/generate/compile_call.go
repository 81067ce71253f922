package main

import (
	"regexp"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// target is a function of the library's own: its syntax, what names mean around
// it, and the name that it is called by, with that one's meaning.
type target struct {
	fn    *ast.Function
	scope scope
	hint  string
	kept  kept
}

// target finds the function that a node means.
func (c *compiler) target(call, node ast.Node, s scope) target {
	t := target{hint: "f", kept: kept{}}
	for {
		switch n := node.(type) {
		case *ast.Function:
			t.fn, t.scope = n, s
			return t
		case *ast.Var:
			m := s[n.Id]
			if m.node == nil {
				reject(call, "a call of %q", n.Id)
			}
			t.hint, t.kept = string(n.Id), m.kept
			node, s = unwrap(m.node, m.scope)
			continue
		}
		reject(call, "a call of %T", node)
	}
}

// call is a call with some arguments as Go expressions, "" where one is left out.
func (c *compiler) call(n ast.Node, t target, arguments []string) string {
	s := t.scope
	for _, p := range t.fn.Parameters { // they hide what is called so outside
		s = s.with(p.Name, meaning{})
	}
	for i, p := range t.fn.Parameters {
		switch {
		case arguments[i] != "":
		case p.DefaultArg != nil:
			arguments[i] = c.expression(p.DefaultArg, s)
		default:
			reject(n, "a call without the argument %s", p.Name)
		}
		if hasDefaults(t.fn) && !simpleCode.MatchString(arguments[i]) { // a default may use it too
			v := c.variable(string(p.Name))
			c.printf("var %s any = %s\n", v, arguments[i])
			arguments[i] = v
		}
		s = s.with(p.Name, meaning{code: arguments[i]})
	}
	return c.functionOf(t) + "(" + strings.Join(arguments, ", ") + ")"
}

var simpleCode = regexp.MustCompile(`^(\w+|float64\([\w.]+\)|".*"|members\{\}|\[\]any\{\}|field\(\w+, "\w+"\))$`)

func hasDefaults(fn *ast.Function) bool {
	for _, p := range fn.Parameters {
		if p.DefaultArg != nil {
			if _, literal := p.DefaultArg.(*ast.LiteralNull); !literal {
				return true
			}
		}
	}
	return false
}

// functionOf is the Go function for one of the library's: at the top, or where
// it is used if it gets at what is around it.
func (c *compiler) functionOf(t target) string {
	if name, ok := c.functions[t.fn]; ok {
		return name
	}
	if captures(t.fn.FreeVariables(), t.scope, map[ast.Identifier]bool{}) {
		return c.closure(t)
	}
	name := c.topName(goName(t.hint, t.fn))
	c.functions[t.fn] = name
	parameters, s := parametersOf(t)
	c.function(t.fn.Loc().FileName, name, parameters, "any", func() {
		result := c.expression(t.fn.Body, s)
		c.printf("return %s\n", result)
	})
	return name
}

// closure is a Go function inside the one that is being made.
func (c *compiler) closure(t target) string {
	if v := t.kept.in(c.block); v != "" {
		return v
	}
	v := c.variable(t.hint)
	t.kept[c.block] = v
	parameters, s := parametersOf(t)
	self := c.self
	c.self = false
	text := c.separately(func() {
		result := c.expression(t.fn.Body, s)
		c.printf("return %s\n", result)
	})
	c.self = self
	list := strings.Join(parameters, ", ")
	c.printf("var %s func(%s) any\n%s = func(%s) any {\n%s}\n", v, list, v, list, text)
	return v
}

func parametersOf(t target) ([]string, scope) {
	s := t.scope
	parameters := make([]string, len(t.fn.Parameters))
	for i, p := range t.fn.Parameters {
		code := "p" + strings.ToUpper(string(p.Name[:1])) + string(p.Name[1:])
		if last := code[len(code)-1]; last >= '0' && last <= '9' { // as those of variables end
			code += "_"
		}
		parameters[i] = code + " any"
		s = s.with(p.Name, meaning{code: code})
	}
	return parameters, s
}

// goName is a function's Go name: its own and its component's, since many have a
// `service`.
func goName(hint string, fn *ast.Function) string {
	file := strings.TrimSuffix(fn.Loc().FileName, ".libsonnet")
	file = file[strings.LastIndex(file, "/")+1:]
	hint = strings.TrimSuffix(hint[strings.LastIndex(hint, "/")+1:], ".libsonnet")
	if file == "" || strings.HasPrefix(hint, file) {
		return hint + "Of"
	}
	return file + strings.ToUpper(hint[:1]) + hint[1:]
}

// arguments are a call's by the place of their parameter; nil where one is left
// out.
func (c *compiler) arguments(n *ast.Apply, parameters []ast.Parameter) []ast.Node {
	out := make([]ast.Node, len(parameters))
	for i, a := range n.Arguments.Positional {
		if i >= len(out) {
			reject(n, "a call with too many arguments")
		}
		out[i] = a.Expr
	}
	for _, a := range n.Arguments.Named {
		found := false
		for i, p := range parameters {
			if p.Name == a.Name && out[i] == nil {
				out[i], found = a.Arg, true
			}
		}
		if !found {
			reject(n, "the argument %s", a.Name)
		}
	}
	return out
}
