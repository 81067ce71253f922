package routing

import "cmp"

// First is the match that is tried before all others on a host, of those that a request
// for a path may meet which asks for the same as another match.
func (x *Index) First(host, path string, as *Match) (at int, ok bool) {
	return x.FirstOf(host, path, func(m *Match) bool { return m.SharesConditions(as) }, (*Match).Compare)
}

// FirstOf is the same by any order, of the matches whose conditions beside the path are
// met; of those that the order does not tell apart the first of the list.
func (x *Index) FirstOf(host, path string, met func(*Match) bool, compare func(a, b *Match) int) (at int, ok bool) {
	var first *entry
	visit := func(pick func(*table) []entry) {
		x.visit(Only([]string{host}), noObject, pick, func(e *entry) bool {
			if e.Hosts.Has(host) && e.Path.Matches(path) && met(e.Match) && (first == nil || cmp.Or(compare(e.Match, first.Match), cmp.Compare(e.at, first.at)) < 0) {
				first = e
			}
			return true
		})
	}
	key := small(path)
	for i := 1; i < len(key); i++ {
		if key[i] == '/' {
			visit(func(t *table) []entry { return t.at(key[:i]) })
		}
	}
	visit(func(t *table) []entry { return t.at(key) })
	visit(func(t *table) []entry { return t.regexes })
	visit(func(t *table) []entry { return t.every })
	if first == nil {
		return 0, false
	}
	return int(first.at), true
}
