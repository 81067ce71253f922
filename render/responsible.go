package render

import (
	"render/render/eval"
	"render/render/places"
)

// responsible is whose doing it is when a rendered object is wrong: the last overlay's,
// else the mixin's; nobody's where there is neither and it is render's.
type responsible struct {
	overlay places.Place
	mixin   *places.Source
	found   map[string]places.Place // of components in the mixin
}

// nobody reports whether the topology alone made the objects.
func (b *responsible) nobody() bool { return b.overlay.IsZero() && b.mixin == nil }

// of is the place for what is wrong with a component's object: a mixin's is where
// it writes the component, or all of its file.
func (b *responsible) of(component string) places.Place {
	if !b.overlay.IsZero() || b.mixin == nil {
		return b.overlay
	}
	return b.inMixin(component)
}

func (b *responsible) inMixin(component string) places.Place {
	place, ok := b.found[component]
	if !ok {
		place = eval.Field(b.mixin, component)
		b.found[component] = place
	}
	return place
}
