package trace

import "slices"

// Changes are the requests of which something else becomes on the new side, of all by
// which the entrances of either side are tried, and how many those are: what stops
// arriving first, then what leads elsewhere, arrives, is not followed on one side, and fails in
// another way.
//
// Where clients connect to is found on each side by itself: a host whose address is
// another one now is no change, if the request leads where it led.
//
// Where one side names very many hosts below a wildcard of the other with very many
// routes, less of them are tried by one request each alone.
func Changes(old, new *Mesh) (list []Change, tried, less int) { return changes(old, new, nil) }

// changes are those, and by clients too unless these are nil.
func changes(old, new *Mesh, by *clients) (list []Change, tried, less int) {
	requests, less := Entrances(old, new)
	tokenless := 0
	known := make(map[string]bool, len(requests))
	for i := range requests {
		known[requests[i].Words()] = true
	}
	for i := range requests {
		r := &requests[i]
		c, was, is := changeOf(old, new, r, known)
		if c != nil {
			list = append(list, *c)
		}
		if by != nil {
			list = append(list, by.changes(r, c, &was, &is, known)...)
		}
		if was.tokens || is.tokens {
			tokenless++
			list = append(list, withoutToken(old, new, r, c, by, known)...)
		}
	}
	slices.SortStableFunc(list, func(a, b Change) int { return int(a.Kind) - int(b.Kind) })
	return list, len(requests) + tokenless, less
}

// withoutToken are the changes of a request that shows no token, where they are not what
// becomes of it with any, as all has it. Who is refused on both sides is not told why.
func withoutToken(old, new *Mesh, r *Request, all *Change, by *clients, known map[string]bool) (list []Change) {
	asked := *r
	asked.Tokenless = true
	c, was, is := changeOf(old, new, &asked, known)
	if c != nil && c.Kind != Otherwise && (all == nil || !all.alike(c)) {
		list = append(list, *c)
	}
	if by == nil {
		return list
	}
	if c == nil {
		c = all
	}
	return append(list, by.changes(&asked, c, &was, &is, known)...)
}

// changeOf is what becomes of one request otherwise, nil for nothing, and on either side. What
// a client asks for once it is redirected is tried for itself where an entrance is known for it.
func changeOf(old, new *Mesh, r *Request, known map[string]bool) (c *Change, was, is Trace) {
	was, is = old.Follow(*r), new.Follow(*r)
	same := was.same(&is)
	if same && (is.Verdict != Redirects || leadsTo(known, &is)) {
		return nil, was, is
	}
	c = &Change{Request: *r, Old: old.onward(was), New: new.onward(is)}
	if same && sameEnds(c.Old, c.New) {
		return nil, was, is
	}
	c.Kind = Becomes(Through(c.Old), Through(c.New))
	switch before, now := unfollowed(c.Old), unfollowed(c.New); {
	case before && now: // of which nothing is known to differ
		return nil, was, is
	case before || now:
		c.Kind = Unfollowed
	}
	return c, was, is
}

// leadsTo reports whether what a redirect has its client ask for is known.
func leadsTo(known map[string]bool, t *Trace) bool {
	next, err := Parse(t.Location)
	if err != nil {
		return false
	}
	next.Method, next.Headers = t.Request.Method, t.Request.Headers
	return known[next.Words()]
}
