package compare

import (
	"strconv"
	"strings"

	"render/render/manifest"
	"render/render/wording"
)

// Leaves are the paths of all values of an object that hold no others, empty lists and
// objects too, in its order.
func Leaves(object manifest.Object) []Path {
	var out []Path
	leaves(nil, object, &out)
	return out
}

func leaves(path Path, v any, out *[]Path) {
	next := func(step Step, v any) {
		leaves(append(path[:len(path):len(path)], step), v, out)
	}
	switch v := v.(type) {
	case manifest.Object:
		for _, m := range v {
			next(Step{Member: m.Key}, m.Value)
		}
		if len(v) > 0 {
			return
		}
	case []any:
		for i, step := range Items(v) {
			next(step, v[i])
		}
		if len(v) > 0 {
			return
		}
	}
	*out = append(*out, path)
}

// Items are the steps to the items of a list.
func Items(list []any) []Step {
	out := make([]Step, len(list))
	all, _, ok := keys(list, list)
	for i := range out {
		out[i] = Step{Item: true, Index: i, Was: i}
		if ok {
			out[i].Key = all[i]
		}
	}
	return out
}

// Find is the value at the end of a path, and whether there is one: an item that has a key
// is found by it, wherever it stands in its list.
func Find(object manifest.Object, path Path) (any, bool) {
	var v any = object
	for _, s := range path {
		switch at := v.(type) {
		case manifest.Object:
			m := at.Find(s.Member)
			if s.Item || m == nil {
				return nil, false
			}
			v = m.Value
		case []any:
			i := Position(at, s)
			if !s.Item || i < 0 {
				return nil, false
			}
			v = at[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// Position is the number of the item that a step leads to; -1 where there is none.
func Position(list []any, s Step) int {
	if s.Key == "" {
		if s.Index < len(list) {
			return s.Index
		}
		return -1
	}
	if all, _, ok := keys(list, list); ok {
		for i, key := range all {
			if key == s.Key {
				return i
			}
		}
	}
	for _, by := range found {
		at, count := -1, 0
		for i, item := range list {
			key, ok := follow(item, by)
			if protocol, known := follow(item, protocols); ok && known && key != s.Key {
				key += "/" + protocol
			}
			if ok && key == s.Key {
				at = i
				count++
			}
		}
		if count == 1 {
			return at
		}
	}
	return -1
}

// Lookup finds the field of an object that somebody names: by keys, `spec.servers[https]`, or by
// the numbers of items, or as a JSON pointer, and whatever dots or slashes a member's name has, in quotes or not.
// The path is the one that Compare tells of the field. Else the fault says which step there
// is not.
func Lookup(object manifest.Object, text string) (Path, wording.Fault) {
	rest := strings.TrimPrefix(text, ".")
	var path Path
	var v any = object
	for rest != "" {
		var known []string
		step, next, length := Step{}, any(nil), 0
		switch at := v.(type) {
		case manifest.Object:
			for _, m := range at {
				known = append(known, Path{{Member: m.Key}}.String())
				if n := spelled(rest, m.Key); n > length {
					step, next, length = Step{Member: m.Key}, m.Value, n
				}
			}
		case []any:
			for i, s := range Items(at) {
				known = append(known, Path{s}.String())
				if strings.HasPrefix(rest, Path{s}.String()) || strings.HasPrefix(rest, "["+strconv.Itoa(i)+"]") {
					step, next, length = s, at[i], strings.IndexByte(rest, ']')+1
					if s.Key != "" && strings.HasPrefix(rest, Path{s}.String()) {
						length = len(Path{s}.String())
						break
					}
				}
			}
		}
		if length == 0 {
			if path, ok := pointed(object, text); ok {
				return path, wording.Fault{}
			}
			return nil, unknownStep(path, rest, v, known)
		}
		path, v = append(path, step), next
		rest = strings.TrimPrefix(rest[length:], ".")
	}
	return path, wording.Fault{}
}

// spelled is how many bytes of a text spell a member's name, in one of the ways in which
// people do; 0 where they spell another.
func spelled(text, member string) int {
	quoted, escaped := strconv.Quote(member), strings.ReplaceAll(member, ".", `\.`)
	for _, form := range []string{member, escaped, "[" + quoted + "]", quoted, "['" + member + "']", "[" + member + "]"} {
		if after, ok := strings.CutPrefix(text, form); ok && form != "" && (after == "" || after[0] == '.' || after[0] == '[') {
			return len(form)
		}
	}
	return 0
}

// unknownStep says which step of a path there is not, and what there is.
func unknownStep(path Path, rest string, v any, known []string) wording.Fault {
	step := rest
	if i := strings.IndexAny(rest[1:], ".["); i >= 0 {
		step = rest[:i+1]
	}
	where := "the object"
	if len(path) > 0 {
		where = wording.Quote(path.String())
	}
	if len(known) == 0 {
		what := "holds no other fields"
		return wording.Fault{Code: "field-unknown", Message: where + " " + what, Help: "write: " + path.String()}
	}
	return wording.Fault{Code: "field-unknown", Message: where + " has no " + wording.Quote(step), Help: wording.DidYouMean(step, known)}
}
