package eval

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Jsonnet's operators and functions, as far as the library uses them, over plain
// values: nil, bool, float64, string, []any, map[string]any. Where jsonnet would
// fail, or does what is not known here, they panic with unfit.

// unfit is why compiled code cannot go on.
type unfit string

func object(v any) map[string]any {
	m, ok := v.(map[string]any)
	if !ok {
		panic(unfit("an object is wanted"))
	}
	return m
}

func list(v any) []any {
	l, ok := v.([]any)
	if !ok {
		panic(unfit("a list is wanted"))
	}
	return l
}

func truth(v any) bool {
	b, ok := v.(bool)
	if !ok {
		panic(unfit("true or false is wanted"))
	}
	return b
}

// field is v.name.
func field(v any, name string) any {
	value, ok := object(v)[name]
	if !ok {
		panic(unfit("there is no field " + name))
	}
	return value
}

// put gives an object a field. No name is no field, and twice is a mistake.
func put(m map[string]any, name, value any) {
	if name == nil {
		return
	}
	key, ok := name.(string)
	if _, twice := m[key]; twice || !ok {
		panic(unfit("a field's name is a text and stands once"))
	}
	m[key] = value
}

func plus(a, b any) any {
	switch a := a.(type) {
	case map[string]any:
		b := object(b)
		out := make(map[string]any, len(a)+len(b))
		maps.Copy(out, a)
		maps.Copy(out, b)
		return out
	case []any:
		return slices.Concat(a, list(b))
	case string:
		if b, ok := b.(string); ok {
			return a + b
		}
	case float64:
		if b, ok := b.(float64); ok {
			return a + b
		}
	}
	panic(unfit("these two are not added here"))
}

func equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, equal)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, equal)
	}
	switch b.(type) {
	case map[string]any, []any:
		return false
	}
	return a == b
}

// get is std.get.
func get(o, name, otherwise any) any {
	key, ok := name.(string)
	if !ok {
		panic(unfit("a field's name is a text"))
	}
	if v, ok := object(o)[key]; ok {
		return v
	}
	return otherwise
}

// has is std.objectHas.
func has(o, name any) any {
	key, ok := name.(string)
	if !ok {
		panic(unfit("a field's name is a text"))
	}
	_, found := object(o)[key]
	return found
}

// fields is std.objectFields.
func fields(o any) any {
	m := object(o)
	out := make([]any, 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		out = append(out, key)
	}
	return out
}

// length is std.length of a list or an object.
func length(v any) any {
	if l, ok := v.([]any); ok {
		return float64(len(l))
	}
	return float64(len(object(v)))
}

// yamlDoc is std.manifestYamlDoc with bare keys, of values that need no
// escaping.
func yamlDoc(v, indented, quoted any) any {
	if indented != nil && indented != false || quoted != false {
		panic(unfit("only quote_keys=false is known"))
	}
	return string(appendYAML(nil, v, ""))
}

func appendYAML(out []byte, v any, indent string) []byte {
	switch v := v.(type) {
	case nil:
		return append(out, "null"...)
	case bool:
		return strconv.AppendBool(out, v)
	case float64:
		return strconv.AppendFloat(out, v, 'f', -1, 64)
	case string:
		return append(append(append(out, '"'), simple(v)...), '"')
	case []any:
		return appendYAMLList(out, v, indent)
	}
	m := object(v)
	if len(m) == 0 {
		return append(out, "{}"...)
	}
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			out = append(append(out, '\n'), indent...)
		}
		out = append(append(out, bare(key)...), ':')
		switch inner := m[key].(type) {
		case []any:
			if len(inner) > 0 {
				out = appendYAML(append(append(out, '\n'), indent...), inner, indent)
				continue
			}
		case map[string]any:
			if len(inner) > 0 {
				below := indent + "  "
				out = appendYAML(append(append(out, '\n'), below...), inner, below)
				continue
			}
		}
		out = appendYAML(append(out, ' '), m[key], indent)
	}
	return out
}

func appendYAMLList(out []byte, v []any, indent string) []byte {
	if len(v) == 0 {
		return append(out, "[]"...)
	}
	for i, item := range v {
		if i > 0 {
			out = append(append(out, '\n'), indent...)
		}
		out = append(out, '-')
		switch inner := item.(type) {
		case []any:
			if len(inner) > 0 {
				out = append(append(out, '\n'), indent+"  "...)
			} else {
				out = append(out, ' ')
			}
			out = appendYAML(out, inner, indent+"  ")
		case map[string]any:
			out = appendYAML(append(out, ' '), inner, indent+"  ")
		default:
			out = appendYAML(append(out, ' '), inner, indent)
		}
	}
	return out
}

// simple is a text that looks the same in quotes.
func simple(text string) string {
	for _, r := range text {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			panic(unfit("a text that needs escaping"))
		}
	}
	return text
}

// bare is a key that jsonnet writes without quotes: lower case, and none of
// YAML's own words and numbers (go-jsonnet, builtins.go, yamlBareSafe).
func bare(key string) string {
	for i, r := range key {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || !strings.ContainsRune("0123456789-_./", r)) {
			panic(unfit("a key that may need quotes"))
		}
	}
	if key == "" || strings.Contains(key, "0x") || slices.Contains(yamlWords, strings.ToLower(key)) {
		panic(unfit("a key that may need quotes"))
	}
	return key
}

var yamlWords = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity"}
