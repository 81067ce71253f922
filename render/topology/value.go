package topology

import (
	"reflect"
	"strings"
)

// Value is the model as plain Go values, as JSON has them: what the library is
// given, and what `--format model` prints.
func (m *Model) Value() map[string]any {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}}
	return c.value(reflect.ValueOf(m).Elem()).(map[string]any)
}

type valuer struct {
	fieldsOf map[reflect.Type][]modelField
}

type modelField struct {
	name  string
	plain bool
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
			if f.plain {
				out[f.name] = asIs(v.Field(i).Interface())
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

// asIs is a value that is plain already.
func asIs(value any) any {
	if more, ok := value.(More); ok {
		if more == nil {
			return nil
		}
		return map[string]any(more)
	}
	if object, ok := value.(map[string]any); ok && object == nil {
		return map[string]any{} // as jsonnet takes it; nil would be null where it is written
	}
	return plainValue(value)
}

// plainValues is a list of objects as a plain value.
func plainValues(list []map[string]any) []any {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}}
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = c.value(reflect.ValueOf(v))
	}
	return out
}

func plainValue(value any) any {
	if n, ok := value.(int); ok {
		return float64(n)
	}
	return value
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
		fields[i] = modelField{name, options == "plain"}
	}
	c.fieldsOf[t] = fields
	return fields
}
