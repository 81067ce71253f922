package causes

import (
	"render/render/compare"
	"render/render/manifest"
)

// Influence is what an object depends on, or all of a topology that was not cut.
type Influence struct {
	whole   bool // nothing was cut away
	causes  []Cause
	effects []effect
	// inside are, of a cause that holds others, those; it is told where none of them is.
	inside map[int][]int
	// unasked is how many apps beside its own an object names that are not told of.
	unasked int
	// asked is the field that was asked about, and at where it is in a part of the object.
	asked, at compare.Path
}

// effect is what one variation changes.
type effect struct {
	*trial
	changes []change
}

// change is what became of an object; now is nil where it is not there.
type change struct {
	id          manifest.ID
	before, now manifest.Object
	// called is the object as it is there under another name or in another namespace without a part of
	// an overlay or a mixin; nil where there is no one like it.
	called manifest.Object
}

// of is the object after a change, for whoever asks of a field: what it is called tells of itself, and
// all else of an object of that name.
func (c *change) of(path compare.Path) manifest.Object {
	if c.now == nil && len(path) == 2 && path[0].Member == "metadata" && (path[1].Member == "name" || path[1].Member == "namespace") {
		return c.called
	}
	return c.now
}

// of is what became of an object; nil where nothing did.
func (e *effect) of(id manifest.ID) *change {
	for i := range e.changes {
		if e.changes[i].id == id {
			return &e.changes[i]
		}
	}
	return nil
}

// All reports whether nothing of the topology was cut away, so that the result is that of
// every object.
func (x *Influence) All() bool { return x.whole }

// Unasked is how many apps an object names that are not told of: of very many those behind
// the field that was asked about are.
func (x *Influence) Unasked() int { return x.unasked }

// On are the causes of a field of an object, in their order. An empty path is the whole
// object.
func (x *Influence) On(id manifest.ID, path compare.Path) []Effect {
	if len(x.asked) > 0 && path.String() == x.asked.String() {
		path = x.at
	}
	told := make([]*Effect, len(x.causes))
	for i := range x.effects {
		e := &x.effects[i]
		c := e.of(id)
		if c == nil || !differs(c.before, c.of(path), path) {
			continue
		}
		t := told[e.cause]
		if t == nil {
			t = &Effect{Cause: x.causes[e.cause], Whole: true, How: e.how, With: e.with}
			told[e.cause] = t
		}
		t.Whole = t.Whole && c.of(path) == nil
		if e.how < t.How {
			t.How, t.With = e.how, e.with
		}
	}
	var out []Effect
	for i, t := range told {
		if t != nil && !x.within(i, told) {
			out = append(out, *t)
		}
	}
	return out
}

// within reports whether a part is told by the parts in it.
func (x *Influence) within(cause int, told []*Effect) bool {
	for _, inner := range x.inside[cause] {
		if told[inner] != nil {
			return true
		}
	}
	return false
}

// differs reports whether an object has another value of a field, or none.
func differs(before, now manifest.Object, path compare.Path) bool {
	old, was := compare.Find(before, path)
	new, is := compare.Find(now, path)
	return was != is || was && !compare.Equal(old, new)
}
