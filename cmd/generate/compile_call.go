package main

import (
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// standard are the functions of jsonnet's standard library that the compiler
// knows, by the Go function that does the same and the parameters' names.
var standard = map[string]struct {
	function   string
	parameters []ast.Identifier
	needed     int
}{
	"get":             {"get", []ast.Identifier{"o", "f", "default"}, 2},
	"length":          {"length", []ast.Identifier{"x"}, 1},
	"manifestYamlDoc": {"yamlDoc", []ast.Identifier{"value", "indent_array_in_object", "quote_keys"}, 1},
	"objectFields":    {"fields", []ast.Identifier{"o"}, 1},
	"objectHas":       {"has", []ast.Identifier{"o", "f"}, 2},
}

func (c *compiler) apply(n *ast.Apply, s scope) string {
	if std, name := stdCall(n); std {
		return c.standardCall(n, name, s)
	}
	node, fnScope := n.Target, s
	for {
		v, ok := node.(*ast.Var)
		if !ok {
			break
		}
		m := fnScope[v.Id]
		if m.node == nil {
			reject(n, "a call of %q", v.Id)
		}
		node, fnScope = c.unwrap(m.node, m.scope)
		if fn, ok := node.(*ast.Function); ok {
			return c.call(n, string(v.Id), fn, fnScope, s)
		}
	}
	reject(n, "a call of %T", node)
	return ""
}

// call is a call of one of the library's own functions, which is made on the
// first.
func (c *compiler) call(n *ast.Apply, hint string, fn *ast.Function, fnScope, s scope) string {
	name, ok := c.functions[fn]
	if !ok {
		name = c.topName(goName(hint, fn))
		c.functions[fn] = name
		c.ownFunction(name, fn, fnScope)
	}
	arguments := make([]string, len(fn.Parameters))
	given := c.arguments(n, fn.Parameters)
	for i, p := range fn.Parameters {
		switch {
		case given[i] != nil:
			arguments[i] = c.expression(given[i], s)
		case p.DefaultArg != nil:
			arguments[i] = c.expression(p.DefaultArg, fnScope)
		default:
			reject(n, "a call without the argument %s", p.Name)
		}
	}
	return name + "(" + strings.Join(arguments, ", ") + ")"
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

func (c *compiler) ownFunction(name string, fn *ast.Function, s scope) {
	if id := captured(fn.FreeVariables(), s, map[ast.Identifier]bool{}); id != "" {
		reject(fn, "a function that uses %q from around it; hand it over", id)
	}
	parameters := make([]string, len(fn.Parameters))
	for i, p := range fn.Parameters {
		code := "p" + strings.ToUpper(string(p.Name[:1])) + string(p.Name[1:])
		parameters[i] = code + " any"
		s = s.with(p.Name, meaning{code: code})
	}
	c.function(name, parameters, "any", func() {
		result := c.expression(fn.Body, s)
		c.printf("return %s\n", result)
	})
}

// captured is a name, if any, by which syntax with these free names gets at a
// variable of the function around it.
func captured(free ast.Identifiers, s scope, seen map[ast.Identifier]bool) ast.Identifier {
	for _, id := range free {
		m := s[id]
		if m.code != "" || m.hidden != nil {
			return id
		}
		if m.node == nil || seen[id] {
			continue
		}
		seen[id] = true
		if captured(m.node.FreeVariables(), m.scope, seen) != "" {
			return id
		}
	}
	return ""
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
			if p.Name == a.Name {
				out[i], found = a.Arg, true
			}
		}
		if !found {
			reject(n, "the argument %s", a.Name)
		}
	}
	return out
}

func (c *compiler) standardCall(n *ast.Apply, name string, s scope) string {
	switch name {
	case "$flatMapArray":
		return c.loop(n, s, "[]any{}", func(into string, value ast.Node, s scope) {
			v := c.expression(value, s)
			c.printf("%s = append(%s, %s)\n", into, into, v)
		})
	case "$objectFlatMerge":
		inner, ok := n.Arguments.Positional[0].Expr.(*ast.Apply)
		if !ok {
			break
		}
		return c.loop(inner, s, emptyObject, func(into string, value ast.Node, s scope) {
			object, ok := value.(*ast.DesugaredObject)
			if !ok || len(object.Fields) != 1 || len(object.Asserts) > 0 || len(object.Locals) > 0 || object.Fields[0].PlusSuper {
				reject(value, "an object comprehension like this")
			}
			c.depth++
			c.member(into, object.Fields[0], s)
			c.depth--
		})
	}
	known, ok := standard[name]
	if !ok {
		reject(n, "std.%s", name)
	}
	parameters := make([]ast.Parameter, len(known.parameters))
	for i, p := range known.parameters {
		parameters[i].Name = p
	}
	arguments := []string{}
	for i, a := range c.arguments(n, parameters) {
		switch {
		case a != nil:
			arguments = append(arguments, c.expression(a, s))
		case i < known.needed:
			reject(n, "std.%s with so few arguments", name)
		default:
			arguments = append(arguments, "nil")
		}
	}
	return known.function + "(" + strings.Join(arguments, ", ") + ")"
}
