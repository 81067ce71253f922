package routing

import "slices"

// Istio puts the routes of VirtualServices of one host one after the other, by the
// time at which the objects were made (istio, pilot/pkg/model/virtualservice.go).
// So whichever is the oldest, what it matches it must send where the file says:
// before a match of its own an object has those of other objects that are more
// specific and that it would hide, and before those in turn what they would hide.
// It borrows them: each does there just what it does in its own object. So every
// object is right by itself, in any order.

// Placed is a match in an object.
type Placed struct {
	At       int   // in the index
	Hosts    Hosts // those of the object that it is for
	Borrowed bool
	// settled: what is tried before it is tried before the one that it was found
	// for, a prefix above it for whatever request.
	settled bool
}

// Place is the order in which an object for some hosts tries matches of its own, each
// for all of those hosts, and what it borrows. One of its own that gets no request on
// those hosts is left out. Of more than MaxBorrowed borrowed ones some are missing.
func (x *Index) Place(own []int, hosts Hosts) []Placed {
	x.objects++
	placed := make([]Placed, len(own))
	for i, at := range own {
		placed[i].At, x.placed[at] = at, x.objects
	}
	for i, more := 0, true; more && i < len(placed); i++ { // which grows
		above := placed[i]
		if above.settled {
			continue
		}
		m, on := x.all[above.At], hosts
		if !above.Hosts.Every() {
			on = above.Hosts
		}
		settling := above.Hosts.Every() && m.Path.Kind == Prefix && !m.Conditional()
		more = x.unplaced(m, on, func(e *entry) bool {
			settled := settling && len(e.Path.Text) > len(m.Path.Text) && (m.Path.AnyCase || !e.Path.AnyCase)
			placed = append(placed, Placed{int(e.at), e.Hosts.among(hosts), true, settled})
			return len(placed) < len(own)+MaxBorrowed
		})
	}
	if len(placed) > len(own) {
		slices.SortFunc(placed, func(a, b Placed) int { return x.all[a.At].Compare(x.all[b.At]) })
	}
	return x.reached(placed)
}

// unplaced calls f with each match that is tried before one, may match a request of
// its on some hosts, and is not in the object yet, until f wants no more.
func (x *Index) unplaced(m *Match, hosts Hosts, f func(*entry) (more bool)) bool {
	if m.CatchesAll() {
		return true // nothing is behind it
	}
	return x.before(m, hosts, x.objects, func(e *entry) bool {
		if !e.sharesMethod(m) || e.excludes(m) || !overlap(&e.Path, &m.Path) ||
			e.Compare(m) >= 0 || !e.Hosts.Every() && !e.Hosts.Meet(hosts) {
			return true
		}
		x.placed[e.at] = x.objects
		return f(e)
	})
}

// reached leaves out what is hidden on all the hosts that it is for here, by a match
// with hosts of its own: one that hides it wherever it is would leave it no request at
// all.
func (x *Index) reached(placed []Placed) []Placed {
	out := placed[:0]
	var hiders []Placed
	for _, p := range placed {
		m := x.all[p.At]
		if m.Path.Kind >= Regex && slices.ContainsFunc(hiders, func(a Placed) bool {
			return x.all[a.At].hidesThere(m) && p.Hosts.Within(a.Hosts)
		}) {
			continue
		}
		if out = append(out, p); !m.Hosts.Every() && m.Path.Kind >= Prefix {
			hiders = append(hiders, p)
		}
	}
	return out
}
