package trace

import "slices"

// Undecided counts requests that may end otherwise on the two sides, by what that depends on.
type Undecided struct {
	Addresses int // of clients, which nothing here says that their gateway sees
	Tokens    int // which are not read here
	Others    int
}

// All is how many they are.
func (u Undecided) All() int { return u.Addresses + u.Tokens + u.Others }

// note adds by what two traces of a request may part of which nothing, or change, is known to become
// otherwise. A change that is known is told as one, unless it is not known from where it is asked.
func (u *Undecided) note(change *Change, was, is *Trace) {
	leads := func(d doubt) bool { return d.leads }
	if was.Verdict == Fails && is.Verdict == Fails && !slices.ContainsFunc(was.doubts, leads) && !slices.ContainsFunc(is.doubts, leads) {
		return
	}
	apart := part(was, is)
	if change != nil && was.sees() && is.sees() {
		return
	}
	u.Addresses += apart.Addresses
	u.Tokens += apart.Tokens
	u.Others += apart.Others
}

// count adds one request, of which some were open.
func (u *Undecided) count(open Undecided) {
	switch {
	case open.Addresses > 0:
		u.Addresses++
	case open.Tokens > 0:
		u.Tokens++
	case open.Others > 0:
		u.Others++
	}
}

// sees reports whether nothing is left to doubt of a client's address.
func (t *Trace) sees() bool {
	return !slices.ContainsFunc(t.doubts, func(d doubt) bool { return len(d.addresses) > 0 })
}

// part tells by what two traces of a request may still part, where they doubt different conditions: a
// policy that has another rule for other requests judges this one as it did.
func part(a, b *Trace) (out Undecided) {
	differ := func(of func(doubt) []string) bool {
		return !slices.Equal(conditions(a.doubts, of), conditions(b.doubts, of))
	}
	byToken := func(d doubt) bool { return d.tokens }
	switch {
	case !differ(func(d doubt) []string { return d.all }):
	case differ(func(d doubt) []string { return d.addresses }):
		out.Addresses = 1
	case slices.ContainsFunc(a.doubts, byToken) || slices.ContainsFunc(b.doubts, byToken):
		out.Tokens = 1
	default:
		out.Others = 1
	}
	return out
}

// conditions are those of some doubts, whatever their order.
func conditions(doubts []doubt, of func(doubt) []string) []string {
	var out []string
	for _, d := range doubts {
		out = append(out, of(d)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
