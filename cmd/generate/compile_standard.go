package main

import (
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// known is a function of jsonnet's standard library that the compiler knows: the
// Go function that does the same, the parameters' names, how many are needed, and
// whether the Go function gives a bool.
type known struct {
	function   string
	parameters []ast.Identifier
	needed     int
	reports    bool
}

var standard = map[string]known{
	"get":             {function: "get", parameters: []ast.Identifier{"o", "f", "default"}, needed: 2},
	"join":            {function: "join", parameters: []ast.Identifier{"sep", "arr"}, needed: 2},
	"length":          {function: "length", parameters: []ast.Identifier{"x"}, needed: 1},
	"manifestYamlDoc": {function: "yamlDoc", parameters: []ast.Identifier{"value", "indent_array_in_object", "quote_keys"}, needed: 1},
	"member":          {function: "member", parameters: []ast.Identifier{"arr", "x"}, needed: 2, reports: true},
	"objectFields":    {function: "fields", parameters: []ast.Identifier{"o"}, needed: 1},
	"objectHas":       {function: "has", parameters: []ast.Identifier{"o", "f"}, needed: 2, reports: true},
	"objectHasAll":    {function: "has", parameters: []ast.Identifier{"o", "f"}, needed: 2, reports: true}, // `in`; no object here hides a field
}

func (c *compiler) standardCall(n *ast.Apply, name string, s scope) string {
	switch name {
	case "$flatMapArray":
		return c.arrayComprehension(n, s)
	case "$objectFlatMerge":
		return c.objectComprehension(n, s)
	case "map", "filter":
		return c.mapped(n, name, s)
	}
	known, ok := standard[name]
	if !ok {
		reject(n, "std.%s", name)
	}
	arguments := []string{}
	for i, a := range c.arguments(n, named(known.parameters...)) {
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

func named(names ...ast.Identifier) []ast.Parameter {
	out := make([]ast.Parameter, len(names))
	for i, name := range names {
		out[i].Name = name
	}
	return out
}

// mapped is std.map or std.filter: a loop around what the function does.
func (c *compiler) mapped(n *ast.Apply, name string, s scope) string {
	a := c.arguments(n, named("func", "arr"))
	if a[0] == nil || a[1] == nil {
		reject(n, "std.%s with so few arguments", name)
	}
	list := c.expression(a[1], s)
	into := c.variable("all")
	c.printf("%s := []any{}\n", into)
	t := c.target(n, a[0], s)
	if len(t.fn.Parameters) == 0 {
		reject(n, "std.%s of a function without a parameter", name)
	}
	function := ""
	if _, literal := a[0].(*ast.Function); !literal {
		function = c.functionOf(t)
	}
	item := t.fn.Parameters[0].Name
	c.each(t.fn, list, t.scope, func(inner scope) {
		code := inner[item].code
		given := make([]string, len(t.fn.Parameters))
		given[0] = code
		var result string
		if function != "" {
			result = c.call(n, t, given)
		} else {
			result = c.inline(n, t.fn, inner)
		}
		if name == "map" {
			c.printf("%s = append(%s, %s)\n", into, into, result)
			return
		}
		c.printf("if truth(%s) {\n%s = append(%s, %s)\n}\n", result, into, into, code)
	})
	return into
}

// inline is what a function gives whose first parameter has a value already.
func (c *compiler) inline(n ast.Node, fn *ast.Function, s scope) string {
	for i, p := range fn.Parameters[1:] {
		if p.DefaultArg == nil {
			reject(n, "a call without the argument %s", fn.Parameters[i+1].Name)
		}
		s = s.with(p.Name, meaning{})
	}
	for _, p := range fn.Parameters[1:] {
		s = s.with(p.Name, lazily(p.DefaultArg, s))
	}
	return c.expression(fn.Body, s)
}
