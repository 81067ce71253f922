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
	index []int
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
		for _, f := range fields {
			if f.plain {
				out[f.name] = asIs(v.FieldByIndex(f.index).Interface())
			} else {
				out[f.name] = c.value(v.FieldByIndex(f.index))
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
	if object, ok := value.(map[string]any); ok && object == nil {
		return map[string]any{} // as jsonnet takes it; nil would be null where it is written
	}
	return plainValue(value)
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
	var fields []modelField
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			for _, inner := range c.fields(f.Type) {
				inner.index = append([]int{i}, inner.index...)
				fields = append(fields, inner)
			}
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("model"), ",")
		fields = append(fields, modelField{[]int{i}, name, options == "plain"})
	}
	c.fieldsOf[t] = fields
	return fields
}
