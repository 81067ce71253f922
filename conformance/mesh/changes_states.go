package mesh

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// state is what is in a cluster at some time: objects, the oldest first.
type state struct {
	name    string
	objects []*object
	ages    []int // for each, in seconds from the first
	// applying: not all of the new side's is there.
	applying bool
	// torn are apps of whose several objects some are as before and some as after.
	torn map[string]bool
	// changed are apps of which some object differs between the sides.
	changed map[string]bool
}

// tear finds the apps that are torn: applied tells which of the changed objects
// are as after.
func (s *state) tear(changed []turn, applied func(i int) bool) {
	seen := map[string]bool{}
	s.torn, s.changed = map[string]bool{}, map[string]bool{}
	for i, t := range changed {
		app := owner(cmp.Or(t.new, t.old))
		if before, ok := seen[app]; ok && before != applied(i) {
			s.torn[app] = true
		}
		seen[app], s.changed[app] = applied(i), true
	}
}

// put adds an object, or replaces the one of its name, which keeps its age.
func (s *state) put(o *object, age int) {
	if at := slices.IndexFunc(s.objects, func(was *object) bool { return was.id == o.id }); at >= 0 {
		s.objects[at] = o
		return
	}
	s.objects, s.ages = append(s.objects, o), append(s.ages, age)
}

// born is when an object was made.
func born(age int) time.Time {
	return time.Date(2020, 1, 1, 0, 0, age, 0, time.UTC)
}

const (
	mostInFull = 3  // so many changed objects are tried in every order
	sampled    = 50 // so many states where there are more
)

// mixtures are the states with some of the changed routing objects applied, made
// in any order, among all else of both sides. An object that the new side lacks is
// still there or deleted.
func mixtures(r *rand.Rand, old, new *side) []state {
	changed, same := turns(old, new)
	var rest []*object
	for _, o := range slices.Concat(old.there, new.there, old.objects, new.objects) {
		if !o.routes() {
			rest = append(rest, o)
		}
	}
	var out []state
	m := mixture{changed, same, rest, goes(old, new), goes(new, old)}
	n := len(changed)
	if n > mostInFull {
		for len(out) < sampled {
			applied := r.Uint64N(uint64(1) << min(n, 63))
			if !tornOff(changed, applied) {
				out = append(out, m.state(applied, r.Perm(n), r.Perm(len(same)+n)))
			}
		}
		return out
	}
	for applied := range uint64(1) << n {
		if tornOff(changed, applied) {
			continue
		}
		out = append(out, m.state(applied, nil, nil))
		for _, order := range orders(n) {
			// Of any two, those that stay and one that changes, each is once the older.
			among := r.Perm(len(same) + n)
			out = append(out, m.state(applied, order, among))
			for i := range among {
				among[i] = len(among) - 1 - among[i]
			}
			out = append(out, m.state(applied, order, among))
		}
	}
	return out
}

// mixture is what the states between two sides consist of.
type mixture struct {
	changed    []turn
	same, rest []*object
	goes, come []*object
}

// goes are the Gateways that the new side has no more, which are older than those that it
// has alone. Each is deleted with the first of its routes, as the list for kubectl apply
// --prune has them: until then it would take connections, from another Gateway for the
// same host too, and have no route for them.
func goes(old, new *side) (out []*object) {
	after := byID(new.objects)
	for _, o := range old.objects {
		if o.GetKind() == "Gateway" && after[o.id] == nil {
			out = append(out, o)
		}
	}
	return out
}

// gone reports whether an object is such a Gateway, and is deleted.
func (m *mixture) gone(o *object, applied uint64) bool {
	if !slices.Contains(m.goes, o) {
		return false
	}
	for i, t := range m.changed {
		if t.new == nil && applied>>i&1 == 1 && slices.Contains(t.old.gateways(), o.GetName()) {
			return true
		}
	}
	return false
}

// state has some of the changed objects applied. They were made in an order; among
// says who of all routing objects had which turn in being made. Without orders
// all are as old, and istiod goes by their names.
func (m *mixture) state(applied uint64, order, among []int) state {
	var s state
	for _, o := range m.rest {
		switch {
		case slices.Contains(m.come, o):
			s.put(o, 1)
		case !m.gone(o, applied):
			s.put(o, 0)
		}
	}
	ages := make([]int, len(m.same)+len(m.changed))
	if order != nil {
		copy(ages, among)
		own := ages[len(m.same):]
		slices.Sort(own)
		own = slices.Clone(own)
		for turn, i := range order {
			ages[len(m.same)+i] = own[turn]
		}
	}
	for i, o := range m.same {
		s.put(o, ages[i])
	}
	s.tear(m.changed, func(i int) bool { return applied>>i&1 == 1 })
	for i, t := range m.changed {
		o := t.old
		if applied>>i&1 == 1 {
			o = t.new
		}
		s.name += t.told(o) + ", "
		if o != nil {
			s.put(o, ages[len(m.same)+i])
		}
	}
	if order == nil {
		s.name += "all made at once"
	} else {
		s.name += fmt.Sprint("made at the times ", ages[len(m.same):], ", what stays at ", ages[:len(m.same)])
	}
	return s
}

// tornOff tells of an object that is deleted before the one is there that takes its place:
// for the same app under another name, for connections that another app gets, or for a host
// that no app has. Whoever applies in that order leaves a gap, whatever the objects are;
// kubectl and Flux do not.
func tornOff(changed []turn, applied uint64) bool {
	for i, t := range changed {
		if t.new != nil || applied>>i&1 == 0 {
			continue
		}
		for j, other := range changed {
			if other.old == nil && applied>>j&1 == 0 && other.new.follows(t.old) {
				return true
			}
		}
	}
	return false
}

// orders are all orders of n things.
func orders(n int) [][]int {
	if n == 0 {
		return [][]int{{}}
	}
	var out [][]int
	for _, order := range orders(n - 1) {
		for at := range n {
			out = append(out, slices.Insert(slices.Clone(order), at, n-1))
		}
	}
	return out
}

// prefixes are the states on the way of kubectl apply, object by object, which
// deletes nothing.
func prefixes(r *rand.Rand, old, new *side) []state {
	now := state{name: "before", applying: true}
	for _, o := range slices.Concat(old.there, new.there) {
		now.put(o, 0)
	}
	order := r.Perm(len(old.objects))
	for i, o := range old.objects {
		now.put(o, order[i])
	}
	out := []state{now}
	before := byID(old.objects)
	changed, _ := turns(old, new)
	changed = slices.DeleteFunc(changed, func(t turn) bool { return t.new == nil }) // which stay
	for i, o := range new.objects {
		if was := before[o.id]; was != nil && was.text == o.text {
			continue
		}
		now.name = "applied up to " + o.id
		now.objects, now.ages = slices.Clone(now.objects), slices.Clone(now.ages)
		now.put(o, len(old.objects)+i)
		if o.decides() {
			now.tear(changed, func(at int) bool { return slices.Contains(now.objects, changed[at].new) })
			out = append(out, now)
		}
	}
	return out
}
