package topology

import (
	"reflect"
	"strings"
)

// Value is the model as plain Go values, as JSON has them: what the library is
// given, and what `--format model` prints.
//
// With opaque set, each value whose field is tagged "opaque" goes through it
// first. The library's components only hand such values on, so that a stand-in
// can take their way through jsonnet, which is dear, in their place.
func (m *Model) Value(opaque func(any) any) map[string]any {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}, opaque: opaque}
	return c.value(reflect.ValueOf(m).Elem()).(map[string]any)
}

// OpaqueFields are the names of the fields that components only hand on.
func OpaqueFields() []string {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}}
	var out []string
	for _, t := range []reflect.Type{reflect.TypeFor[ModelApp](), reflect.TypeFor[ModelVirtualService]()} {
		for _, f := range c.fields(t) {
			if f.opaque {
				out = append(out, f.name)
			}
		}
	}
	return out
}

type valuer struct {
	fieldsOf map[reflect.Type][]modelField
	opaque   func(any) any
}

type modelField struct {
	name   string
	opaque bool
}

func (c *valuer) value(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return c.value(v.Elem())
	case reflect.Struct:
		fields := c.fields(v.Type())
		out := make(map[string]any, len(fields))
		for i, f := range fields {
			if f.opaque {
				out[f.name] = c.stand(v.Field(i).Interface())
			} else {
				out[f.name] = c.value(v.Field(i))
			}
		}
		return out
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = c.value(v.Index(i))
		}
		return out
	case reflect.Map:
		if v.IsNil() && v.Type().Elem().Kind() == reflect.Interface {
			return nil
		}
		return c.object(v)
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int64:
		return float64(v.Int())
	}
	return v.Interface()
}

// stand gives an opaque value, which is plain already, or what stands in for it.
// An object that components add to another one is there, and its members are
// opaque.
func (c *valuer) stand(value any) any {
	more, ok := value.(More)
	switch {
	case ok && more == nil:
		return nil
	case ok && c.opaque == nil:
		return map[string]any(more)
	case c.opaque == nil:
		return value
	case !ok:
		return c.opaque(value)
	}
	out := make(map[string]any, len(more))
	for k, v := range more {
		out[k] = c.opaque(v)
	}
	return out
}

func (c *valuer) object(v reflect.Value) any {
	if texts, ok := v.Interface().(map[string]string); ok {
		out := make(map[string]any, len(texts))
		for k, t := range texts {
			out[k] = t
		}
		return out
	}
	out := make(map[string]any, v.Len())
	for iter := v.MapRange(); iter.Next(); {
		out[iter.Key().String()] = c.value(iter.Value())
	}
	return out
}

func (c *valuer) fields(t reflect.Type) []modelField {
	if fields, ok := c.fieldsOf[t]; ok {
		return fields
	}
	fields := make([]modelField, t.NumField())
	for i := range fields {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("model"), ",")
		fields[i] = modelField{name, options == "opaque"}
	}
	c.fieldsOf[t] = fields
	return fields
}
