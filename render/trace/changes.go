package trace

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ChangeKind is what becomes of a request otherwise on the new one of two sides.
type ChangeKind uint8

const (
	Stops     ChangeKind = iota // it arrived, or was answered as it was to be, and is not any more
	Elsewhere                   // it leads elsewhere, or goes on as another one
	Starts                      // it arrives now
	Otherwise                   // it fails on both sides, in another way
)

func (k ChangeKind) String() string {
	return [...]string{"stops", "elsewhere", "arrives", "fails"}[k]
}

// Change is a request, and what becomes of it on either side. Old and New are as Chase
// has them.
type Change struct {
	Kind     ChangeKind
	Request  Request
	Old, New []Trace
	Like     []Request // of which the same becomes for the same reasons; see Fold
}

// Changes are the requests of which something else becomes on the new side, of all by
// which the entrances of either side are tried, and how many those are: what stops
// arriving first, then what leads elsewhere, arrives, and fails in another way.
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

// Entrances are the requests by which the entrances of either side are tried: for each
// route of each host, those of All and others that it takes, or that it nearly does; for
// the hosts of the other side too, which may be served by a wildcard here. A host that
// another entrance serves on the other side is tried by the addresses of both too; where a
// policy of either tells connections apart by the hosts for which they are, also by those for
// another host.
func Entrances(old, new *Mesh) (out []Request, less int) {
	known := map[string]bool{}
	add := func(r Request) {
		if words := r.Words(); !known[words] {
			known[words] = true
			out = append(out, r)
		}
	}
	ways := [...]otherWays{{old, new, map[askedAt]*entrance{}}, {new, old, map[askedAt]*entrance{}}}
	for _, side := range [...][2]*Mesh{{old, new}, {new, old}} {
		list, fewer := side[0].tries(side[1].names(), (*virtualHost).around)
		less += fewer
		for _, r := range list {
			add(r)
			for i := range ways {
				if by, ok := ways[i].of(r); ok {
					add(by)
				}
			}
		}
	}
	if old.bySNI() || new.bySNI() {
		names := slices.Compact(slices.Sorted(slices.Values(append(old.names(), new.names()...))))
		for _, r := range append(old.namedOtherwise(names), new.namedOtherwise(names)...) {
			add(r)
		}
	}
	return out, less
}

// Differs is where the ways part: the number of the first trace that is not the same on
// both sides. Its request is.
func (c *Change) Differs() int {
	for i := range min(len(c.Old), len(c.New)) {
		if !c.Old[i].same(&c.New[i]) {
			return i
		}
	}
	return min(len(c.Old), len(c.New)) - 1
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

// Becomes is the kind of change of a request that arrived before or not, and does now or
// not.
func Becomes(before, now bool) ChangeKind {
	switch {
	case before && !now:
		return Stops
	case before:
		return Elsewhere
	case now:
		return Starts
	}
	return Otherwise
}

func sameEnds(a, b []Trace) bool {
	return a[len(a)-1].same(&b[len(b)-1])
}

// same reports whether the same becomes of the request of two traces, for its client and
// for who answers it.
func (t *Trace) same(o *Trace) bool {
	return t.Verdict == o.Verdict && t.answered == o.answered && t.Status == o.Status && t.Location == o.Location && t.Body == o.Body &&
		t.pathOn() == o.pathOn() && t.hostOn() == o.hostOn() && maps.Equal(t.shares(), o.shares())
}

// pathOn and hostOn are what a request asks for behind the gateway.
func (t *Trace) pathOn() string { return cmp.Or(t.Path, t.inside.Path) }
func (t *Trace) hostOn() string { return cmp.Or(t.Host, t.Request.Host) }

// shares are the destinations, whatever their order.
func (t *Trace) shares() map[string]int64 {
	if t.Verdict != Arrives {
		return nil
	}
	out := map[string]int64{}
	for _, d := range t.To {
		weight := d.Weight
		if len(t.To) == 1 {
			weight = 100
		}
		if d.chosen != "" { // of a subset only who is behind it counts, and not what it is called
			d.Subset = d.chosen
		}
		out[d.Cluster()] += weight
	}
	return out
}

// Fold puts changes together that differ in the request's path, method or headers alone:
// the same routes decide them, with the same ends. The first of each is the one that
// stays.
func Fold(list []Change) []Change {
	var out []Change
	at := map[string]int{}
	for i := range list {
		key := list[i].reason()
		if first, ok := at[key]; ok {
			out[first].Like = append(out[first].Like, list[i].Request)
			continue
		}
		at[key] = len(out)
		out = append(out, list[i])
	}
	return out
}

// reason is what decides a change, on both sides.
func (c *Change) reason() string {
	r := &c.Request
	parts := []string{c.Kind.String(), fmt.Sprint(r.Secure, r.Raw, r.Port, r.Address, r.From, r.Tokenless), r.asked(), r.SNI, r.Service}
	old, new := c.Ends()
	for _, end := range [...]string{old, new} {
		parts = append(parts, strings.Replace(end, r.target(), "", 1)) // of a redirect, which repeats it
	}
	for _, side := range [...][]Trace{c.Old, c.New} {
		for i := range side {
			for _, h := range side[i].Hops {
				if h.Step == StepRoute {
					parts = append(parts, h.Text)
				}
			}
		}
	}
	return strings.Join(parts, "\x00")
}

// Ends tell what becomes of a request on both sides, each in a line: as Outcome does, and
// where that is the same on both what differs beside it.
func (c *Change) Ends() (old, new string) {
	was, is := endings(&c.Old[0], &c.New[0])
	last, now := endings(&c.Old[len(c.Old)-1], &c.New[len(c.New)-1])
	if len(c.Old) > 1 {
		was += ", which " + last
	}
	if len(c.New) > 1 {
		is += ", which " + now
	}
	return was, is
}

// endings are the outcomes of two traces, and where those are the same what differs
// beside them.
func endings(a, b *Trace) (string, string) {
	one, other := a.Outcome(), b.Outcome()
	if one == other {
		return one + a.beside(b), other + b.beside(a)
	}
	return one, other
}

// beside is what the outcome of a request does not tell of it, as far as another's has it
// otherwise.
func (t *Trace) beside(o *Trace) string {
	out := ""
	if t.Status != o.Status && t.Verdict != Fails {
		out += " with " + strconv.Itoa(t.Status)
	}
	if t.Body != o.Body {
		out += fmt.Sprintf(" %q", t.Body)
	}
	if path := t.pathOn(); path != o.pathOn() {
		out += " as " + path
	}
	if host := t.hostOn(); host != o.hostOn() {
		out += " for " + host
	}
	return out
}
