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
func (m *Model) Record() Record { return Record{m, &reader{map[uintptr]any{}}} }

// Record is a struct of the model as an object. Its fields are read by what is
// generated from their tags.
type Record struct {
	of any // a pointer to it: of an interface with methods Go would make a table of each struct, and look through all at each start
	r  *reader
}

// Field is the value of a field: nil, bool, string, float64, manifest.Object, a
// Record, or a list of these.
func (r Record) Field(name string) (value any, ok bool) { return r.r.field(r.of, name) }

// Object is the struct as an object, whose own members may be Records.
func (r Record) Object() manifest.Object {
	keys := keysOf(r.of)
	out := make(manifest.Object, len(keys))
	for i, key := range keys {
		value, _ := r.r.field(r.of, key)
		out[i] = manifest.Member{Key: key, Value: value}
	}
	out.Sort("")
	return out
}

// reader makes plain values of the model's. It keeps the objects that it made of
// maps, so that they are shared.
type reader struct {
	objects map[uintptr]any // manifest.Object
}

func recordOrNull[T any](r *reader, p *T) any {
	if p == nil {
		return nil
	}
	return Record{p, r}
}

func recordList[T any](r *reader, list []T) any {
	out := make([]any, len(list))
	for i := range list {
		out[i] = Record{&list[i], r}
	}
	return out
}

func valueOrNull[T string | bool](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func wholeOrNull(p *int) any {
	if p == nil {
		return nil
	}
	return float64(*p)
}

func textList(list []string) any {
	out := make([]any, len(list))
	for i, text := range list {
		out[i] = text
	}
	return out
}

func wholeList(list []int) any {
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = float64(n)
	}
	return out
}

// plain is a value that is one of JSON's already, but for maps and whole numbers.
func (r *reader) plain(v any) any {
	switch v := v.(type) {
	case []any:
		return r.list(v)
	case map[string]any:
		return r.object(v)
	case int:
		return float64(v)
	case int64:
		return float64(v)
	}
	return v
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

// texts makes an object of a map of texts once.
func (r *reader) texts(m map[string]string) any {
	return r.once(reflect.ValueOf(m).Pointer(), func() any { return manifest.NewWords(m) })
}

// object makes an object of a map once; none is null.
func (r *reader) object(m map[string]any) any {
	if m == nil {
		return nil
	}
	return r.once(reflect.ValueOf(m).Pointer(), func() any { return r.members(m) })
}

func (r *reader) once(at uintptr, make func() any) any {
	if object, ok := r.objects[at]; ok {
		return object
	}
	object := make()
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
