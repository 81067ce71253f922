package accept

import (
	"iter"
	"strings"

	"render/render/diag"
)

// Field is where the warnings of a code are accepted.
type Field struct {
	Code diag.Code
	Path string // and below it; "" for all of the topology
}

// Above are the paths of what a field is in, the whole of the topology first, "", and the field last.
func Above(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for end := range path {
			if (end == 0 || path[end] == '.' || path[end] == '[') && !yield(path[:end]) {
				return
			}
		}
		yield(path)
	}
}

// OfFleets are what is accepted of that which several topologies have in common.
func (s *Set) OfFleets() (out []Field) {
	if s == nil {
		return nil
	}
	for i := range s.list {
		one := &s.list[i]
		if code := one.written.Code.Value; strings.HasPrefix(code, "fleet-") && !one.fault.Found() {
			out = append(out, Field{diag.Code(code), one.path})
		}
	}
	return out
}
