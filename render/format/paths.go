package format

import (
	"fmt"
	"reflect"
	"strings"

	"render/render/wording"
)

// ParseSteps divides "tiers[primary].apps[0].image" into keys and, marked by a
// leading "[", items. A dot in brackets is of a name, as in hosts[www.example.org].
func ParseSteps(at string) ([]string, error) {
	var steps []string
	for rest, more := at, true; more; {
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 {
			return nil, fmt.Errorf("%s is no field", wording.Quote(at))
		}
		steps, rest = append(steps, rest[:end]), rest[end:]
		for strings.HasPrefix(rest, "[") {
			item, after, closed := strings.Cut(rest[1:], "]")
			switch {
			case !closed:
				return nil, fmt.Errorf("%s has a bracket that is not closed", wording.Quote(at))
			case item == "":
				return nil, fmt.Errorf("%s has a bracket without an item", wording.Quote(at))
			}
			steps, rest = append(steps, "["+item), after
		}
		if rest, more = strings.CutPrefix(rest, "."); !more && rest != "" {
			return nil, fmt.Errorf("%s has no dot behind a bracket", wording.Quote(at))
		}
	}
	return steps, nil
}

// TypeBelow is the type of a field of an object of the format, nil where that
// is none.
func TypeBelow(t reflect.Type, key string) reflect.Type {
	if t == nil {
		return nil
	}
	p := LayoutOf(t)
	f := p.ByKey(key)
	if f == nil {
		return nil
	}
	inner, object := Element(t.Field(f.Index).Type)
	if !object {
		return nil
	}
	return inner
}
