package compiled

import (
	"slices"
	"strings"

	"render/render/manifest"
)

// exact is a copy of the members of an object that was made in a larger array.
func exact(o members) members {
	return append(make(members, 0, len(o)), o...)
}

// set is an object with one field more, whose name it does not have.
func set(o members, name string, value any) members {
	return append(o, manifest.Member{Key: name, Value: value})
}

// add is an object with one field more. No name is no field.
func add(o members, name, value any) members {
	if name == nil {
		return o
	}
	key, ok := name.(string)
	if !ok {
		panic(Unsupported("a field's name is a text"))
	}
	return set(o, key, value)
}

// distinct is an object whose fields were added one by one: twice the same is a
// mistake.
func distinct(o members) members {
	out := byKey(o)
	for i := range out {
		if i > 0 && out[i-1].Key == out[i].Key {
			panic(Unsupported("a field stands once"))
		}
	}
	return out
}

// byKey is a copy with the members in the order of their keys.
func byKey(o members) members {
	out := exact(o)
	slices.SortFunc(out, func(a, b manifest.Member) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// merged is a with the members of b, which count where both have a key.
func merged(a, b members) members {
	out := append(make(members, 0, len(a)+len(b)), a...)
	find := places(a, b)
	for _, m := range b {
		if i := find(m.Key); i >= 0 {
			out[i].Value = m.Value
		} else {
			out = append(out, m)
		}
	}
	out.Sort("")
	return out
}

// places gives a look-up of where an object has a key, -1 where it has not. It
// makes an index only for large objects.
func places(o, others members) func(key string) int {
	if len(o)*len(others) < 1<<10 {
		return func(key string) int {
			return slices.IndexFunc(o, func(m manifest.Member) bool { return m.Key == key })
		}
	}
	index := make(map[string]int, len(o))
	for i, m := range o {
		index[m.Key] = i
	}
	return func(key string) int {
		if i, ok := index[key]; ok {
			return i
		}
		return -1
	}
}

func equalObjects(a members, other any) bool {
	switch other.(type) {
	case members, Record:
	default:
		return false
	}
	b := object(other)
	if len(a) != len(b) {
		return false
	}
	find := places(b, a)
	return !slices.ContainsFunc(a, func(m manifest.Member) bool {
		i := find(m.Key)
		return i < 0 || !equal(m.Value, b[i].Value)
	})
}
