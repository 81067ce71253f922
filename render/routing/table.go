package routing

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// entry is a match and where it is in the list that was handed in.
type entry struct {
	*Match
	at int32
}

// compareEntries is an order in which exact paths and prefixes of one text, or of one
// beginning, stand together, whatever their case, and all else as it is tried.
func compareEntries(a, b entry) int {
	if a.Path.Kind >= Regex || b.Path.Kind >= Regex {
		return a.Compare(b.Match)
	}
	if d := strings.Compare(a.Path.key, b.Path.key); d != 0 {
		return d
	}
	return a.Compare(b.Match)
}

// table is the matches for some hosts, in the order of compareEntries.
type table struct {
	paths   []entry // exact ones and prefixes
	regexes []entry // in the order of the file
	every   []entry
}

func (t *table) add(e entry) {
	switch e.Path.Kind {
	case Regex:
		t.regexes = append(t.regexes, e)
	case Every:
		t.every = append(t.every, e)
	default:
		t.paths = append(t.paths, e)
	}
}

// at are the matches whose exact path or prefix is just this, in small letters.
func (t *table) at(key string) []entry {
	list := t.paths[t.search(key):]
	return list[:leading(list, func(e *entry) bool { return e.Path.key == key })]
}

// ofKind are the matches of one path.
func (t *table) ofKind(path Path) []entry {
	list := t.at(path.key)
	list = list[leading(list, func(e *entry) bool { return e.Path.Kind < path.Kind }):]
	return list[:leading(list, func(e *entry) bool { return e.Path.Kind == path.Kind })]
}

// leading counts the entries at a list's beginning of which something holds, which
// holds of none behind them. Mostly they are few.
func leading(list []entry, holds func(*entry) bool) int {
	n := 0
	for ; n < len(list) && holds(&list[n]); n++ {
		if n == 8 {
			return n + sort.Search(len(list)-n, func(i int) bool { return !holds(&list[n+i]) })
		}
	}
	return n
}

// beginning are the matches whose exact path or prefix begins so, in small letters.
func (t *table) beginning(start string) []entry {
	list := t.paths[t.search(start):]
	return list[:leading(list, func(e *entry) bool { return strings.HasPrefix(e.Path.key, start) })]
}

func (t *table) search(key string) int {
	at, _ := slices.BinarySearchFunc(t.paths, key, func(e entry, key string) int { return cmp.Compare(e.Path.key, key) })
	return at
}

// earlier are the regular expressions before a match of the file.
func (t *table) earlier(m *Match) []entry {
	n, _ := slices.BinarySearchFunc(t.regexes, m.Order, func(e entry, order int) int { return cmp.Compare(e.Order, order) })
	return t.regexes[:n]
}

// sooner are the matches of every path that are tried before one.
func (t *table) sooner(m *Match) []entry {
	n, _ := slices.BinarySearchFunc(t.every, m, func(e entry, m *Match) int { return e.Compare(m) })
	return t.every[:n]
}
