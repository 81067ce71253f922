package features

import (
	"reflect"
	"slices"
	"strings"

	"render/render/format"
)

// field is one that holds a value, with the words that it may be where those
// are told.
type field struct {
	path  string
	words []string
}

// fields are those of the format, from its types.
func fields() []field {
	var out []field
	visit(reflect.TypeFor[format.Document](), "", &out)
	return out
}

func visit(t reflect.Type, path string, out *[]field) {
	for i := range t.NumField() {
		f := t.Field(i)
		key, alone := strings.CutSuffix(f.Tag.Get("key"), ",alone")
		if key == "" {
			continue
		}
		at := strings.TrimPrefix(path+"."+key, ".")
		if alone && key == "-" || key == "-,rest" {
			at = path // its value stands for the whole object
		}
		inner := f.Type
		if f.Tag.Get("form") == "map" && inner != reflect.TypeFor[[]format.Pair]() {
			*out = append(*out, field{path: at})
			value, _ := format.Element(inner)
			visit(value, at+"{}", out)
			continue
		}
		if inner.Kind() == reflect.Slice && inner.Elem().Kind() == reflect.Struct && f.Tag.Get("form") != "map" && inner != reflect.TypeFor[[]format.Text]() {
			at, inner = at+"[]", inner.Elem()
		}
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		if words := format.EnumWords(inner); words != nil {
			*out = append(*out, field{at, words})
			continue
		}
		switch inner {
		case reflect.TypeFor[format.Flag]():
			*out = append(*out, field{at, []string{"true", "false"}})
		case reflect.TypeFor[format.Text](), reflect.TypeFor[format.Number](), reflect.TypeFor[format.Any](),
			reflect.TypeFor[[]format.Text](), reflect.TypeFor[[]format.Pair]():
			*out = append(*out, field{path: at})
		default:
			visit(inner, at, out)
		}
	}
}

// Missing are the fields of the format of which no example is there, the words
// of those that take words alone, and the examples of no field.
func Missing(all []Feature) []string {
	there := map[string][]string{}
	for _, f := range all {
		there[f.Field] = append(there[f.Field], f.sets[0].value.Text)
	}
	var out []string
	known := map[string]bool{}
	for _, f := range fields() {
		known[f.path] = true
		if there[f.path] == nil {
			out = append(out, "no example of "+f.path)
		}
		for _, word := range f.words {
			if there[f.path] != nil && !slices.Contains(there[f.path], word) {
				out = append(out, "no example of "+f.path+": "+word)
			}
		}
	}
	for _, f := range all {
		if !known[f.Field] && !slices.ContainsFunc(slices.Sorted(mapKeys(known)), func(path string) bool { return strings.HasPrefix(path, f.Field+"[]") }) {
			out = append(out, "no field "+f.Field)
		}
	}
	return out
}

func mapKeys(m map[string]bool) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
