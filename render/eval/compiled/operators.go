package compiled

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Operators and functions of jsonnet over plain values, those that make and read
// objects and lists. Where jsonnet would fail, or does what is not known here,
// they panic with Unsupported.

func list(v any) []any {
	l, ok := v.([]any)
	if !ok {
		panic(Unsupported("a list is wanted"))
	}
	return l
}

func truth(v any) bool {
	b, ok := v.(bool)
	if !ok {
		panic(Unsupported("true or false is wanted"))
	}
	return b
}

// field is v.name.
func field(v any, name string) any {
	if value, ok := lookUp(v, name); ok {
		return value
	}
	panic(Unsupported("there is no field " + name))
}

// lookUp is the value of a field, and false where there is none.
func lookUp(v any, name string) (value any, ok bool) {
	if r, ok := v.(Record); ok {
		return r.Field(name)
	}
	if m := object(v).Find(name); m != nil {
		return m.Value, true
	}
	return nil, false
}

func equal(a, b any) bool {
	switch a := a.(type) {
	case members:
		return equalObjects(a, b)
	case Record:
		return equalObjects(a.Object(), b)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, equal)
	}
	switch b.(type) {
	case members, Record, []any:
		return false
	}
	return a == b
}

// get is std.get.
func get(o, name, otherwise any) any {
	key, ok := name.(string)
	if !ok {
		panic(Unsupported("a field's name is a text"))
	}
	if v, ok := lookUp(o, key); ok {
		return v
	}
	return otherwise
}

// has is std.objectHas.
func has(o, name any) bool {
	key, ok := name.(string)
	if !ok {
		panic(Unsupported("a field's name is a text"))
	}
	_, found := lookUp(o, key)
	return found
}

// fields is std.objectFields.
func fields(o any) any {
	sorted := byKey(object(o))
	out := make([]any, len(sorted))
	for i, m := range sorted {
		out[i] = m.Key
	}
	return out
}

// member is std.member.
func member(v, wanted any) bool {
	if text, ok := v.(string); ok {
		part, ok := wanted.(string)
		if !ok {
			panic(Unsupported("a text has texts in it"))
		}
		return strings.Contains(text, part)
	}
	return slices.ContainsFunc(list(v), func(item any) bool { return equal(item, wanted) })
}

// length is std.length; of a text it is the number of characters.
func length(v any) any {
	switch v := v.(type) {
	case string:
		return float64(utf8.RuneCountInString(v))
	case []any:
		return float64(len(v))
	}
	return float64(len(object(v)))
}

// at is v[i].
func at(v, i any) any {
	if name, ok := i.(string); ok {
		return field(v, name)
	}
	n, ok := i.(float64)
	if !ok || n != math.Trunc(n) || n < 0 || n > math.MaxInt32 {
		panic(Unsupported("an index is a name or a whole number"))
	}
	if text, ok := v.(string); ok {
		v = characters(text)
	}
	items := list(v)
	if int(n) >= len(items) {
		panic(Unsupported("there are not so many items"))
	}
	return items[int(n)]
}

func characters(text string) []any {
	out := make([]any, 0, len(text))
	for _, r := range text {
		out = append(out, string(r))
	}
	return out
}

// join is std.join of texts or of lists; it passes over null.
func join(separator, v any) any {
	items := slices.DeleteFunc(slices.Clone(list(v)), func(item any) bool { return item == nil })
	if between, ok := separator.(string); ok {
		texts := make([]string, len(items))
		for i, item := range items {
			if texts[i], ok = item.(string); !ok {
				panic(Unsupported("a text is wanted"))
			}
		}
		return strings.Join(texts, between)
	}
	lists := make([][]any, 0, 2*len(items))
	for i, item := range items {
		if i > 0 {
			lists = append(lists, list(separator))
		}
		lists = append(lists, list(item))
	}
	list(separator)
	return append([]any{}, slices.Concat(lists...)...)
}

// once gives what f gives, asked for at most once.
func once(f func() any) func() any {
	var value any
	done := false
	return func() any {
		if !done {
			value, done = f(), true
		}
		return value
	}
}
