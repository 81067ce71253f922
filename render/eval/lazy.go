package eval

import (
	"encoding/json"
	"fmt"
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
func (e *evaluation) lazily(model func() (manifest.Object, error), describe func(name string) (Description, bool), mixin string) ([]Component, error) {
	m := &maker{model: model, describe: describe, components: map[string]compiled.Component{}, descriptions: map[string]Description{}, first: map[string]made{}, last: map[string]made{}}
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
			named[c.Name] = list(fields)
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
	e.vm.NativeFunction(&jsonnet.NativeFunction{Name: "render/object", Params: ast.Identifiers{"name", "own", "key"}, Func: func(args []any) (any, error) {
		objects, err := m.objects(args[0].(string), manifest.NewObject(args[1].(map[string]any)))
		return plainly(objects, args[2].(string)), err
	}})
	components, err := e.list("library.lazy(import " + strconv.Quote(mixin) + ", " + hiding(hidden) + ", std.native('render/named')())")
	if err != nil {
		return nil, err
	}
	return components, m.large(components)
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

// maker makes components for jsonnet, which are described to it. It keeps what it made of
// a component first, and last.
type maker struct {
	model        func() (manifest.Object, error)
	describe     func(name string) (Description, bool)
	components   map[string]compiled.Component
	descriptions map[string]Description
	first, last  map[string]made
}

// made are a component's objects, and the fields that it read for them, as JSON.
type made struct {
	from    string
	objects manifest.Object
}

// fields are the names of what is in the model.
func (m *maker) fields() (any, error) {
	t, err := m.model()
	return list(names(t)), err
}

func (m *maker) field(name string) (any, error) {
	t, err := m.model()
	return plainly(t, name), err
}

func (m *maker) description(name string) (d Description, err error) {
	d, ok := m.descriptions[name]
	if !ok {
		if d, ok = m.describe(name); !ok {
			return d, gaveUp(name)
		}
		m.descriptions[name] = d
	}
	return d, nil
}

// own are the fields of a component that are no manifests.
func (m *maker) own(name string) (any, error) {
	d, err := m.description(name)
	return d.Own.Map(), err
}

// reads are the names of those that the component's manifests depend on.
func (m *maker) reads(name string) (any, error) { return list(m.components[name].Reads), nil }

// keys are the names of a component's fields that are manifests, or objects of
// them. They never depend on its other fields: jsonnet makes an object's names
// before there is a self.
func (m *maker) keys(name string) (any, error) {
	d, err := m.description(name)
	return list(d.Keys), err
}

// objects are a component's fields that are manifests, or objects of them, with
// those of its own fields that it reads.
func (m *maker) objects(name string, read manifest.Object) (manifest.Object, error) {
	from, err := json.Marshal(read)
	if err != nil {
		return nil, err
	}
	for _, kept := range []made{m.first[name], m.last[name]} {
		if kept.from == string(from) {
			return kept.objects, nil
		}
	}
	t, err := m.model()
	if err != nil {
		return nil, err
	}
	objects, ok := objectsOf(m.components[name], t, read)
	if !ok {
		return nil, gaveUp(name)
	}
	m.last[name] = made{string(from), objects}
	if _, ok := m.first[name]; !ok {
		m.first[name] = m.last[name]
	}
	return objects, nil
}

// maxOwn bounds the fields with which manifests are made elsewhere, in bytes of JSON: each
// app may hold them, and what comes of that is bounded here alone.
const maxOwn = 16 << 10

// large makes here what a mixin keeps of components whose own fields are large.
func (m *maker) large(components []Component) error {
	for i := range components {
		c := &components[i]
		if text, err := json.Marshal(c.Own); err != nil || len(text) <= maxOwn {
			continue
		}
		objects, err := m.objects(c.Name, c.Own)
		if err != nil {
			return err
		}
		c.keep(objects)
	}
	return nil
}

func gaveUp(name string) error { return fmt.Errorf("component %q is to be interpreted", name) }

func names(object manifest.Object) []string {
	out := make([]string, len(object))
	for i, m := range object {
		out[i] = m.Key
	}
	return out
}

// list is a list of texts as jsonnet takes it.
func list(texts []string) []any {
	out := make([]any, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}

// plainly is a member's value as jsonnet takes it, with maps for objects.
func plainly(object manifest.Object, name string) any {
	m := object.Find(name)
	if m == nil {
		return nil
	}
	return manifest.Object{*m}.Map()[name]
}
