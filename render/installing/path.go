package installing

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"render/render/manifest"
)

// stepsOf are the members and items of a path, as "a.b[0].[name:x]": a point in a key is written
// with a backslash before it (istio, operator/pkg/util/path.go).
func stepsOf(text string) (steps []string) {
	text = strings.TrimSuffix(strings.TrimPrefix(path.Clean(text), "."), ".")
	for step := range splitSteps(text) {
		step = strings.ReplaceAll(step, `\.`, ".")
		if at := strings.IndexByte(step, '['); at > 0 {
			steps = append(steps, step[:at], step[at:])
		} else if step != "" {
			steps = append(steps, step)
		}
	}
	return steps
}

func splitSteps(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		from := 0
		for i := range len(text) {
			if text[i] == '.' && (i == 0 || text[i-1] != '\\') {
				if !yield(text[from:i]) {
					return
				}
				from = i + 1
			}
		}
		yield(text[from:])
	}
}

// write puts a value at the end of steps, nil for one that takes away what is there; not ok where
// the installer fails, or makes what no API server takes.
func write(node any, steps []string, value any) (out any, ok bool) {
	step, rest := steps[0], steps[1:]
	inner, isItem := strings.CutPrefix(step, "[")
	inner, isItem = strings.TrimSuffix(inner, "]"), isItem && strings.HasSuffix(step, "]")
	if node == nil {
		if node = any(manifest.Object(nil)); isItem {
			node = []any(nil)
		}
	}
	switch node := node.(type) {
	case manifest.Object:
		if isItem {
			return nil, false
		}
		return writeMember(node, step, rest, value)
	case []any:
		at := -1
		if isItem {
			at = itemOf(node, inner)
		}
		if at < 0 {
			return nil, false
		}
		return writeItem(node, at, rest, value)
	}
	return nil, false
}

func writeMember(node manifest.Object, key string, rest []string, value any) (any, bool) {
	at := node.Find(key)
	if value == nil && at == nil {
		return nil, false // what the chart gave, or nothing
	}
	if len(rest) > 0 {
		within := node.Get(key)
		if at == nil {
			within = manifest.Object(nil) // a list is not begun
		}
		inner, ok := write(within, rest, value)
		if !ok {
			return nil, false
		}
		value = inner
	} else if value == nil {
		return node.Without(key), true
	}
	if at == nil {
		return append(slices.Clone(node), manifest.Member{Key: key, Value: value}), true
	}
	out := slices.Clone(node)
	out.Find(key).Value = value
	return out, true
}

func writeItem(list []any, at int, rest []string, value any) (any, bool) {
	out := slices.Clone(list)
	var within any = manifest.Object(nil)
	if at < len(list) {
		within = list[at]
	}
	switch {
	case len(rest) > 0:
		inner, ok := write(within, rest, value)
		if !ok {
			return nil, false
		}
		value = inner
	case value == nil && at == len(list):
		return nil, false
	case value == nil:
		return slices.Delete(out, at, at+1), true
	}
	if at == len(list) {
		return append(out, value), true
	}
	out[at] = value
	return out, true
}

// itemOf is the number of an item, that of one behind them all for one to be added; -1 where none is meant.
func itemOf(list []any, is string) int {
	if n, err := strconv.Atoi(is); err == nil && n >= -1 {
		if n < 0 || n > len(list) {
			return len(list)
		}
		return n
	}
	key, text, named := strings.Cut(is, ":")
	for i, one := range list {
		if item, isObject := one.(manifest.Object); isObject {
			if named && key != "" && text != "" && fmt.Sprint(item.Get(key)) == text {
				return i
			}
			continue
		}
		pattern := is
		if key == "" && named {
			pattern = text
		}
		if found, err := regexp.MatchString(pattern, fmt.Sprint(one)); err == nil && found && pattern != "" {
			return i
		}
	}
	return -1
}

// asMapping reports whether the installer takes a value for YAML, and puts what it says in place of the key itself:
// a text of one line with ": ", or of several with ":", that is no JSON.
func asMapping(value any) bool {
	text, is := value.(string)
	if !is || json.Valid([]byte(text)) {
		return false
	}
	if strings.Contains(text, "\n") {
		return strings.Contains(text, ":")
	}
	return strings.Contains(text, ": ")
}
