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
// values that are made when jsonnet asks for them, and only those that the mixin
// names come back through it. An error may come of compiled code that gives up,
// or of the mixin: whatever it is, interpreting all has the last word.
func (e *evaluation) lazily(model func() (manifest.Object, error), mixin string) ([]Component, error) {
	m := &maker{model: model, components: map[string]compiled.Component{}, usual: map[string]made{}, last: map[string]made{}}
	var known []any
	hidden := map[string]bool{}
	for _, c := range compiled.Components() {
		m.components[c.Name] = c
		known = append(known, c.Name)
		for _, field := range c.Own {
			hidden[field] = true
		}
	}
	give(e.vm, "render/components", func() (any, error) { return known, nil })
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
	return e.list("library.lazy(import " + strconv.Quote(mixin) + ", " + hiding(hidden) + ")")
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

// maker makes components for jsonnet. It keeps what it made with a component's
// usual fields, and with those that were asked for last.
type maker struct {
	model       func() (manifest.Object, error)
	components  map[string]compiled.Component
	usual, last map[string]made
}

// made are a component's objects, and the fields that it read for them, as JSON.
type made struct {
	from    string
	objects manifest.Object
}

// fields are the names of what is in the model.
func (m *maker) fields() (any, error) {
	t, err := m.model()
	return names(t), err
}

func (m *maker) field(name string) (any, error) {
	t, err := m.model()
	return plainly(t, name), err
}

// own are the fields of a component that are no manifests.
func (m *maker) own(name string) (any, error) {
	own, err := m.hidden(name)
	return own.Map(), err
}

func (m *maker) hidden(name string) (own manifest.Object, err error) {
	t, err := m.model()
	if err != nil {
		return nil, err
	}
	if !compiled.Try(func() { own = m.components[name].Hidden(t) }) {
		return nil, gaveUp(name)
	}
	return own, nil
}

// reads are the names of those that the component's manifests depend on.
func (m *maker) reads(name string) (any, error) {
	out := []any{}
	for _, field := range m.components[name].Reads {
		out = append(out, field)
	}
	return out, nil
}

// keys are the names of a component's fields that are manifests, or objects of
// them. They never depend on its other fields: jsonnet makes an object's names
// before there is a self.
func (m *maker) keys(name string) (any, error) {
	own, err := m.hidden(name)
	if err != nil {
		return nil, err
	}
	read := slices.DeleteFunc(slices.Clone(own), func(f manifest.Member) bool { return !slices.Contains(m.components[name].Reads, f.Key) })
	objects, err := m.objects(name, manifest.Arrange(read))
	m.usual[name] = m.last[name]
	return names(objects), err
}

// objects are a component's fields that are manifests, or objects of them, with
// those of its own fields that it reads.
func (m *maker) objects(name string, read manifest.Object) (manifest.Object, error) {
	from, err := json.Marshal(read)
	if err != nil {
		return nil, err
	}
	for _, kept := range []made{m.usual[name], m.last[name]} {
		if kept.from == string(from) {
			return kept.objects, nil
		}
	}
	t, err := m.model()
	if err != nil {
		return nil, err
	}
	fits := false
	var objects manifest.Object
	if !compiled.Try(func() { objects, fits = m.components[name].Objects(t, read).(manifest.Object) }) || !fits {
		return nil, gaveUp(name)
	}
	m.last[name] = made{string(from), objects}
	return objects, nil
}

func gaveUp(name string) error { return fmt.Errorf("component %q is to be interpreted", name) }

func names(object manifest.Object) []any {
	out := make([]any, len(object))
	for i, m := range object {
		out[i] = m.Key
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
