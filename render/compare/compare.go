package compare

import (
	"render/render/manifest"
	"render/render/objects"
	"render/render/quantity"
)

// Compare finds what differs between two sides. Objects are told apart as the API
// server does, so that another version of an API is a field that differs. Of
// several objects of one identity the first belongs to the first, and so on.
func Compare(old, new *objects.World) *Difference {
	d := &Difference{Old: old, New: new}
	p := pair(old, new)
	at := 0 // in p.removed
	emit := func(after int) {
		for ; at < len(p.removed) && p.removed[at].after <= after; at++ {
			d.Changes = append(d.Changes, Change{Kind: Removed, Old: p.removed[at].object})
		}
	}
	emit(-1)
	i := 0
	for o := range new.All() {
		if c, differs := p.change(o); differs {
			d.Changes = append(d.Changes, c)
		}
		emit(i)
		i++
	}
	return d
}

// change is what became of an object of the new side.
func (p *pairs) change(o *objects.Object) (Change, bool) {
	before := p.before[o]
	if before == nil {
		return Change{Kind: Added, New: o}, true
	}
	c := Change{Kind: Changed, Old: before, New: o}
	if before.ID() != o.ID() {
		c.Kind = Renamed
	}
	w := walker{id: o.ID(), renamed: c.Kind == Renamed}
	w.object(nil, members(before), members(o))
	c.Fields = w.fields
	return c, c.Kind == Renamed || len(c.Fields) > 0
}

// members are what an object says. The API server gives amounts back in one
// form, in which rendered ones are already.
func members(o *objects.Object) manifest.Object {
	if o.Rendered() != nil {
		return o.Members()
	}
	id := o.ID()
	return quantity.In(id.Group, id.Kind, o.Members())
}
