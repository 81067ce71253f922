package topology

import (
	"reflect"
	"strings"
)

// Value is the model as plain Go values, as JSON has them: what the library is
// given, and what `--format model` prints.
func (m *Model) Value() map[string]any {
	c := valuer{names: map[reflect.Type][]string{}}
	return c.value(reflect.ValueOf(m).Elem()).(map[string]any)
}

type valuer struct{ names map[reflect.Type][]string }

func (c *valuer) value(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return c.value(v.Elem())
	case reflect.Struct:
		names := c.fields(v.Type())
		out := make(map[string]any, len(names))
		for i, name := range names {
			out[name] = c.value(v.Field(i))
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
	case reflect.Int, reflect.Int64:
		return float64(v.Int())
	}
	return v.Interface()
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

func (c *valuer) fields(t reflect.Type) []string {
	if names, ok := c.names[t]; ok {
		return names
	}
	names := make([]string, t.NumField())
	for i := range names {
		names[i], _, _ = strings.Cut(t.Field(i).Tag.Get("json"), ",")
	}
	c.names[t] = names
	return names
}
