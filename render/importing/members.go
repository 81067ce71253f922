package importing

import (
	"fmt"
	"slices"
	"strings"

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

// slug is a text as a DNS label.
func slug(text string) string {
	out := []byte(strings.ToLower(text))
	for i, c := range out {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			out[i] = '-'
		}
	}
	return strings.Trim(string(out[:min(len(out), 30)]), "-")
}

func slug40(name string) string { return strings.Trim(name[:min(len(name), 40)], "-.") }

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
