package diag

import (
	"hash/fnv"
	"io"
	"slices"
	"strconv"

	"render/render/places"
)

// fewest is how many diagnostics a list holds before any is only counted.
const minKept = 4096

// tally counts diagnostics that are no longer kept: a number for each, by which one
// that is told twice is counted once, by the source that it is in.
type tally map[*places.Source][]uint64

// Tally appends a diagnostic to a list that has no other bound. Of each source it
// keeps those that Text would show, errors and warnings each, and counts the
// rest, so that a file that is wrong in a million places takes little memory for
// it. The places of diagnostics in the list change.
func (l *List) Tally(p Diagnostic) {
	if len(*l) >= minKept && len(*l) == cap(*l) {
		*l = l.compact()
	}
	*l = append(*l, p)
}

// compact is the list with no more diagnostics of a source than are shown.
func (l List) compact() List {
	type group struct {
		source   *places.Source
		severity Severity
	}
	kept := map[group]int{}
	counted := [...]tally{Error: {}, Warning: {}}
	out := make(List, 0, cap(l))
	for _, p := range l {
		t := counted[p.Severity]
		if len(t) == 0 && p.rest != nil { // not copied each time
			counted[p.Severity] = p.rest
			continue
		}
		for source, sums := range p.rest {
			t[source] = append(t[source], sums...)
		}
	}
	for _, p := range l.Sorted() {
		g := group{p.Place.Source, p.Severity}
		if kept[g]++; kept[g] <= MaxShown {
			out = append(out, p)
			continue
		}
		t := counted[p.Severity]
		t[g.source] = append(t[g.source], p.sum())
	}
	for severity, t := range counted {
		if len(t) > 0 {
			out = append(out, Diagnostic{Severity: Severity(severity), rest: t})
		}
	}
	return slices.Grow(out, len(out)) // so that compacting costs a part of what adding costs
}

// sum is a number that no two different diagnostics of a source share but by a
// chance of one in 10^19 for each pair.
func (p *Diagnostic) sum() uint64 {
	h := fnv.New64a()
	place, said := p.identity()
	for _, n := range []int{place.Line, place.Column, place.Length} {
		h.Write(strconv.AppendInt(nil, int64(n), 10))
		h.Write([]byte{' '})
	}
	_, _ = io.WriteString(h, said+"\x00"+p.Help)
	return h.Sum64()
}

// Count is how many diagnostics there are, those among them that are not kept; what
// is said twice of one place counts once.
func (l List) Count() int {
	if !slices.ContainsFunc(l, func(p Diagnostic) bool { return p.rest != nil }) {
		return len(l.Sorted())
	}
	all := tally{}
	for _, p := range l.Sorted() {
		all[p.Place.Source] = append(all[p.Place.Source], p.sum())
	}
	for _, p := range l {
		for source, sums := range p.rest {
			all[source] = append(all[source], sums...)
		}
	}
	n := 0
	for _, sums := range all {
		slices.Sort(sums)
		n += len(slices.Compact(sums))
	}
	return n
}

// MostShown is how many diagnostics Text writes out; the rest is counted. A file
// that is wrong in ten thousand places is read from its top anyway.
const MaxShown = 100
