package trace

import (
	"slices"
	"strings"
)

// fewRoutes are looked at one after the other; of more there is an index.
const fewRoutes = 16

// routeIndex finds the routes of a virtual host that may take a path, without those whose
// path is another.
type routeIndex struct {
	exact    map[string][]int
	prefixes map[string][]int
	lengths  []int // of the prefixes, each once
	others   []int // whose paths are expressions, of any case, or whatever they are
}

// mayTake are the numbers of the routes that may take a path, in their order.
func (h *virtualHost) mayTake(path string) []int {
	if h.index == nil {
		h.index = h.newIndex()
	}
	x := h.index
	out := slices.Concat(x.others, x.exact[path])
	for _, n := range x.lengths {
		if n <= len(path) {
			out = append(out, x.prefixes[path[:n]]...)
		}
	}
	slices.Sort(out)
	return out
}

func (h *virtualHost) newIndex() *routeIndex {
	x := &routeIndex{exact: map[string][]int{}, prefixes: map[string][]int{}}
	for i := range h.routes {
		m := h.routes[i].match
		switch {
		case len(h.routes) <= fewRoutes, m == nil, m.uri == nil, m.anyCase, m.uri.kind == present, m.uri.kind == regex:
			x.others = append(x.others, i)
		case m.uri.kind == exact:
			x.exact[m.uri.text] = append(x.exact[m.uri.text], i)
		default:
			text := m.uri.text
			if m.segments { // "/a/" takes "/a" too
				text = strings.TrimSuffix(text, "/")
			}
			x.prefixes[text] = append(x.prefixes[text], i)
			if !slices.Contains(x.lengths, len(text)) {
				x.lengths = append(x.lengths, len(text))
			}
		}
	}
	return x
}
