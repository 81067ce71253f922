package topology

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Value is the model as plain Go values, as JSON has them: what the library is
// given, and what `--format model` prints.
//
// With opaque set, each value whose field is tagged "opaque" goes through it
// first, with the number of the app it belongs to, counted over all tiers, or
// NoApp. The library's components only hand such values on, so that a stand-in
// can take their way through jsonnet, which is dear, in their place.
func (m *Model) Value(opaque func(app int, value any) any) map[string]any {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}, opaque: opaque, app: NoApp}
	return c.value(reflect.ValueOf(m).Elem()).(map[string]any)
}

// NoApp is the number of the app of values that belong to none.
const NoApp = -1

// OpaqueFields are the names of the fields that components only hand on, by
// the part of the model they are in.
func OpaqueFields() map[string][]string {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}}
	out := map[string][]string{}
	for part, t := range map[string]reflect.Type{
		"app": appType, "virtualService": reflect.TypeFor[ModelVirtualService](), "operator": reflect.TypeFor[ModelOperator](),
		"connections": reflect.TypeFor[ModelConnections](), "destinationRule": reflect.TypeFor[ModelDestinationRule](), "serviceEntry": reflect.TypeFor[ModelServiceEntry](),
		"ingress": reflect.TypeFor[ModelIngress](), "gateway": reflect.TypeFor[ModelGateway](),
	} {
		for _, f := range c.fields(t) {
			if f.opaque {
				out[part] = append(out[part], f.name)
			}
		}
	}
	return out
}

type valuer struct {
	fieldsOf map[reflect.Type][]modelField
	opaque   func(int, any) any
	app      int // the one that is being read
	apps     int // read so far
}

var appType = reflect.TypeFor[ModelApp]()

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
		if v.Type() == appType {
			c.app = c.apps
			c.apps++
			defer func() { c.app = NoApp }()
		}
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

// stand gives an opaque value, or what stands in for it. An object that
// components add to another one is there, and its members are opaque.
func (c *valuer) stand(value any) any {
	more, ok := value.(More)
	switch {
	case ok && more == nil:
		return nil
	case ok && c.opaque == nil:
		return map[string]any(more)
	case c.opaque == nil:
		return plainValue(value)
	case !ok:
		return c.opaque(c.app, plainValue(value))
	}
	out := make(map[string]any, len(more))
	for _, k := range sortedKeys(more) {
		out[k] = c.opaque(c.app, more[k])
	}
	return out
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

func sortedKeys(more More) []string { return slices.Sorted(maps.Keys(more)) }

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

// Opaque are the opaque values of an app, in the order in which Value hands
// them to its argument. The first is the app's key.
func (a *ModelApp) Opaque() []any {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}}
	return c.collect(reflect.ValueOf(a).Elem(), make([]any, 0, 24))
}

func (c *valuer) collect(v reflect.Value, out []any) []any {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			out = c.collect(v.Index(i), out)
		}
	case reflect.Struct:
		for i, f := range c.fields(v.Type()) {
			if !f.opaque {
				out = c.collect(v.Field(i), out)
				continue
			}
			value := v.Field(i).Interface()
			more, ok := value.(More)
			if !ok {
				out = append(out, plainValue(value))
				continue
			}
			for _, k := range sortedKeys(more) {
				out = append(out, more[k])
			}
		}
	}
	return out
}

// Shape is all of an app that components look into: apps of one shape render
// alike but for their opaque values.
func (a *ModelApp) Shape() string {
	c := valuer{fieldsOf: map[reflect.Type][]modelField{}}
	return string(c.shape(reflect.ValueOf(a).Elem(), nil))
}

func (c *valuer) shape(v reflect.Value, out []byte) []byte {
	switch v.Kind() {
	case reflect.Slice:
		out = append(out, '[')
		for i := range v.Len() {
			out = append(c.shape(v.Index(i), out), ',')
		}
		return append(out, ']')
	case reflect.Struct:
		for i, f := range c.fields(v.Type()) {
			out = append(out, f.name...)
			switch more, ok := v.Field(i).Interface().(More); {
			case ok && more == nil:
				out = append(out, '0')
			case ok:
				for _, k := range sortedKeys(more) {
					out = append(strconv.AppendQuote(out, k), ' ')
				}
			case !f.opaque:
				out = c.shape(v.Field(i), out)
			}
			out = append(out, ';')
		}
		return out
	case reflect.Bool:
		return strconv.AppendBool(out, v.Bool())
	}
	panic("topology: an app's model has a field of kind " + v.Kind().String() + " that is not opaque and that Shape does not know")
}
