package compare

import (
	"bytes"
	"fmt"
	"slices"

	"render/render/manifest"
)

// Equal reports whether two values say the same: members in any order, nulls for
// what is not there, and numbers however they are written.
func Equal(a, b any) bool {
	switch x := a.(type) {
	case manifest.Object:
		y, ok := b.(manifest.Object)
		return ok && equalMembers(x, y)
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, Equal)
	case string:
		y, ok := b.(string)
		return ok && x == y
	case nil:
		return b == nil
	}
	switch b.(type) {
	case manifest.Object, []any, string, nil:
		return false
	}
	return bytes.Equal(appendValue(nil, a), appendValue(nil, b))
}

func equalMembers(a, b manifest.Object) bool {
	count := 0
	for i, m := range a {
		if m.Value == nil {
			continue
		}
		count++
		if i < len(b) && b[i].Key == m.Key {
			if !Equal(m.Value, b[i].Value) {
				return false
			}
		} else if !Equal(m.Value, b.Get(m.Key)) {
			return false
		}
	}
	for _, m := range b {
		if m.Value != nil {
			count--
		}
	}
	return count == 0
}

// appendValue appends a value as text. Numbers that are equal are written alike.
func appendValue(dst []byte, v any) []byte {
	out, err := manifest.AppendJSON(dst, v)
	if err != nil {
		return fmt.Appendf(dst, "%T %v", v, v) // of no kind that YAML or JSON has
	}
	return out
}
