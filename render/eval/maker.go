package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"render/render/eval/compiled"
	"render/render/manifest"
)

// maker gets for jsonnet what the compiled library makes, and what the model is. It keeps
// what it got.
type maker struct {
	model      func() (map[string]any, error)
	library    Library
	components map[string]compiled.Component
	described  map[string]Description
	made       map[string]*made // by component and its fields
}

// made is what was got of a component with fields of its own.
type made struct {
	shape map[string]any
	asked int            // how often for one manifest
	all   map[string]any // from many times on
}

// manyAsked is how often a component is asked for one manifest before all of it is got at once.
const manyAsked = 8

// fields are the names of what is in the model.
func (m *maker) fields() (any, error) {
	t, err := m.model()
	return list(slices.Sorted(maps.Keys(t))), err
}

func (m *maker) field(name string) (any, error) {
	t, err := m.model()
	return t[name], err
}

func (m *maker) description(name string) (d Description, err error) {
	d, ok := m.described[name]
	if !ok {
		if d, ok = m.library.Describe(name); !ok {
			return d, gaveUp(name)
		}
		m.described[name] = d
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

// of is what is kept of a component with those of its own fields that it reads.
func (m *maker) of(name string, own manifest.Object) (*made, error) {
	text, err := json.Marshal(own)
	if err != nil {
		return nil, err
	}
	key := name + " " + string(text)
	kept := m.made[key]
	if kept == nil {
		kept = &made{}
		var ok bool
		if kept.shape, ok = m.library.Shape(name, own); !ok {
			return nil, gaveUp(name)
		}
		m.made[key] = kept
	}
	return kept, nil
}

// below is the shape of what stands under a key.
func (m *maker) below(name string, own manifest.Object, key string) (any, error) {
	kept, err := m.of(name, own)
	if err != nil {
		return nil, err
	}
	return kept.shape[key], nil
}

// object is a manifest under keys that lie in each other.
func (m *maker) object(name string, own manifest.Object, path []any) (any, error) {
	kept, err := m.of(name, own)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, key := range path {
		keys = append(keys, key.(string))
	}
	if kept.asked++; kept.asked <= manyAsked {
		text, ok := m.library.Make(name, own, keys)
		if !ok {
			return nil, gaveUp(name)
		}
		var object any
		err := json.Unmarshal(text, &object)
		return object, err
	}
	if kept.all == nil {
		text, ok := m.library.Make(name, own, nil)
		if !ok {
			return nil, gaveUp(name)
		}
		if kept.all, err = manifest.ReadMap(text); err != nil {
			return nil, err
		}
	}
	var at any = kept.all
	for _, key := range keys {
		at = at.(map[string]any)[key]
	}
	return at, nil
}

func gaveUp(name string) error { return fmt.Errorf("component %q is to be interpreted", name) }

// list is a list of texts as jsonnet takes it.
func list(texts []string) []any {
	out := make([]any, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}
