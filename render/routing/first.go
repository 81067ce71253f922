package routing

// First is the match that is tried before all others on a host, of those that a request
// for a path may meet which asks for the same as another match.
func (x *Index) First(host, path string, as *Match) (at int, ok bool) {
	var first *entry
	visit := func(pick func(*table) []entry) {
		x.visit(Only([]string{host}), noObject, pick, func(e *entry) bool {
			if e.Hosts.Has(host) && e.Path.Matches(path) && e.SharesConditions(as) && (first == nil || e.Compare(first.Match) < 0) {
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
