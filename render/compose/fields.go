package compose

import (
	"slices"
	"strings"
)

// Fields are the fields that parts make up in an object, as they stand between its braces.
func Fields(parts []Part, object string) string {
	var keys, out []string
	values := map[string][]string{}
	in := map[string]string{}
	for _, one := range parts {
		if one.Object != object || slices.ContainsFunc(values[one.Key], func(said string) bool {
			return said == one.Value || one.In == "{}" && member(said) == member(one.Value)
		}) {
			continue // it is said before
		}
		if !slices.Contains(keys, one.Key) {
			keys = append(keys, one.Key)
		}
		values[one.Key], in[one.Key] = append(values[one.Key], one.Value), one.In
	}
	for _, key := range keys {
		value := values[key][0]
		if brackets := in[key]; brackets != "" {
			value = brackets[:1] + strings.Join(values[key], ", ") + brackets[1:]
		}
		out = append(out, key+": "+value)
	}
	return strings.Join(out, ", ")
}

// member is the key of a member of an object.
func member(text string) string {
	key, _, _ := strings.Cut(text, ":")
	return key
}
