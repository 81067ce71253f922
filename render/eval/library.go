package eval

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	"render/render/manifest"
)

// libraryVariable is the external variable by which the program that evaluates a
// mixin gets at the library.
const libraryVariable = "render/library"

// program is an expression over the library's files, and over a file of the
// user's where it imports one.
func program(vm *jsonnet.VM, text string) (ast.Node, error) {
	files, err := jsonnet.SnippetToAST(inLibrary+"start", "{ interpreted: import 'lib/interpreted.libsonnet', lazy: import 'lib/lazy.libsonnet' }")
	if err != nil {
		return nil, err
	}
	vm.ExtNode(libraryVariable, files)
	return jsonnet.SnippetToAST("", "local library = std.extVar("+strconv.Quote(libraryVariable)+"); "+text)
}

// interpreted evaluates the library's own files over a model, with a file of the
// user's mixed in if there is one.
func (e *evaluation) interpreted(t map[string]any, mixin string) ([]Component, error) {
	text := "library.interpreted()"
	if mixin != "" {
		text = "library.interpreted(import " + strconv.Quote(mixin) + ")"
	}
	give(e.vm, "render/model", func() (any, error) { return t, nil })
	return e.list(text)
}

// list evaluates a program that ends with the library's listing.
func (e *evaluation) list(text string) ([]Component, error) {
	var out []Component
	e.vm.NativeFunction(&jsonnet.NativeFunction{Name: "render/collect", Params: ast.Identifiers{"list"}, Func: func(args []any) (any, error) {
		var err error
		out, err = collect(args[0])
		return nil, err
	}})
	node, err := program(e.vm, text)
	if err != nil {
		return nil, err
	}
	_, err = e.vm.Evaluate(node)
	return out, err
}

// give adds a function without parameters to a VM.
func give(vm *jsonnet.VM, name string, f func() (any, error)) {
	vm.NativeFunction(&jsonnet.NativeFunction{Name: name, Func: func([]any) (any, error) { return f() }})
}

// collect reads the library's listing, in which a component that a mixin does not
// name is a name alone. A mixin can put anything in there.
func collect(value any) ([]Component, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, errors.New("the library's listing is no list")
	}
	out := make([]Component, 0, len(list))
	for _, item := range list {
		entry := item.(map[string]any)
		c := Component{Name: entry["component"].(string)}
		if unchanged, _ := entry["unchanged"].(bool); unchanged {
			c.Unchanged = true
			out = append(out, c)
			continue
		}
		var texts, ok bool
		c.Stage, texts = entry["stage"].(string)
		c.Reader, ok = entry["reader"].(string)
		if !texts || !ok {
			return nil, fmt.Errorf("component %q: _stage and _reader are texts", c.Name)
		}
		c.Tiers, _ = entry["tiers"].(bool)
		objects, ok := entry["objects"].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("component %q is not an object of manifests", c.Name)
		}
		c.Objects = manifest.NewObject(objects)
		if kept, ok := entry["kept"].([]any); ok {
			for _, key := range kept {
				c.Kept = append(c.Kept, key.(string))
			}
			c.Own = manifest.NewObject(entry["own"].(map[string]any))
		}
		out = append(out, c)
	}
	return out, nil
}
