package overlay

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"

	"render/internal/later"
	"render/render/manifest"
	"render/render/source"
	"render/render/wording"
)

// maxNodes is how many values one patch, or one object after a patch, may
// hold: an object of the API has at most about 1.5 MB.
const maxNodes = 20_000

var (
	wholeNumber   = expression{text: `^-?(0|[1-9][0-9]*)$`}
	decimalNumber = expression{text: `^-?(0|[1-9][0-9]*)\.[0-9]+$`}
	// unclear is what YAML 1.1, YAML 1.2 and their readers take for different
	// values when it is not in quotes.
	unclear = expression{text: `^(?:` +
		`(?i:y|yes|n|no|on|off|[-+]?\.inf|\.nan)|=|<<` +
		`|[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)` +
		`|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?` +
		`|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?` +
		`|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?` +
		`)$`}
)

// expression is compiled when it is first used: a run without overlays does not pay
// for it.
type expression struct {
	text string
	once later.Value[*regexp.Regexp]
}

func (e *expression) MatchString(text string) bool {
	return e.once.Get(func() *regexp.Regexp { return regexp.MustCompile(e.text) }).MatchString(text)
}

func scalar(n *source.Node) (v any, clear bool) {
	switch {
	case n.Quoted:
		return n.Text, true
	case n.Null():
		return nil, true
	case n.Text == "true" || n.Text == "True" || n.Text == "TRUE":
		return true, true
	case n.Text == "false" || n.Text == "False" || n.Text == "FALSE":
		return false, true
	case wholeNumber.MatchString(n.Text):
		if i, err := strconv.ParseInt(n.Text, 10, 64); err == nil {
			return i, true
		}
		return json.Number(n.Text), true
	case decimalNumber.MatchString(n.Text):
		f, err := strconv.ParseFloat(n.Text, 64)
		// "1.10" would leave as 1.1: whoever wrote it meant a text.
		return f, err == nil && (strconv.FormatFloat(f, 'f', -1, 64) == n.Text || strconv.FormatFloat(f, 'f', 1, 64) == n.Text)
	case unclear.MatchString(n.Text):
		return n.Text, false
	}
	return n.Text, true
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// asMap is a value with a map in place of an Object.
func asMap(v any) any {
	if object, ok := v.(manifest.Object); ok {
		return object.Map()
	}
	return v
}

func copyValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, member := range v {
			out[key] = copyValue(member)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = copyValue(item)
		}
		return out
	}
	return v
}

// count is the number of values in v, itself included.
func count(v any) int {
	n := 1
	switch v := v.(type) {
	case map[string]any:
		for _, member := range v {
			n += count(member)
		}
	case []any:
		for _, item := range v {
			n += count(item)
		}
	}
	return n
}

// equal compares values; a number is equal to the same number of another type.
func equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for key, member := range a {
			if other, ok := b[key]; !ok || !equal(member, other) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, equal)
	}
	if text, ok := number(a); ok {
		other, ok := number(b)
		return ok && text == other
	}
	switch b.(type) {
	case map[string]any, []any:
		return false
	}
	return a == b
}

// number is one spelling for equal numbers, whatever type holds them.
func number(v any) (string, bool) {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10), true
	case int:
		return strconv.Itoa(v), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case json.Number:
		if wholeNumber.MatchString(string(v)) {
			return string(v), true
		}
		if f, err := v.Float64(); err == nil {
			return strconv.FormatFloat(f, 'f', -1, 64), true
		}
		return string(v), true
	}
	return "", false
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// oneOf is help that names what there is, shortened.
func oneOf(written string, words []string) string {
	slices.Sort(words)
	words = slices.DeleteFunc(slices.Compact(words), func(s string) bool { return s == "" || s == "_non_namespaceable_" })
	if len(words) == 0 {
		return "remove it"
	}
	if near := wording.Suggest(written, words); near != "" {
		return "did you mean " + wording.Quote(near) + "?"
	}
	const most = 8
	more := ""
	if len(words) > most {
		words, more = words[:most], fmt.Sprintf(" and %d more", len(words)-most)
	}
	return wording.AnyOf(words) + more
}
