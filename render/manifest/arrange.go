package manifest

import "slices"

// Arrange is an object of members in any order, with what is in it: a whole
// object, or one of whole objects by name. Maps in it become Objects, and so does
// what has a method that gives an Object. Where all is in order already it is the
// object itself; else what differs is copied.
func Arrange(members Object) Object {
	out, _ := arrangeObject(members, false)
	return out
}

// newObject makes an object whose keys are a user's words where it is open.
func newObject[V any](m map[string]V, open bool) Object {
	out := make(Object, 0, len(m))
	for key, v := range m {
		value, _ := arrange(v, key)
		out = append(out, Member{key, value})
	}
	out.sort(open)
	return out
}

// arrange is the value of a key, or with none an item of a list, and whether it
// is another one than was given.
func arrange(given any, key string) (out any, changed bool) {
	switch v := given.(type) {
	case string, nil, bool, float64:
	case Object:
		if o, changed := arrangeObject(v, openMap(key)); changed {
			return o, true
		}
	case []any:
		if list, changed := arrangeList(v); changed {
			return list, true
		}
	case map[string]any:
		return newObject(v, openMap(key)), true
	case map[string]string:
		return newObject(v, openMap(key)), true
	case []string:
		list := make([]any, len(v))
		for i, text := range v {
			list[i] = text
		}
		return list, true
	case interface{ Object() Object }:
		o, _ := arrangeObject(v.Object(), openMap(key))
		return o, true
	}
	return given, false
}

func arrangeObject(o Object, open bool) (out Object, changed bool) {
	for i := range o {
		value, differs := arrange(o[i].Value, o[i].Key)
		if !differs {
			continue
		}
		if !changed {
			o, changed = slices.Clone(o), true
		}
		o[i].Value = value
	}
	if o.inOrder(open) {
		return o, changed
	}
	if !changed {
		o = slices.Clone(o)
	}
	o.sort(open)
	return o, true
}

func arrangeList(list []any) (out []any, changed bool) {
	for i := range list {
		value, differs := arrange(list[i], "")
		if !differs {
			continue
		}
		if !changed {
			list, changed = slices.Clone(list), true
		}
		list[i] = value
	}
	return list, changed
}
