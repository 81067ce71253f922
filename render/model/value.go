package model

import (
	"reflect"
	"slices"

	"render/render/manifest"
)

// Value is the model as plain Go values, as JSON has them: what jsonnet is given,
// and what `--format model` prints.
func (m *Model) Value() map[string]any {
	return manifest.Arrange(m.Record().Object()).Map()
}

// Record is the model as an object that is never there as a whole: each field is
// made into a plain value when it is asked for.
func (m *Model) Record() Record {
	return Record{reflect.ValueOf(m).Elem(), &reader{map[reflect.Type][]modelField{}, map[uintptr]any{}}}
}

// Record is a struct of the model as an object.
type Record struct {
	v reflect.Value
	r *reader
}

// Field is the value of a field: nil, bool, string, float64, manifest.Object, a
// Record, or a list of these.
func (r Record) Field(name string) (value any, ok bool) {
	fields := r.r.fields(r.v.Type())
	for i := range fields {
		if f := &fields[i]; f.name == name {
			return r.r.value(r.v.FieldByIndex(f.at)), true
		}
	}
	return nil, false
}

// Object is the struct as an object, whose own members may be Records.
func (r Record) Object() manifest.Object {
	fields := r.r.fields(r.v.Type())
	out := make(manifest.Object, len(fields))
	for i, f := range fields {
		out[i] = manifest.Member{Key: f.name, Value: r.r.value(r.v.FieldByIndex(f.at))}
	}
	out.Sort("")
	return out
}

// reader makes plain values of the model's. It keeps what it found out of types,
// and the objects that it made of maps, so that they are shared.
type reader struct {
	types   map[reflect.Type][]modelField
	objects map[uintptr]any // manifest.Object
}

type modelField struct {
	name string
	at   []int // the struct's field, in a struct that is embedded perhaps
}

func (r *reader) fields(t reflect.Type) []modelField {
	if fields, ok := r.types[t]; ok {
		return fields
	}
	fields := make([]modelField, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.Anonymous {
			fields = append(fields, modelField{f.Tag.Get("model"), f.Index})
			continue
		}
		for _, inner := range r.fields(f.Type) {
			fields = append(fields, modelField{inner.name, append([]int{i}, inner.at...)})
		}
	}
	r.types[t] = fields
	return fields
}

func (r *reader) value(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return r.value(v.Elem())
	case reflect.Struct:
		return Record{v, r}
	case reflect.Slice:
		if list, ok := v.Interface().([]any); ok {
			return r.list(list)
		}
		out := make([]any, v.Len())
		for i := range out {
			out[i] = r.value(v.Index(i))
		}
		return out
	case reflect.Map:
		if v.IsNil() && v.Type().Elem().Kind() == reflect.Interface {
			return nil
		}
		return r.object(v)
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int64:
		return float64(v.Int())
	}
	return v.Interface()
}

// plain is a value that is one of JSON's already, but for maps.
func (r *reader) plain(v any) any {
	switch v := v.(type) {
	case string, bool, float64, nil:
		return v
	case []any:
		return r.list(v)
	}
	return r.value(reflect.ValueOf(v))
}

// list is the list itself where nothing in it is made into something else.
func (r *reader) list(list []any) []any {
	out := list
	for i, item := range list {
		switch item.(type) {
		case string, bool, float64, nil:
			continue
		}
		if &out[0] == &list[0] {
			out = slices.Clone(list)
		}
		out[i] = r.plain(item)
	}
	if out == nil {
		return []any{}
	}
	return out
}

// object makes an object of a map once.
func (r *reader) object(v reflect.Value) any {
	at := v.Pointer()
	if object, ok := r.objects[at]; ok {
		return object
	}
	var object any
	switch m := v.Interface().(type) {
	case map[string]string:
		object = manifest.NewWords(m)
	case map[string]any:
		object = r.members(m)
	}
	if at != 0 {
		r.objects[at] = object
	}
	return object
}

func (r *reader) members(m map[string]any) manifest.Object {
	members := make(manifest.Object, 0, len(m))
	for key, v := range m {
		members = append(members, manifest.Member{Key: key, Value: r.plain(v)})
	}
	members.Sort("")
	return members
}
