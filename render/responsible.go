package render

import (
	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/objects"
	"render/render/overlay"
	"render/render/places"
)

// responsible is whose doing it is when a rendered object is wrong: the last overlay's,
// else the mixin's; nobody's where there is neither and it is render's.
type responsible struct {
	overlay places.Place
	written *overlay.Written // who wrote which field, of all overlays
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

// ofField is the place for what is wrong with a field of a rendered object: the line of
// the overlay that wrote it, else as of the object; and that of the topology which made
// the object, which an overlay broke.
func (b *responsible) ofField(f objects.Field, placeOf func(*manifest.Manifest) places.Place) (place places.Place, made []diag.Related) {
	m := f.Object().Rendered()
	if at := placeOf(m); !b.overlay.IsZero() && m.Origin.Component != overlay.Component && !at.IsZero() {
		made = []diag.Related{{Place: at, Note: "what made it"}}
	}
	if place, ok := b.written.Place(m, f.Steps()); ok {
		return place, made
	}
	return b.of(m.Origin.Component), made
}

func (b *responsible) inMixin(component string) places.Place {
	place, ok := b.found[component]
	if !ok {
		place = eval.Field(b.mixin, component)
		b.found[component] = place
	}
	return place
}
