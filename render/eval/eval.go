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

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	library "render/jsonnet"
	"render/render/diag"
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
// error is a fault of the library itself, unless problems say otherwise.
func Run(model map[string]any, mixin *Mixin, config Config) ([]Component, diag.List, error) {
	vm, files := newVM(config)
	vm.ExtNode(treeVariable, library.Tree)
	var components []Component
	var problems diag.List
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
	site := "{}"
	if mixin != nil {
		site = fmt.Sprintf("import %q", mixin.Path)
	}
	wrapper := `local library = std.extVar('` + treeVariable + `'); ` +
		`std.native('render/collect')(library['lib/listing.libsonnet'](library['main.libsonnet'](std.native('render/model')(), ` + site + `)))`
	node, err := jsonnet.SnippetToAST("", wrapper)
	if err != nil {
		return nil, nil, err
	}
	if _, err = vm.Evaluate(node); err == nil {
		return components, nil, nil
	}
	if mixin == nil {
		return nil, nil, err
	}
	problems.Add(files.problem(err, mixin.Mark, mixin.Name))
	return nil, problems, nil
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
	out, err := evaluate(vm, name, string(text))
	if err != nil {
		problems.Add(files.problem(err, diag.File(files.sources[name]), ""))
		return nil, problems
	}
	return []byte(out), nil
}

func evaluate(vm *jsonnet.VM, name, text string) (string, error) {
	node, err := jsonnet.SnippetToAST(name, text)
	if err != nil {
		return "", err
	}
	return vm.Evaluate(node)
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
