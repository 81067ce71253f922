package eval

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-jsonnet"
	"github.com/google/go-jsonnet/ast"

	"render/render/eval/compiled"
	"render/render/manifest"
)

// lazily evaluates a mixin over the library as it was compiled. Components are
// values that are made when jsonnet asks for them, and only what the mixin changes of
// those that it names comes back through it. An error may come of compiled code that
// gives up, or of the mixin: whatever it is, interpreting all has the last word.
func (e *evaluation) lazily(model func() (map[string]any, error), library Library, mixin string) ([]Component, error) {
	m := &maker{model: model, library: library, components: map[string]compiled.Component{}, described: map[string]Description{}, made: map[string]*made{}}
	var known []any
	hidden, named := map[string]bool{}, map[string]any{}
	changed := e.named(mixin)
	for _, c := range compiled.Components() {
		m.components[c.Name] = c
		known = append(known, c.Name)
		for _, field := range c.Own {
			hidden[field] = true
		}
		if fields, ok := changed[c.Name]; ok {
			named[c.Name] = fields
		}
	}
	give(e.vm, "render/components", func() (any, error) { return known, nil })
	give(e.vm, "render/named", func() (any, error) { return named, nil })
	give(e.vm, "render/fields", m.fields)
	for name, f := range map[string]func(string) (any, error){
		"render/field": m.field, "render/own": m.own, "render/reads": m.reads, "render/keys": m.keys,
	} {
		e.vm.NativeFunction(&jsonnet.NativeFunction{Name: name, Params: ast.Identifiers{"name"}, Func: func(args []any) (any, error) {
			return f(args[0].(string))
		}})
	}
	e.vm.NativeFunction(&jsonnet.NativeFunction{Name: "render/below", Params: ast.Identifiers{"name", "own", "key"}, Func: func(args []any) (any, error) {
		return m.below(args[0].(string), manifest.NewObject(args[1].(map[string]any)), args[2].(string))
	}})
	e.vm.NativeFunction(&jsonnet.NativeFunction{Name: "render/object", Params: ast.Identifiers{"name", "own", "path"}, Func: func(args []any) (any, error) {
		return m.object(args[0].(string), manifest.NewObject(args[1].(map[string]any)), args[2].([]any))
	}})
	return e.list("library.lazy(import " + strconv.Quote(mixin) + ", " + hiding(hidden) + ", std.native('render/named')())")
}

// hiding is a function in jsonnet that gives an object whose fields are hidden:
// a computed set of fields never is.
func hiding(names map[string]bool) string {
	var fields []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		quoted := strconv.Quote(name)
		fields = append(fields, "[if "+quoted+" in own then "+quoted+"]:: own["+quoted+"]")
	}
	return "function(own) { " + strings.Join(fields, ", ") + " }"
}
