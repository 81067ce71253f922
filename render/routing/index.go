package routing

import "slices"

// Index finds matches that have to do with one another without comparing each with
// each. It is made of one list, whose hosts are those of one gateway, and answers
// with places in it.
type Index struct {
	all        []*Match
	everywhere table // on every host
	some       table // on hosts of their own, each match once
	byHost     map[string]*table
	lists      [][]entry // of a search, used again
	placed     []object  // by place in the list: the last one that it was placed in
	objects    object    // the last one
}

// object numbers the objects that matches are placed in.
type object int32

// noObject is none, and not the place of a match that is in none yet, which is 0.
const noObject object = -1

// NewIndex is an index over a list of matches.
func NewIndex(all []*Match) *Index {
	x := &Index{all: all, byHost: map[string]*table{}, placed: make([]object, len(all))}
	sorted := make([]entry, len(all))
	for i, m := range all {
		sorted[i] = entry{m, int32(i)}
	}
	slices.SortFunc(sorted, compareEntries)
	for _, e := range sorted {
		if e.Hosts.Every() {
			x.everywhere.add(e)
			continue
		}
		x.some.add(e)
		for _, h := range e.Hosts.Names() {
			t := x.byHost[h]
			if t == nil {
				t = &table{}
				x.byHost[h] = t
			}
			t.add(e)
		}
	}
	return x
}

// Limit is a bound that matches pass.
type Limit uint8

// The limits of an index.
const (
	NoLimit       Limit = iota
	RegexLimit          // MaxRegexes
	SamePathLimit       // MaxSamePath
)

// TooMany is the first match of the file that is one too many for the searches.
func (x *Index) TooMany() (at int, limit Limit) {
	regexes := append(slices.Clone(x.everywhere.regexes), x.some.regexes...)
	if len(regexes) > MaxRegexes {
		return inOrder(regexes, MaxRegexes), RegexLimit
	}
	keep := func(i int) {
		if limit == NoLimit || x.all[i].Order < x.all[at].Order {
			at, limit = i, SamePathLimit
		}
	}
	x.everywhere.samePath(keep)
	for _, t := range x.byHost {
		t.samePath(keep)
	}
	return at, limit
}

// samePath calls found with the match of each path that is one too many.
func (t *table) samePath(found func(at int)) {
	if len(t.every) > MaxSamePath {
		found(inOrder(t.every, MaxSamePath))
	}
	for from, to := 0, 0; from < len(t.paths); from = to {
		for to = from; to < len(t.paths) && t.paths[to].Path.Kind == t.paths[from].Path.Kind && t.paths[to].Path.key == t.paths[from].Path.key; {
			to++
		}
		if to-from > MaxSamePath {
			found(inOrder(t.paths[from:to], MaxSamePath))
		}
	}
}

// inOrder is the match at a place of a list that is put into the file's order.
func inOrder(list []entry, place int) int {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b entry) int { return a.Order - b.Order })
	return int(list[place].at)
}

// visit calls f with what pick takes from the tables of some hosts, until f wants no
// more. A match of several hosts may come several times; where that is shorter,
// matches of other hosts come too. Those that were placed in an object do not.
func (x *Index) visit(hosts Hosts, but object, pick func(*table) []entry, f func(*entry) (more bool)) bool {
	lists := append(x.lists[:0], pick(&x.everywhere))
	x.lists = nil // f may search too
	others := pick(&x.some)
	if hosts.Every() {
		lists = append(lists, others)
	} else if len(others) <= len(hosts.some.names) {
		lists = append(lists, others)
	} else {
		sum := 0
		for _, h := range hosts.some.names {
			if t := x.byHost[h]; t != nil {
				list := pick(t)
				lists = append(lists, list)
				sum += len(list)
			}
		}
		if sum > len(others) {
			lists = append(lists[:1], others)
		}
	}
	more := true
	for _, list := range lists {
		for i := 0; more && i < len(list); i++ {
			if e := &list[i]; x.placed[e.at] != but {
				more = f(e)
			}
		}
	}
	x.lists = lists
	return more
}

// Relation is what an earlier match is to a later one.
type Relation uint8

// The relations that a rule may be about.
const (
	Apart    Relation = iota
	SameAs            // both match some request with equal right, see Match.Equal
	HiddenBy          // the earlier one matches all requests of the later, see Match.Hides
)

