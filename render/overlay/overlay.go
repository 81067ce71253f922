// Package overlay owns the changes that kustomize overlays make to rendered
// objects.
//
// In go manifests and folders with a kustomization.yaml; out come the manifests
// with the patches, labels, annotations, images, replica counts and resources of
// those folders, or diagnostics with their places in the folders' files. Selection
// follows kustomize's, strategic merges are kustomize's own code, and JSON
// patches are RFC 6902. Only the objects that a patch selects are touched, one
// at a time.
//
// An overlay is a closed world: nothing outside its folder is read, nothing is
// run, no object changes its kind, and what names an object follows where it is
// renamed or moved. What matches nothing is an
// error, since kustomize passes over a misspelt target in silence. This package
// must never set kustomize's global schema, and without overlays it runs none of
// kustomize's code.
package overlay

import (
	"context"
	"fmt"

	"render/render/diag"
	"render/render/manifest"
	"render/render/wording"
)

// Apply puts overlays on a list, in their order. The list and its objects are
// left as they are: what changes is copied. A changed object keeps its origin,
// stage and tier; an object that an overlay's resources add has the origin
// component "overlays" and goes to the stage of the apps, a Namespace to that
// of the namespaces. An object leaves the list only by a patch that says
// "$patch: delete". Where a diagnostic is an error the list is given back as it
// was.
//
// All files are read before the first is applied, so that everything wrong with
// the files themselves is told at once. An error is the cause of a context that
// is cancelled.
// What was written by whom is told of the list that is given back.
func Apply(ctx context.Context, list []manifest.Manifest, overlays []Overlay) ([]manifest.Manifest, *Written, diag.List, error) {
	var diagnostics diag.List
	read := make([]*kustomization, len(overlays))
	for i, o := range overlays {
		var found diag.List
		read[i], found = readGuarded(o)
		diagnostics = append(diagnostics, found...)
	}
	if diagnostics.Failed() {
		return list, nil, diagnostics, nil
	}
	out, by := list, make(trail, len(list))
	for i, o := range overlays {
		next, wrote, found := applyGuarded(ctx, out, by, o, read[i])
		if err := context.Cause(ctx); err != nil {
			return list, nil, nil, err
		}
		diagnostics = append(diagnostics, found...)
		if found.Failed() {
			return list, nil, diagnostics, nil
		}
		out, by = next, wrote
	}
	return out, by.written(out), diagnostics, nil
}

func readGuarded(o Overlay) (k *kustomization, diagnostics diag.List) {
	defer func() {
		if cause := recover(); cause != nil {
			diagnostics = append(diagnostics, fault(o))
		}
	}()
	r := &reading{overlay: o}
	k = r.kustomization()
	return k, r.diagnostics
}

func applyGuarded(ctx context.Context, list []manifest.Manifest, by trail, o Overlay, k *kustomization) (out []manifest.Manifest, wrote trail, diagnostics diag.List) {
	defer func() {
		if cause := recover(); cause != nil {
			out, wrote, diagnostics = list, by, append(diagnostics, fault(o))
		}
	}()
	w := newWork(list, o)
	for _, asked := range k.requests {
		if ctx.Err() != nil {
			break
		}
		asked.apply(w)
		w.follow()
		// What a later request says about objects that an earlier one left
		// half changed would be about nothing that the user wrote.
		if w.diagnostics.Failed() {
			break
		}
	}
	if !w.diagnostics.Failed() && !o.Builtin {
		w.checkFields()
	}
	return w.result(), by.after(w), w.diagnostics
}

// fault is told where kustomize's code, or this package, gives up in a way that
// no input should be able to cause.
func fault(o Overlay) diag.Diagnostic {
	return diag.Diagnostic{
		Code:  "overlay-unsupported",
		Place: o.Place, Path: o.Path,
		Message: fmt.Sprintf("the overlay %s could not be applied because of a fault in render or in kustomize", wording.Quote(o.Name)),
		Help:    "report it together with the overlay, and leave the overlay out until then",
	}
}
