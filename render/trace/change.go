package trace

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"
	"strings"
)

// ChangeKind is what becomes of a request otherwise on the new one of two sides.
type ChangeKind uint8

const (
	Stops      ChangeKind = iota // it arrived, or was answered as it was to be, and is not any more
	Elsewhere                    // it leads elsewhere, or goes on as another one
	Starts                       // it arrives now
	Unfollowed                   // another controller may lead it on one side, which is not followed
	Otherwise                    // it fails on both sides, in another way
)

func (k ChangeKind) String() string {
	return [...]string{"stops", "elsewhere", "arrives", "unfollowed", "fails"}[k]
}

// Change is a request, and what becomes of it on either side. Old and New are as Chase
// has them.
type Change struct {
	Kind     ChangeKind
	Request  Request
	Old, New []Trace
	Like     []Request // of which the same becomes for the same reasons; see Fold
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
		one, other = one+a.beside(b), other+b.beside(a)
	}
	for _, end := range [...]struct {
		of   *Trace
		text *string
	}{{a, &one}, {b, &other}} {
		if o := end.of.ingress.Object(); o != nil {
			*end.text = "is led by " + title(o) + ", which is not followed"
		}
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

// unfollowed reports whether an Ingress, or what else another controller reads, may lead on what fails by what is followed.
func unfollowed(list []Trace) bool { return list[len(list)-1].ingress.Object() != nil }
