package topology

import (
	"fmt"
	"reflect"
	"render/render/wording"
	"strings"
)

// parseSteps divides "tiers[primary].apps[0].image" into keys and, marked by a
// leading "[", items.
func parseSteps(at string) ([]string, error) {
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

// typeBelow is the type of a field of an object of the format, nil where that
// is none.
func typeBelow(t reflect.Type, key string) reflect.Type {
	if t == nil {
		return nil
	}
	p := layoutOf(t)
	f := p.byKey[key]
	if f == nil {
		return nil
	}
	inner, object := element(t.Field(f.index).Type)
	if !object {
		return nil
	}
	return inner
}
