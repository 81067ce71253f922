package manifest

import "slices"

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
	}
	return false
}