// Rival finds a match that is tried before another one and leaves it nothing, or takes
// requests from it only because it stands earlier in the file.
func (x *Index) Rival(at int) (rival int, relation Relation) {
	m := x.all[at]
	x.rivals(at, func(e *entry) (more bool) {
		switch {
		case e.Equal(m):
			rival, relation = int(e.at), SameAs
		case e.Hides(m):
			rival, relation = int(e.at), HiddenBy
		}
		return relation == Apart
	})
	return rival, relation
}

// Hidden reports whether a match gets no request, since one that is tried before it
// matches them all: also one that asks for the same beside the path.
func (x *Index) Hidden(at int) (hidden bool) {
	m := x.all[at]
	x.rivals(at, func(e *entry) (more bool) {
		hidden = m.Hosts.Within(e.Hosts) && e.Path.Covers(m.Path) && e.AsksNoMore(m) &&
			(len(e.Methods) == 0 || len(m.Methods) > 0 && e.TakesMethods(m.Methods))
		return !hidden
	})
	return hidden
}

// rivals calls f with the matches that are tried before one and may match all of its
// requests, until f wants no more.
func (x *Index) rivals(at int, f func(*entry) (more bool)) {
	m := x.all[at]
	try := func(e *entry) (more bool) { return int(e.at) == at || e.Compare(m) > 0 || f(e) }
	visit := func(pick func(*table) []entry) (more bool) { return x.visit(m.Hosts, noObject, pick, try) }
	switch m.Path.Kind {
	case Regex:
		literal := m.Path.Literal()
		for i := 1; i < len(literal); i++ {
			if literal[i] == '/' && !visit(func(t *table) []entry { return t.ofKind(NewPath(Prefix, literal[:i])) }) {
				return
			}
		}
		visit(func(t *table) []entry { return t.earlier(m) })
	case Every:
		if visit(func(t *table) []entry { return t.sooner(m) }) {
			visit(func(t *table) []entry { return t.regexes })
		}
	default:
		visit(func(t *table) []entry { return t.ofKind(m.Path) })
	}
}

// Overlapping calls f with each match that can be matched by a request of another one
// and is tried before it, each once and in no particular order, until f wants no
// more.
func (x *Index) Overlapping(at int, f func(earlier int) (more bool)) {
	m := x.all[at]
	seen := map[int32]bool{}
	x.before(m, m.Hosts, noObject, func(e *entry) bool {
		if int(e.at) == at || seen[e.at] || e.Compare(m) > 0 || !e.Overlaps(m) {
			return true
		}
		seen[e.at] = true
		return f(int(e.at))
	})
}

// before calls f with the matches that may be tried before one, and match a request
// of its, on some hosts, and are not in an object, until f wants no more.
func (x *Index) before(m *Match, hosts Hosts, but object, f func(*entry) (more bool)) bool {
	visit := func(pick func(*table) []entry) bool { return x.visit(hosts, but, pick, f) }
	switch text := m.Path.key; m.Path.Kind {
	case Exact:
		return visit(func(t *table) []entry { return t.at(text) })
	case Prefix:
		return visit(func(t *table) []entry { return t.at(text) }) && visit(func(t *table) []entry { return t.beginning(text + "/") })
	case Regex:
		literal := small(m.Path.Literal())
		if !visit(func(t *table) []entry { return t.beginning(literal) }) {
			return false
		}
		for i := 1; i < len(literal); i++ { // prefixes above what it begins with
			if literal[i] == '/' && !visit(func(t *table) []entry { return t.at(literal[:i]) }) {
				return false
			}
		}
		return visit(func(t *table) []entry { return t.earlier(m) })
	}
	return visit(func(t *table) []entry { return t.paths }) && visit(func(t *table) []entry { return t.regexes }) &&
		visit(func(t *table) []entry { return t.sooner(m) })
}

// Turned finds a match that the Gateway API tries before a regular expression, or may
// try before it, where the file's order is the other way: the first of the file.
func (x *Index) Turned(at int) (other int, ok bool) {
	m := x.all[at]
	if m.Path.Kind != Regex {
		return 0, false
	}
	keep := func(e *entry) bool {
		if int(e.at) == at || ok && e.Order > x.all[other].Order || !e.Overlaps(m) {
			return true
		}
		if e.Compare(m) < 0 && e.CompareGatewayAPI(m) >= 0 || e.Compare(m) > 0 && e.CompareGatewayAPI(m) < 0 {
			other, ok = int(e.at), true
		}
		return true
	}
	x.visit(m.Hosts, noObject, func(t *table) []entry { return t.earlier(m) }, keep)
	x.visit(m.Hosts, noObject, func(t *table) []entry { return t.every }, keep)
	return other, ok
}
