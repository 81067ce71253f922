package importing

import (
	"fmt"
	"slices"

	"render/render/manifest"
)

func keysOf(o manifest.Object) []string {
	var out []string
	for _, one := range o {
		out = append(out, one.Key)
	}
	return out
}

// most is what is said most often.
func most(list []string) string {
	best, count := "", 0
	for _, s := range list {
		n := 0
		for _, other := range list {
			if other == s {
				n++
			}
		}
		if n > count {
			best, count = s, n
		}
	}
	return best
}

// without is an object without some of its members.
func without(o manifest.Object, keys ...string) manifest.Object {
	return slices.DeleteFunc(slices.Clone(o), func(m manifest.Member) bool { return slices.Contains(keys, m.Key) })
}

func labelsOf(o manifest.Object) manifest.Object { return o.Object("metadata").Object("labels") }

func annotationsOf(o manifest.Object) manifest.Object {
	return o.Object("metadata").Object("annotations")
}

// number is a whole number of an object.
func number(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case float64:
		return int64(v), v == float64(int64(v))
	case fmt.Stringer:
		var n int64
		_, err := fmt.Sscan(v.String(), &n)
		return n, err == nil
	}
	return 0, false
}
