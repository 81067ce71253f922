package render

import (
	"context"
	"slices"

	"render/render/check"
	"render/render/diag"
	"render/render/objects"
	"render/render/places"
	"render/render/source"
)

// toldOfTopology has what is wrong with objects, and would be without any overlay or mixin,
// told where the topology alone is told of it: who came later has no hand in it. That is
// found out by going without them, which only a topology with such diagnostics pays for.
func (r *rendering) toldOfTopology(ctx context.Context, diagnostics diag.List) diag.List {
	if r.by.nobody() || len(diagnostics) == 0 {
		return diagnostics
	}
	type fault struct {
		code          diag.Code
		path, message string
	}
	alone := map[fault]diag.Diagnostic{}
	for _, p := range r.alone(ctx) {
		alone[fault{p.Code, p.Path, p.Message}] = p
	}
	for i, p := range diagnostics {
		if same, ok := alone[fault{p.Code, p.Path, p.Message}]; ok {
			diagnostics[i] = same
		}
	}
	return diagnostics
}

// alone is what is wrong with the objects of the topology without overlays and mixins;
// none where it does not render without them.
func (r *rendering) alone(ctx context.Context) diag.List {
	in := r.in
	in.Overlays, in.ForScript, in.WithModel, in.WithPicture, in.WithMember, in.Previous = nil, false, false, false, false, nil
	a := newRendering(in)
	for _, phase := range []func(context.Context) error{a.read, a.leaveOut, a.derive, a.readCertificates, a.resolve, a.evaluate, a.applyOverlays} {
		if context.Cause(ctx) != nil || phase(ctx) != nil {
			return nil
		}
	}
	known := a.kept.known
	known.Responsible = func(f objects.Field) (places.Place, []diag.Related) {
		return a.kept.placeOf(f.Object().Rendered()), nil
	}
	return check.References(objects.New(a.list), known)
}

// leaveOut takes what changes objects out of the topology.
func (r *rendering) leaveOut(context.Context) error {
	for _, key := range [...]string{"overlays", "jsonnet"} {
		if i := slices.IndexFunc(r.root.Keys, func(k *source.Node) bool { return k.Text == key }); i >= 0 {
			r.root.Keys, r.root.Values = slices.Delete(r.root.Keys, i, i+1), slices.Delete(r.root.Values, i, i+1)
		}
	}
	return nil
}
