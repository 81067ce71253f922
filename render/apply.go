package render

import (
	"context"
	"strings"

	"render/render/format"
	"render/render/manifest"
	"render/render/overlay"
	"render/render/quantity"
)

// applyOverlays puts overlays on what was rendered, and takes out what only they need.
func (r *rendering) applyOverlays(ctx context.Context) error {
	if r.by.mixin != nil && r.checkStrayKeys(r.by.inMixin) {
		return errRefused
	}
	for i := range r.chosen {
		r.chosen[i].Newer = r.kept.newer
	}
	list, written, diagnostics, err := overlay.Apply(ctx, r.list, r.chosen)
	if err != nil {
		return err
	}
	if r.add(diagnostics) {
		return errRefused
	}
	if len(r.chosen) > 0 {
		renameInScripts(r.out.cluster, r.list, list)
	}
	r.list, r.by.written = list, written
	if len(r.chosen) > 0 && r.checkStrayKeys(r.by.of) || r.checkTopologyKeys() {
		return errRefused
	}
	stripSelectors(r.list)
	placeAdded(r.list)
	if !r.by.nobody() {
		canonicalQuantities(r.list)
	}
	return nil
}

// stripSelectors takes the labels off by which overlays choose: they mean nothing
// in a cluster.
func stripSelectors(list []manifest.Manifest) {
	for i := range list {
		object := list[i].Object
		for _, label := range object.Object("metadata").Object("labels") {
			if strings.HasPrefix(label.Key, format.SelectorPrefix) {
				object = object.Without("metadata", "labels", label.Key)
			}
		}
		list[i].Object = object
	}
}

// canonicalQuantities writes what a mixin or an overlay says of resources as the
// API server stores it. What the library says is so already.
func canonicalQuantities(list []manifest.Manifest) {
	for i := range list {
		id := list[i].ID()
		list[i].Object = quantity.In(id.Group, id.Kind, list[i].Object)
	}
}
