package causes

import (
	"context"
	"slices"
	"strings"

	"render/render/source"
)

// longest is how many texts of a sort a list may have of which each is tried with all values, and
// sample how many of more are: what these show tells with which values the others are tried.
const (
	longest = 12
	sample  = 8
)

// likeness is what texts of a long list have in common, beside the list.
type likeness struct {
	in     *source.Node
	first  byte // "*" of a wildcard, and of other texts none
	stands int  // how often the same text stands in the topology
}

// alike are texts of one sort: those that are tried with all values, and the others.
type alike struct{ sample, others []*scalar }

// sorted divides what is fresh into what is tried with all values, and sorts of which some are.
func (st *stage) sorted() (each []*scalar, lists []alike) {
	stands := map[string]int{}
	for i := range st.all.scalars {
		stands[st.all.scalars[i].node.Text]++
	}
	of, order := map[likeness][]*scalar{}, []likeness{}
	for _, s := range st.fresh {
		in := likeness{stands: stands[s.node.Text]}
		if n := len(s.way); n > 0 && s.way[n-1].in.Kind == source.List {
			in.in = s.way[n-1].in
		}
		if strings.HasPrefix(s.node.Text, "*") {
			in.first = '*'
		}
		if in.in == nil {
			each = append(each, s)
			continue
		}
		if of[in] == nil {
			order = append(order, in)
		}
		of[in] = append(of[in], s)
	}
	for _, in := range order {
		list := of[in]
		if len(list) <= longest {
			each = append(each, list...)
			continue
		}
		var a alike
		for i, s := range list {
			if i == 0 || i*sample/len(list) != (i-1)*sample/len(list) || i == len(list)-1 {
				a.sample = append(a.sample, s)
			} else {
				a.others = append(a.others, s)
			}
		}
		each, lists = append(each, a.sample...), append(lists, a)
	}
	return each, lists
}

// alike tries the others of long lists: with the fewest kinds of values that showed all that the
// samples did, and where none of these is right with the rest.
func (st *stage) alike(ctx context.Context, lists []alike) error {
	var trials, rest []trial
	later := func(some []trial) []trial {
		return slices.DeleteFunc(some, func(t trial) bool { return st.varied[t.cause] })
	}
	for _, a := range lists {
		telling := st.telling(a.sample)
		for _, s := range a.others {
			for _, t := range s.first(st.number[s.node]) {
				if t.how == LeftOut || telling[t.kind(s)] {
					trials = append(trials, t)
				} else {
					rest = append(rest, t)
				}
			}
		}
	}
	_, err := st.run(ctx, trials)
	if err == nil {
		_, err = st.run(ctx, later(rest))
	}
	return err
}

// telling are the kinds of values that showed, beside what leaving out does, all that any did of
// some scalars.
func (st *stage) telling(of []*scalar) map[string]bool {
	by, shown := map[int]*scalar{}, map[string]bool{}
	for _, s := range of {
		by[st.number[s.node]] = s
	}
	at, kinds := map[string]int{}, []showing{}
	for i := range st.effects {
		e := &st.effects[i]
		s := by[e.cause]
		if s == nil {
			continue
		}
		if e.how == LeftOut {
			for _, one := range e.shows(true) {
				shown[one] = true
			}
			continue
		}
		kind := e.kind(s)
		if _, known := at[kind]; !known {
			at[kind] = len(kinds)
			kinds = append(kinds, showing{trial: e.trial})
		}
		one := &kinds[at[kind]]
		one.fields = append(one.fields, e.shows(true)...)
	}
	trials, _ := fewest(kinds, shown)
	out := map[string]bool{}
	for i := range trials {
		out[trials[i].kind(by[trials[i].cause])] = true
	}
	if len(out) > 0 {
		return out
	}
	for _, t := range st.right { // one that is right, so that the rest need not be tried
		if s := by[t.cause]; s != nil && t.how != LeftOut {
			return map[string]bool{t.kind(s): true}
		}
	}
	return out
}

// kind is which of the values for a scalar a trial has, whatever the scalar's own is.
func (t *trial) kind(s *scalar) string {
	with := strings.ReplaceAll(t.with, s.node.Text, "%")
	if t.form {
		return "form " + with
	}
	return t.how.String() + " " + with
}
