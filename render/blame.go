package render

import (
	"io/fs"
	"path"

	"render/render/diag"
	"render/render/eval"
	"render/render/overlay"
	"render/render/topology"
)

// blame is whose doing it is when a rendered object is wrong: the last overlay's,
// else the mixin's; nobody's where there is neither and it is render's.
type responsible struct {
	overlay diag.Place
	mixin   *diag.Source
	found   map[string]diag.Place // of components in the mixin
}

func (r *rendering) responsible(plan *topology.Plan, chosen []overlay.Overlay) responsible {
	b := responsible{mixin: r.mixinSource(plan), found: map[string]diag.Place{}}
	if n := len(chosen); n > 0 {
		b.overlay = chosen[n-1].Place
	}
	return b
}

// nobody reports whether the topology alone made the objects.
func (b *responsible) nobody() bool { return b.overlay.IsZero() && b.mixin == nil }

// of is the place for what is wrong with a component's object: a mixin's is where
// it writes the component, or all of its file.
func (b *responsible) of(component string) diag.Place {
	if !b.overlay.IsZero() || b.mixin == nil {
		return b.overlay
	}
	return b.inMixin(component)
}

func (b *responsible) inMixin(component string) diag.Place {
	place, ok := b.found[component]
	if !ok {
		place = eval.Field(b.mixin, component)
		b.found[component] = place
	}
	return place
}

// mixinSource is the text of the mixin, nil where there is none.
func (r *rendering) mixinSource(plan *topology.Plan) *diag.Source {
	named := plan.Document.Jsonnet
	if !named.IsSet() || r.in.Files == nil {
		return nil
	}
	text, err := fs.ReadFile(r.in.Files, path.Clean(named.Value))
	if err != nil {
		text = nil // it was read before, and is told of by its name alone
	}
	return diag.NewSource(r.called(named.Value), text)
}
