package compare

import (
	"strconv"
	"strings"

	"render/render/manifest"
)

// pointed is the field of an object that a JSON pointer names, "/spec/ports/0/port", as patches
// have them, or the same with dots, as yq has it; false where it names none.
func pointed(object manifest.Object, text string) (Path, bool) {
	steps := strings.Split(strings.TrimPrefix(text, "."), ".")
	unescape := strings.NewReplacer()
	if rest, ok := strings.CutPrefix(text, "/"); ok {
		steps, unescape = strings.Split(rest, "/"), strings.NewReplacer("~1", "/", "~0", "~")
	}
	var path Path
	var v any = object
	for _, step := range steps {
		switch at := v.(type) {
		case manifest.Object:
			m := at.Find(unescape.Replace(step))
			if m == nil {
				return nil, false
			}
			path, v = append(path, Step{Member: m.Key}), m.Value
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(at) || strconv.Itoa(i) != step {
				return nil, false
			}
			path, v = append(path, Items(at)[i]), at[i]
		default:
			return nil, false
		}
	}
	return path, true
}
