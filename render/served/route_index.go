package served

import (
	"slices"
	"strings"

	"render/render/routing"
)

// Index finds, of a list of routes in the order in which they are tried, those
// that may take a path, so that a host of thousands of routes is not gone through for
// each request.
type Index struct {
	list     []Route
	exact    [2]map[string][]int // by the path; of those that look at the case of letters, and those that do not
	prefixes [2]map[string][]int
	lengths  []int // of the prefixes, each once
	rest     []int // all others
}

func NewIndex(list []Route) *Index {
	x := &Index{list: list}
	for i := range x.exact {
		x.exact[i], x.prefixes[i] = map[string][]int{}, map[string][]int{}
	}
	known := map[int]bool{}
	for i := range list {
		a := &list[i].Ask
		text, fold := a.path.Text, 0
		if a.anyCase {
			text, fold = strings.ToLower(text), 1
		}
		switch a.path.Kind {
		case routing.Exact:
			x.exact[fold][text] = append(x.exact[fold][text], i)
		case routing.Prefix:
			x.prefixes[fold][text] = append(x.prefixes[fold][text], i)
			if !known[len(text)] {
				known[len(text)] = true
				x.lengths = append(x.lengths, len(text))
			}
		default:
			x.rest = append(x.rest, i)
		}
	}
	slices.Sort(x.lengths)
	return x
}

// First is the first route for which a test holds, among those that may take the path
// of an ask; nil for none.
func (x *Index) First(a *Ask, holds func(*Route) bool) *Route {
	best := -1
	try := func(candidates []int) {
		for _, i := range candidates {
			if best >= 0 && i >= best {
				return // they are in their order
			}
			if holds(&x.list[i]) {
				best = i
				return
			}
		}
	}
	for fold, sample := range [...]string{a.sample, strings.ToLower(a.sample)} {
		try(x.exact[fold][sample])
		for _, length := range x.lengths {
			if length > len(sample) {
				break
			}
			try(x.prefixes[fold][sample[:length]])
		}
	}
	try(x.rest)
	if best < 0 {
		return nil
	}
	return &x.list[best]
}
