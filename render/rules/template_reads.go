package rules

import (
	"slices"
	"text/template/parse"
)

// everyValue stands for a text that takes all that is read, as `{{ . | toJson }}` does.
const everyValue = "."

// templateReads is what a template takes: the values at its root, and functions by name.
type templateReads struct {
	values, functions []string
	got               bool // by sprig's get, which takes no map of texts, as this is
}

func add(list *[]string, name string) {
	if !slices.Contains(*list, name) {
		*list = append(*list, name)
	}
}

// list goes through what stands in a template. At the root a dot is all that is read;
// within `with` and `range` it is another thing, and `$` alone is still the root.
func (r *templateReads) list(list *parse.ListNode, root bool) {
	if list == nil {
		return
	}
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.ActionNode:
			r.pipe(n.Pipe, root)
		case *parse.IfNode:
			r.pipe(n.Pipe, root)
			r.list(n.List, root)
			r.list(n.ElseList, root)
		case *parse.WithNode:
			r.pipe(n.Pipe, root)
			r.list(n.List, false)
			r.list(n.ElseList, root)
		case *parse.RangeNode:
			r.pipe(n.Pipe, root)
			r.list(n.List, false)
			r.list(n.ElseList, root)
		case *parse.TemplateNode: // what is defined there is not followed
			add(&r.values, everyValue)
		}
	}
}

func (r *templateReads) pipe(pipe *parse.PipeNode, root bool) {
	if pipe == nil {
		return
	}
	for _, command := range pipe.Cmds {
		r.command(command, root)
	}
}

// command goes through a command and its arguments. `index . "tls.crt"` takes a value whose name
// is no identifier.
func (r *templateReads) command(c *parse.CommandNode, root bool) {
	args := c.Args
	if function, ok := args[0].(*parse.IdentifierNode); ok {
		add(&r.functions, function.Ident)
		if named, ok := indexed(args, root); ok && (function.Ident == "index" || function.Ident == "get") {
			add(&r.values, named)
			args = args[3:]
			r.got = r.got || function.Ident == "get"
		}
	}
	for _, arg := range args {
		r.argument(arg, root)
	}
}

func (r *templateReads) argument(arg parse.Node, root bool) {
	switch n := arg.(type) {
	case *parse.IdentifierNode:
		add(&r.functions, n.Ident)
	case *parse.FieldNode:
		if root {
			add(&r.values, n.Ident[0])
		}
	case *parse.VariableNode:
		switch {
		case n.Ident[0] == "$" && len(n.Ident) > 1:
			add(&r.values, n.Ident[1])
		case n.Ident[0] == "$":
			add(&r.values, everyValue)
		}
	case *parse.DotNode:
		if root {
			add(&r.values, everyValue)
		}
	case *parse.PipeNode:
		r.pipe(n, root)
	case *parse.ChainNode:
		r.argument(n.Node, root)
	}
}

// indexed is the value that a function takes of the root by its name.
func indexed(args []parse.Node, root bool) (string, bool) {
	if len(args) < 3 {
		return "", false
	}
	switch of := args[1].(type) {
	case *parse.DotNode:
		if !root {
			return "", false
		}
	case *parse.VariableNode:
		if len(of.Ident) != 1 || of.Ident[0] != "$" {
			return "", false
		}
	default:
		return "", false
	}
	name, ok := args[2].(*parse.StringNode)
	if !ok {
		return "", false
	}
	return name.Text, true
}
