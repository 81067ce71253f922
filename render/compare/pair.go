package compare

import (
	"render/render/manifest"
	"render/render/objects"
)

// pairs are which object of the old side each of the new side was.
type pairs struct {
	before  map[*objects.Object]*objects.Object // by the new one; nil for one that was added
	removed []removed                           // in the order of the old side
}

// removed is an object of the old side alone.
type removed struct {
	object *objects.Object
	after  int // where in the new side it is told of: behind that object; -1 for first
}

// pair finds the objects that are on both sides: by what tells them apart, then
// by the same kind and name in another namespace, then by what they hold.
func pair(old, new *objects.World) *pairs {
	p := &pairs{before: make(map[*objects.Object]*objects.Object, new.Len())}
	waiting := make(map[manifest.ID][]*objects.Object, old.Len())
	for o := range old.All() {
		waiting[o.ID()] = append(waiting[o.ID()], o)
	}
	var added []*objects.Object
	position := make(map[*objects.Object]int, old.Len()) // of what the old one became
	i := 0
	match := func(before, now *objects.Object, at int) {
		p.before[now] = before
		position[before] = at
	}
	where := map[*objects.Object]int{} // of those that were added
	for o := range new.All() {
		if list := waiting[o.ID()]; len(list) > 0 {
			waiting[o.ID()] = list[1:]
			match(list[0], o, i)
		} else {
			added = append(added, o)
			where[o] = i
		}
		i++
	}
	var left []*objects.Object
	for o := range old.All() {
		if _, ok := position[o]; !ok {
			left = append(left, o)
		}
	}
	for _, r := range renames(left, added) {
		match(r.old, r.new, where[r.new])
	}
	last := -1
	for o := range old.All() {
		if at, ok := position[o]; ok {
			last = at
		} else {
			p.removed = append(p.removed, removed{o, last})
		}
	}
	p.settle()
	return p
}

// settle puts what was removed into an order in which it can be told of: objects
// that changed places have those behind them told of behind the later one.
func (p *pairs) settle() {
	last := -1
	for i := range p.removed {
		last = max(last, p.removed[i].after)
		p.removed[i].after = last
	}
}
