package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/google/go-jsonnet/ast"
)

// component makes the Go functions of a component, and gives its line in the list
// of them.
func (c *compiler) component(file string) (entry string, err error) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case *unknown:
			err = cause
		default:
			panic(cause)
		}
	}()
	node, s := unwrap(c.files[file], c.fileScope())
	fn, ok := node.(*ast.Function)
	if !ok || len(fn.Parameters) != 1 {
		reject(node, "a component that is no function of the topology")
	}
	name := strings.TrimSuffix(path.Base(file), ".libsonnet")
	s = s.with(fn.Parameters[0].Name, meaning{code: "t"})
	own := &ownFields{}
	own.collect(fn.Body, s)
	hidden, objects := c.topName(name+"Hidden"), c.topName(name+"Objects")
	c.function(file, hidden, []string{"t any"}, "members", func() {
		fields := make([]string, len(own.fields))
		for i, f := range own.fields {
			fields[i] = memberCode(f.name, c.expression(f.body, f.scope))
		}
		c.printf("return members{%s}\n", strings.Join(fields, ", "))
	})
	c.own = own
	c.function(file, objects, []string{"t, own any"}, "any", func() {
		c.self = true
		result := c.componentObjects(fn.Body, s)
		c.printf("return %s\n", result)
	})
	return fmt.Sprintf("{%q, []string{%s}, []string{%s}, %s, %s},\n", name, strings.Join(own.names(), ", "), strings.Join(own.read, ", "), hidden, objects), nil
}

// collect finds the fields that are not manifests in a component's own object.
func (o *ownFields) collect(node ast.Node, s scope) {
	node, s = unwrap(node, s)
	switch n := node.(type) {
	case *ast.Binary:
		if n.Op == ast.BopPlus {
			o.collect(n.Left, s)
			o.collect(n.Right, s)
		}
	case *ast.DesugaredObject:
		for _, f := range n.Fields {
			if f.Hide != ast.ObjectFieldHidden {
				continue
			}
			name := quote(f.Name)
			switch {
			case name == "":
				reject(f.Body, "a hidden field with a computed name")
			case o.has(name):
				reject(f.Body, "a hidden field twice")
			case f.PlusSuper:
				reject(f.Body, "a field with +: or ::")
			}
			o.fields = append(o.fields, ownField{name, f.Body, s.bind(n.Locals)})
		}
	}
}

// componentObjects is a component's own object without its hidden fields.
func (c *compiler) componentObjects(node ast.Node, s scope) string {
	node, s = unwrap(node, s)
	switch n := node.(type) {
	case *ast.Binary:
		if n.Op != ast.BopPlus {
			break
		}
		left := c.componentObjects(n.Left, s)
		right := c.componentObjects(n.Right, s)
		if left == emptyObject {
			return right
		}
		return "plus(" + left + ", " + right + ")"
	case *ast.DesugaredObject:
		visible := *n
		visible.Fields = slices.DeleteFunc(slices.Clone(n.Fields), func(f ast.DesugaredObjectField) bool { return f.Hide == ast.ObjectFieldHidden })
		return c.object(&visible, s)
	}
	return c.expression(node, s)
}
