// Package eval owns the running of jsonnet: the library over a model, the
// user's mixin, topologies written in jsonnet.
//
// In go a model, files as fs.FS and variables; out come the components' objects
// as Go values, or problems with places in the user's files. It must never read
// a file that it was not given, nor let a certificate's data in: templates see
// the model alone. How deep user code may recurse is bounded; how long it runs
// is for the caller to watch.
package eval

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	library "render/jsonnet"
	"render/render/diag"
	"render/render/topology"
)

// Variable is an external variable or a top-level argument, a text by name.
type Variable struct{ Name, Value string }

// Config is what user code may see beside the model.
type Config struct {
	Files     fs.FS      // the topology's folder
	Libraries []fs.FS    // -J, tried in this order after the importing file's folder
	ExtStr    []Variable // std.extVar
	TLAStr    []Variable // arguments of a topology that is a function
}

// Component is what one component of the library came to.
type Component struct {
	Name    string
	Stage   string
	Reader  string // "kubectl" or "istioctl"
	Tiers   bool   // the keys of Objects are tiers
	Objects map[string]any
}

// Mixin is the user's file that is mixed in last.
type Mixin struct {
	Path string     // relative to Config.Files
	Mark diag.Place // where the topology names it
	Name string     // the field that names it
}

const treeVariable = "render/library"

// Run evaluates the library over a model, with a mixin where there is one. An
// error is a fault of the library itself.
//
// Without a mixin only the library's own code runs, which is compiled; a test
// compares it with the interpreter. With one everything is interpreted, since a
// mixin may change everything.
func Run(model *topology.Model, mixin *Mixin, config Config) ([]Component, diag.List, error) {
	t := model.Value()
	if mixin == nil {
		if components, ok := runCompiled(t); ok {
			return components, nil, nil
		}
		vm, _ := newVM(config)
		components, err := evaluate(vm, t, alone())
		return components, nil, err
	}
	vm, files := newVM(config)
	node, err := withMixin(vm, mixin.Path)
	if err != nil {
		return nil, nil, err
	}
	components, err := evaluate(vm, t, node)
	if err != nil {
		return nil, diag.List{files.problem(err, mixin.Mark, mixin.Name)}, nil
	}
	return components, nil, nil
}

// evaluate evaluates the library over a model: alone, or with what node gives.
func evaluate(vm *jsonnet.VM, model map[string]any, node ast.Node) ([]Component, error) {
	var components []Component
	vm.NativeFunction(&jsonnet.NativeFunction{
		Name: "render/model",
		Func: func([]any) (any, error) { return model, nil },
	})
	vm.NativeFunction(&jsonnet.NativeFunction{
		Name:   "render/collect",
		Params: ast.Identifiers{"list"},
		Func: func(args []any) (any, error) {
			var err error
			components, err = collect(args[0])
			return nil, err
		},
	})
	_, err := vm.Evaluate(node)
	return components, err
}

// withMixin is the library with a file of the user's mixed in.
func withMixin(vm *jsonnet.VM, path string) (ast.Node, error) {
	vm.ExtNode(treeVariable, library.Tree)
	return jsonnet.SnippetToAST("", `local library = std.extVar('`+treeVariable+`'); `+
		`std.native('render/collect')(library['lib/listing.libsonnet'](`+
		`library['main.libsonnet'](std.native('render/model')(), import `+strconv.Quote(path)+`)))`)
}

// alone is the library by itself. It is made without parsing anything.
func alone() ast.Node {
	member := &ast.LiteralString{Value: "lib/alone.libsonnet", Kind: ast.StringDouble}
	index := &ast.Index{Target: library.Tree, Index: member}
	index.FreeVars = library.Tree.FreeVariables()
	return index
}

// collect reads the library's listing. A mixin can put anything in there.
func collect(value any) ([]Component, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, errors.New("the library's listing is no list")
	}
	out := make([]Component, 0, len(list))
	for _, item := range list {
		entry := item.(map[string]any)
		c := Component{Name: entry["component"].(string)}
		var texts, ok bool
		c.Stage, texts = entry["stage"].(string)
		c.Reader, ok = entry["reader"].(string)
		if !texts || !ok {
			return nil, fmt.Errorf("component %q: _stage and _reader are texts", c.Name)
		}
		c.Tiers, _ = entry["tiers"].(bool)
		if c.Objects, ok = entry["objects"].(map[string]any); !ok {
			return nil, fmt.Errorf("component %q is not an object of manifests", c.Name)
		}
		out = append(out, c)
	}
	return out, nil
}

// Topology evaluates a topology written in jsonnet to the JSON text it stands
// for.
func Topology(name string, text []byte, config Config) ([]byte, diag.List) {
	vm, files := newVM(config)
	for _, v := range config.TLAStr {
		vm.TLAVar(v.Name, v.Value)
	}
	files.add(name, text)
	var problems diag.List
	if p, deep := tooDeep(files.sources[name]); deep {
		problems.Add(p)
		return nil, problems
	}
	node, err := jsonnet.SnippetToAST(name, string(text))
	out := ""
	if err == nil {
		out, err = vm.Evaluate(node)
	}
	if err != nil {
		problems.Add(files.problem(err, diag.File(files.sources[name]), ""))
		return nil, problems
	}
	return []byte(out), nil
}

func newVM(config Config) (*jsonnet.VM, *files) {
	vm := jsonnet.MakeVM()
	f := &files{config: config, contents: map[string]jsonnet.Contents{}, sources: map[string]*diag.Source{}}
	vm.Importer(f)
	vm.SetTraceOut(io.Discard)
	for _, v := range config.ExtStr {
		vm.ExtVar(v.Name, v.Value)
	}
	return vm, f
}
