package eval

import (
	"maps"
	"slices"

	"github.com/google/go-jsonnet/ast"
)

// outline finds out from a mixin's syntax tree what it can change: every field that it
// could give a component, whatever its conditions come to. What else stands in a
// component then is the library's, and need not come back through jsonnet.
type outline struct {
	open func(from, name string) (ast.Node, string, error)
	left int // expressions that are looked at
}

// maxNamed bounds how much of a mixin is looked at for one component, and maxNamedInAll for
// all, since what is imported twice is looked at twice.
const (
	maxNamed      = 10000
	maxNamedInAll = 16 * maxNamed
)

// named are the fields that a mixin can change, by component, of those components that it
// only adds fields to by names that stand in its text.
func (e *evaluation) named(mixin string) map[string][]string {
	o := &outline{open: e.vm.ImportAST, left: maxNamed}
	out := map[string][]string{}
	found, ok := o.of(&ast.Import{File: &ast.LiteralString{Value: mixin}}, "", true)
	if !ok { // what is not plain to see may change the same components
		return out
	}
	left := maxNamedInAll
	for _, component := range slices.Sorted(maps.Keys(found)) {
		o.left = min(maxNamed, left)
		left -= o.left
		if fields, ok := o.all(found[component]); ok {
			out[component] = fields
		}
		left += max(o.left, 0)
	}
	return out
}

// value is what a field is given, and the file in which it stands.
type value struct {
	field *ast.DesugaredObjectField
	file  string
}

// all are the fields of what one component is given in several places.
func (o *outline) all(values []value) ([]string, bool) {
	out := []string{}
	for _, v := range values {
		if !v.field.PlusSuper {
			return nil, false
		}
		fields, ok := o.of(v.field.Body, v.file, false)
		if !ok {
			return nil, false
		}
		for name := range fields {
			out = append(out, name)
		}
	}
	return out, true
}

// of are the fields that an expression's object can have, with all that each may be given;
// false where they are not all plain to see. A site may be a function that gives the object.
func (o *outline) of(node ast.Node, file string, site bool) (map[string][]value, bool) {
	if o.left--; o.left < 0 {
		return nil, false
	}
	switch node := node.(type) {
	case *ast.Local:
		return o.of(node.Body, file, site)
	case *ast.Function:
		if site {
			return o.of(node.Body, file, false)
		}
	case *ast.Conditional:
		return o.both(node.BranchTrue, node.BranchFalse, file, site)
	case *ast.Binary:
		if node.Op == ast.BopPlus {
			return o.both(node.Left, node.Right, file, false)
		}
	case *ast.Import:
		if tree, found, err := o.open(file, node.File.Value); err == nil {
			return o.of(tree, found, site)
		}
	case *ast.DesugaredObject:
		return fieldsOf(node, file)
	}
	return nil, false
}

func (o *outline) both(one, other ast.Node, file string, site bool) (map[string][]value, bool) {
	out, ok := o.of(one, file, site)
	if !ok {
		return nil, false
	}
	more, ok := o.of(other, file, site)
	for name, values := range more {
		out[name] = append(out[name], values...)
	}
	return out, ok
}

// fieldsOf are the fields that an object has in the text. What it asserts is for jsonnet
// alone, which looks at it when all of the object is asked for.
func fieldsOf(object *ast.DesugaredObject, file string) (map[string][]value, bool) {
	if len(object.Asserts) > 0 {
		return nil, false
	}
	out := map[string][]value{}
	for i := range object.Fields {
		name, ok := object.Fields[i].Name.(*ast.LiteralString)
		if !ok {
			return nil, false
		}
		out[name.Value] = append(out[name.Value], value{&object.Fields[i], file})
	}
	return out, true
}
