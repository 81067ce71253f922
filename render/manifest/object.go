package manifest

import "slices"

// Member is one key of an object and its value: nil, bool, string, float64,
// int64, json.Number, []any or Object.
type Member struct {
	Key   string
	Value any
}

// Object is a mapping as its members, each key once, in the order in which they
// are written; all mappings in it are Objects too. It takes half the memory of a
// map, and writing it sorts nothing: who makes an object sorts it once. An
// object is never changed in place once it has been handed on: who changes it
// makes a new one, which may share members.
type Object []Member

// NewObject makes an object of a map, with all maps in it.
func NewObject(m map[string]any) Object { return newObject(m, false) }

// NewWords makes an object whose keys are a user's words, such as labels.
func NewWords(texts map[string]string) Object { return newObject(texts, true) }

// Map is the object as a map, with all objects and lists in it copied, for what
// works on maps and changes them.
func (o Object) Map() map[string]any {
	out := make(map[string]any, len(o))
	for _, m := range o {
		out[m.Key] = unordered(m.Value)
	}
	return out
}

func unordered(v any) any {
	switch v := v.(type) {
	case Object:
		return v.Map()
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = unordered(item)
		}
		return out
	}
	return v
}

// Find is the member of a key; nil where there is none. Most objects have a
// dozen members, so that looking at each is faster than hashing.
func (o Object) Find(key string) *Member {
	for i := range o {
		if o[i].Key == key {
			return &o[i]
		}
	}
	return nil
}

// Get is the value of a key; nil where there is none.
func (o Object) Get(key string) any {
	if m := o.Find(key); m != nil {
		return m.Value
	}
	return nil
}

// Object is the object under a key; nil where there is none.
func (o Object) Object(key string) Object {
	inner, _ := o.Get(key).(Object)
	return inner
}

// Text is the text under a key; "" where there is none.
func (o Object) Text(key string) string {
	text, _ := o.Get(key).(string)
	return text
}

// List is the list under a key; nil where there is none.
func (o Object) List(key string) []any {
	list, _ := o.Get(key).([]any)
	return list
}

// With is a copy of a whole object with a value under keys that lie in each
// other, in place of what stands there. What is no object on the way becomes
// one. All else is shared.
func (o Object) With(value any, keys ...string) Object { return o.with(value, keys, false) }

func (o Object) with(value any, keys []string, open bool) Object {
	key := keys[0]
	if len(keys) > 1 {
		value = o.Object(key).with(value, keys[1:], openMap(key))
	}
	out := make(Object, len(o), len(o)+1)
	copy(out, o)
	if m := out.Find(key); m != nil {
		m.Value = value
		return out
	}
	at, _ := slices.BinarySearchFunc(out, key, func(m Member, key string) int { return compareKeys(m.Key, key, open) })
	return slices.Insert(out, at, Member{key, value})
}

// Without is a copy of an object without what is under keys that lie in each
// other; the object itself where nothing is. All else is shared.
func (o Object) Without(keys ...string) Object {
	i := slices.IndexFunc(o, func(m Member) bool { return m.Key == keys[0] })
	if i < 0 {
		return o
	}
	if len(keys) == 1 {
		return slices.Delete(slices.Clone(o), i, i+1)
	}
	inner, ok := o[i].Value.(Object)
	if !ok {
		return o
	}
	out := slices.Clone(o)
	out[i].Value = inner.Without(keys[1:]...)
	return out
}
