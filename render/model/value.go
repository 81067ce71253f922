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
	r := &reader{map[reflect.Type]*recordType{}, map[uintptr]any{}}
	return r.record(reflect.ValueOf(m).Elem())
}

// Record is a struct of the model as an object.
type Record struct {
	v  reflect.Value
	of *recordType
}

// Field is the value of a field: nil, bool, string, float64, manifest.Object, a
// Record, or a list of these.
func (r Record) Field(name string) (value any, ok bool) {
	for i := range r.of.fields {
		if f := &r.of.fields[i]; f.name == name {
			return r.of.r.value(r.v.FieldByIndex(f.at)), true
		}
	}
	return nil, false
}

// Object is the struct as an object, whose own members may be Records.
func (r Record) Object() manifest.Object {
	out := make(manifest.Object, len(r.of.fields))
	for i, f := range r.of.fields {
		out[i] = manifest.Member{Key: f.name, Value: r.of.r.value(r.v.FieldByIndex(f.at))}
	}
	out.Sort("")
	return out
}

// reader makes plain values of the model's. It keeps what it found out of types,
// and the objects that it made of maps, so that they are shared.
type reader struct {
	types   map[reflect.Type]*recordType
	objects map[uintptr]any // manifest.Object
}

// recordType is what is known of a struct of the model: looked up once for a Record,
// whose fields are asked for many times.
type recordType struct {
	r      *reader
	fields []modelField
}

type modelField struct {
	name string
	at   []int // the struct's field, in a struct that is embedded perhaps
}

func (r *reader) record(v reflect.Value) Record { return Record{v, r.typeOf(v.Type())} }

func (r *reader) typeOf(t reflect.Type) *recordType {
	if known, ok := r.types[t]; ok {
		return known
	}
	fields := make([]modelField, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.Anonymous {
			fields = append(fields, modelField{f.Tag.Get("model"), f.Index})
			continue
		}
		for _, inner := range r.typeOf(f.Type).fields {
			fields = append(fields, modelField{inner.name, append([]int{i}, inner.at...)})
		}
	}
	of := &recordType{r, fields}
	r.types[t] = of
	return of
}

func (r *reader) value(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return r.value(v.Elem())
	case reflect.Struct:
		return r.record(v)
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
