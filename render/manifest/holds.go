package manifest

import "slices"

// At is the value at a path of keys, in an object or a map; nil where there is none.
func At(value any, path ...string) any {
	for _, key := range path {
		switch object := value.(type) {
		case map[string]any:
			value = object[key]
		case Object:
			value = object.Get(key)
		default:
			return nil
		}
	}
	return value
}

// Lists reports whether any list of a value, or within one, is one that is asked for.
func Lists(value any, asked func([]any) bool) bool {
	switch v := value.(type) {
	case []any:
		return asked(v) || slices.ContainsFunc(v, func(item any) bool { return Lists(item, asked) })
	case Object:
		return slices.ContainsFunc(v, func(m Member) bool { return Lists(m.Value, asked) })
	case map[string]any:
		for _, member := range v {
			if Lists(member, asked) {
				return true
			}
		}
	}
	return false
}

// Holds reports whether any text of a value, a key or within a list too, is one that is
// looked for.
func Holds(value any, text func(string) bool) bool {
	switch v := value.(type) {
	case string:
		return text(v)
	case []any:
		return slices.ContainsFunc(v, func(item any) bool { return Holds(item, text) })
	case Object:
		return slices.ContainsFunc(v, func(m Member) bool { return text(m.Key) || Holds(m.Value, text) })
	case map[string]any:
		for key, member := range v {
			if text(key) || Holds(member, text) {
				return true
			}
		}
	}
	return false
}

// Named reports whether any text of a value, within lists too, is one that is looked for
// by what it is called.
func Named(value any, asked func(name, text string) bool) bool {
	switch v := value.(type) {
	case []any:
		return slices.ContainsFunc(v, func(item any) bool { return Named(item, asked) })
	case Object:
		return slices.ContainsFunc(v, func(m Member) bool {
			text, is := m.Value.(string)
			return is && asked(v.Called(m.Key), text) || !is && Named(m.Value, asked)
		})
	}
	return false
}

// Called is what a member is called by people: its key, or the name that stands beside a
// value, as of a variable of a container.
func (o Object) Called(key string) string {
	if name := o.Text("name"); key == "value" && name != "" {
		return name
	}
	return key
}
