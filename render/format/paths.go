package format

import (
	"fmt"
	"reflect"
	"strings"

	"render/render/wording"
)

// ParseSteps divides "tiers[primary].apps[0].image" into keys and, marked by a
// leading "[", items.
func ParseSteps(at string) ([]string, error) {
	var steps []string
	for part := range strings.SplitSeq(at, ".") {
		key, rest, open := strings.Cut(part, "[")
		if open && !strings.HasSuffix(rest, "]") {
			return nil, fmt.Errorf("%s has a bracket that is not closed", wording.Quote(at))
		}
		if key == "" {
			return nil, fmt.Errorf("%s is no field", wording.Quote(at))
		}
		steps = append(steps, key)
		for rest != "" {
			item, after, ok := strings.Cut(rest, "]")
			if !ok || item == "" {
				return nil, fmt.Errorf("%s has a bracket without an item", wording.Quote(at))
			}
			steps = append(steps, "["+item)
			rest = strings.TrimPrefix(after, "[")
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
