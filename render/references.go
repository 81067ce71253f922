package render

import (
	"context"
	"slices"
	"strings"

	"render/render/check"
	"render/render/diag"
	"render/render/eval"
	"render/render/manifest"
	"render/render/objects"
	"render/render/places"
)

// checkReferences checks the objects as they will be written. Only a mixin or an
// overlay can have broken them; without either a diagnostic is render's own.
func (r *rendering) checkReferences(ctx context.Context) error {
	by, known := &r.by, r.kept.known
	known.Lengths = make([]int, len(r.documents))
	for i, text := range r.documents {
		known.Lengths[i] = len(text)
	}
	known.Responsible = func(f objects.Field) (places.Place, []diag.Related) {
		place, made := by.ofField(f, r.kept.placeOf)
		if place == (places.Place{}) && by.nobody() {
			place = r.kept.placeOf(f.Object().Rendered())
		}
		return place, made
	}
	known.Added = func(m *manifest.Manifest) bool { return !eval.OfLibrary(m.Origin.Component) }
	known.Shared = map[places.Place]bool{}
	for _, told := range r.out.Diagnostics {
		if told.Code == "pod-claim" {
			known.Shared[told.Place] = true
		}
	}
	world := objects.New(r.list)
	diagnostics := check.References(world, known)
	if by.nobody() && diagnostics.Failed() {
		known.Responsible = func(f objects.Field) (places.Place, []diag.Related) {
			return r.kept.placeOf(f.Object().Rendered()), nil
		}
		if sizes := check.Sizes(world, known); sizes.Failed() {
			r.add(sizes)
			return errRefused
		}
		return diagnostics.Err()
	}
	r.add(r.toldOfTopology(ctx, diagnostics))
	r.leaveSupposed(world)
	var reused []reuse
	for i := range r.reused {
		reused = append(reused, r.reused[i].left(world)...)
	}
	r.add(toldOfReuse(reused))
	return r.refused()
}

// issues reports whether an issuer is that of some Certificates: an Issuer of another namespace, which is called so,
// is none of theirs.
func issues(world *objects.World, issuer *objects.Object) bool {
	list := world.OfKind(objects.CertManager, "Certificate")
	return len(list) == 0 || slices.ContainsFunc(list, func(o *objects.Object) bool { return world.IssuerOf(o) == issuer })
}

// leaveSupposed leaves out what was supposed of issuers that are among the objects: what they do is known.
func (r *rendering) leaveSupposed(world *objects.World) {
	r.out.Diagnostics = slices.DeleteFunc(r.out.Diagnostics, func(d diag.Diagnostic) bool {
		kind, name, _ := strings.Cut(d.Supposed, " ")
		return d.Supposed != "" && slices.ContainsFunc(world.OfKind(objects.CertManager, kind), func(o *objects.Object) bool { return o.ID().Name == name && issues(world, o) })
	})
}
