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
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	library "render/jsonnet"
	"render/render/diag"
	"render/render/places"
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
	// Evaluator does the user's jsonnet, elsewhere perhaps; nil: in this process.
	Evaluator Evaluator
}

func (c *Config) evaluator() Evaluator {
	if c.Evaluator == nil {
		return func(_ context.Context, job Job, open Opener) (Outcome, error) { return Do(job, open) }
	}
	return c.Evaluator
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
	Path string       // relative to Config.Files
	Mark places.Place // where the topology names it
	Name string       // the field that names it
}

const treeVariable = "render/library"

// Run evaluates the library over a model, with a mixin where there is one. An
// error is a fault of the library itself.
//
// Without a mixin only the library's own code runs, which is compiled; a test
// compares it with the interpreter. With one everything is interpreted, since a
// mixin may change everything.
func Run(ctx context.Context, model *topology.Model, mixin *Mixin, config Config) ([]Component, diag.List, error) {
	t := model.Value()
	if mixin == nil {
		if components, ok := runCompiled(t); ok {
			return components, nil, nil
		}
		components, err := evaluate(newEvaluation(nil, nil).vm, t, alone())
		return components, nil, err
	}
	files := newFiles(config)
	problem := check(config)
	if problem != nil {
		return nil, diag.List{*problem}, nil
	}
	job := Job{Path: mixin.Path, ExtStr: config.ExtStr}
	var err error
	if job.Model, err = modelJSON(model); err != nil {
		return nil, nil, err
	}
	text, problems, err := files.do(ctx, job)
	if len(problems) > 0 && files.sources[mixin.Path] == nil { // it could not be read
		problems[0].Place, problems[0].Path = mixin.Mark, mixin.Name
		problems[0].Message = strings.TrimPrefix(problems[0].Message, "jsonnet: ") // as the field says already
	}
	if text == nil {
		return nil, problems, err
	}
	var components []Component
	err = json.Unmarshal(text, &components)
	return components, nil, err
}

// do has a job done. Of text, problems and an error there is one.
func (f *files) do(ctx context.Context, job Job) ([]byte, diag.List, error) {
	outcome, err := f.config.evaluator()(ctx, job, f.open)
	switch limit := (*Limit)(nil); {
	case errors.As(err, &limit):
		return nil, diag.List{f.limited(limit, job)}, nil
	case err != nil:
		return nil, nil, err
	case outcome.Fault != nil:
		return nil, diag.List{f.problem(outcome.Fault, job)}, nil
	}
	return outcome.Text, nil, nil
}

// check refuses variables that hold a private key.
func check(config Config) *diag.Diagnostic {
	for i, v := range slices.Concat(config.ExtStr, config.TLAStr) {
		flag := "--ext-str "
		if i >= len(config.ExtStr) {
			flag = "--tla-str "
		}
		if diag.HoldsKey([]byte(v.Value)) {
			return &diag.Diagnostic{Place: places.File(places.NewSource(flag+v.Name, nil)), Message: holdsKey,
				Help: "leave keys to render, which puts them into Secrets itself, after jsonnet"}
		}
	}
	return nil
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
// for. An error tells that it could not be begun.
func Topology(ctx context.Context, name string, text []byte, config Config) ([]byte, diag.List, error) {
	files := newFiles(config)
	if problem := check(config); problem != nil {
		return nil, diag.List{*problem}, nil
	}
	source := files.add(name, text)
	if p, deep := tooDeep(source); deep {
		return nil, diag.List{p}, nil
	}
	if diag.HoldsKey(text) {
		return nil, diag.List{{Place: places.File(source), Message: holdsKey, Help: "take the key out; render puts keys into Secrets itself, after jsonnet"}}, nil
	}
	return files.do(ctx, Job{Path: name, Text: text, ExtStr: config.ExtStr, TLAStr: config.TLAStr})
}
