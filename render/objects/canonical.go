package objects

import (
	"cmp"
	"slices"

	"render/render/manifest"
)

// Canonical is a value as a text that is the same for whatever order its members
// have.
func Canonical(v any) string {
	text, err := manifest.AppendJSON(nil, inOrder(v))
	if err != nil {
		return "" // of no kind that YAML or JSON has
	}
	return string(text)
}

// inOrder is a value with all members in the order of their keys.
func inOrder(v any) any {
	switch v := v.(type) {
	case manifest.Object:
		out := slices.Clone(v)
		for i := range out {
			out[i].Value = inOrder(out[i].Value)
		}
		slices.SortStableFunc(out, func(a, b manifest.Member) int { return cmp.Compare(a.Key, b.Key) })
		return out
	case []any:
		out := slices.Clone(v)
		for i := range out {
			out[i] = inOrder(out[i])
		}
		return out
	}
	return v
}
