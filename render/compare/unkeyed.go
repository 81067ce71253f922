package compare

import (
	"cmp"
	"slices"
	"strings"

	"render/render/manifest"
)

// unkeyed compares lists whose items nothing tells apart, each with the one that it was.
func (w *walker) unkeyed(path Path, old, new []any) {
	p := pairing{old: old, new: new, was: make([]int, len(new)), taken: make([]bool, len(old))}
	for j := range p.was {
		p.was[j] = -1
	}
	p.by(func(item any) (string, bool) { return string(appendValue(nil, item)), true })
	twin := slices.Clone(p.was)
	p.byWhatTheySay()
	p.byLikeness()
	moved, last := false, -1
	for _, i := range p.was {
		moved = moved || i >= 0 && i < last
		last = max(last, i)
	}
	p.byPlace()
	for j, i := range p.was {
		step := append(path, Step{Item: true, Index: j, Was: i})
		switch {
		case i < 0:
			w.add(step, nil, new[j])
		case twin[j] < 0:
			w.value(step, old[i], new[j])
		}
	}
	for i, taken := range p.taken {
		if !taken {
			w.add(append(path, Step{Item: true, Index: i, Was: i}), old[i], nil)
		}
	}
	if moved {
		w.moved(path, old, new)
	}
}

// pairing finds which item of an old list each of a new one was.
type pairing struct {
	old, new []any
	was      []int  // of each new item the old one; -1
	taken    []bool // of each old item whether it is one of these
}

func (p *pairing) take(i, j int) { p.was[j], p.taken[i] = i, true }

// by pairs those of which a text is the same, the first with the first.
func (p *pairing) by(text func(item any) (string, bool)) {
	waiting := map[string][]int{}
	for i, item := range p.old {
		if key, ok := text(item); ok && !p.taken[i] {
			waiting[key] = append(waiting[key], i)
		}
	}
	for j, item := range p.new {
		if p.was[j] >= 0 {
			continue
		}
		if key, ok := text(item); ok && len(waiting[key]) > 0 {
			p.take(waiting[key][0], j)
			waiting[key] = waiting[key][1:]
		}
	}
}

// matching are the members by which routes say what they are for; without them it is all.
var matching = [...]string{"match", "matches"}

// byWhatTheySay pairs those of one name, then rules that are for the same requests: which of these come
// first matters, so that one that changes and moves is the same one still.
func (p *pairing) byWhatTheySay() {
	p.by(func(item any) (string, bool) { return follow(item, []string{"name"}) })
	said := func(item any) (string, bool) {
		o, is := item.(manifest.Object)
		var texts []string
		for _, key := range matching {
			list, _ := o.Get(key).([]any)
			for _, one := range list {
				texts = append(texts, string(appendValue(nil, one)))
			}
		}
		slices.Sort(texts)
		return strings.Join(texts, "\x00"), is
	}
	isRules := func(item any) bool { text, _ := said(item); return text != "" }
	if slices.ContainsFunc(p.old, isRules) || slices.ContainsFunc(p.new, isRules) {
		p.by(said)
	}
}

// mostLikened is how many pairs of items are looked at for what they have in common.
const mostLikened = 1 << 12

// byLikeness pairs those with nearly the same values, the most alike first.
func (p *pairing) byLikeness() {
	values := func(list []any, skip func(int) bool) (at []int, of []map[uint64]int) {
		for i, item := range list {
			if _, is := item.(manifest.Object); is && !skip(i) {
				c := collector{own: strings.NewReplacer(), values: map[uint64]int{}}
				c.value("", item)
				at, of = append(at, i), append(of, c.values)
			}
		}
		return at, of
	}
	olds, was := values(p.old, func(i int) bool { return p.taken[i] })
	news, is := values(p.new, func(j int) bool { return p.was[j] >= 0 })
	if len(olds)*len(news) > mostLikened {
		return
	}
	var all []likeness
	for a := range olds {
		for b := range news {
			if part := shared(was[a], is[b]); part >= resembling {
				all = append(all, likeness{olds[a], news[b], part})
			}
		}
	}
	slices.SortFunc(all, func(a, b likeness) int {
		return cmp.Or(cmp.Compare(b.part, a.part), cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new))
	})
	for _, l := range all {
		if !p.taken[l.old] && p.was[l.new] < 0 {
			p.take(l.old, l.new)
		}
	}
}

// byPlace pairs the others as they stand.
func (p *pairing) byPlace() {
	i := 0
	for j := range p.was {
		if p.was[j] >= 0 {
			continue
		}
		for i < len(p.old) && p.taken[i] {
			i++
		}
		if i == len(p.old) {
			return
		}
		p.take(i, j)
	}
}
