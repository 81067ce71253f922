package trace

import (
	"slices"
	"strings"
)

// fewRoutes are looked at one after the other; of more there is an index.
const fewRoutes = 16

// pathIndex finds the routes that may take a path, without those whose path is another.
type pathIndex struct {
	exact    map[string][]int
	prefixes map[string][]int
	lengths  []int // of the prefixes, each once
	others   []int // whose paths are expressions, of any case, or whatever they are
}

func newPathIndex() *pathIndex {
	return &pathIndex{exact: map[string][]int{}, prefixes: map[string][]int{}}
}

// add adds the route of a number, which asks for a path, or whose prefix is one of whole
// segments.
func (x *pathIndex) add(number int, path *condition, segments bool) {
	switch {
	case path == nil, path.kind == present, path.kind == regex:
		x.others = append(x.others, number)
	case path.kind == exact:
		x.exact[path.text] = append(x.exact[path.text], number)
	default:
		text := path.text
		if segments { // "/a/" takes "/a" too
			text = strings.TrimSuffix(text, "/")
		}
		x.prefixes[text] = append(x.prefixes[text], number)
		if !slices.Contains(x.lengths, len(text)) {
			x.lengths = append(x.lengths, len(text))
		}
	}
}

// find are the numbers of the routes that may take a path, in their order.
func (x *pathIndex) find(path string) []int {
	out := slices.Concat(x.others, x.exact[path])
	for _, n := range x.lengths {
		if n <= len(path) {
			out = append(out, x.prefixes[path[:n]]...)
		}
	}
	slices.Sort(out)
	return out
}
