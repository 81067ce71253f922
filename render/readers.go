package render

import (
	"path"
	"strings"

	"render/render/certs"
	"render/render/places"
)

// Files are the files that the topology names, also those that were not read.
// There are none where a problem is an error.
func (o *Output) Files() []certs.File {
	if o.plan == nil {
		return nil
	}
	return o.plan.Files()
}

// Reader is what has a file read: the field of the topology that names it, or its
// overlay, or the mixin or the topology that imports it. The file is named
// relative to the topology's folder. The name of the field may be "".
func (o *Output) Reader(name string) (place places.Place, field string) {
	plan := o.plan
	for _, f := range plan.Files() {
		if f.Name == path.Clean(name) {
			return f.Place, f.Path
		}
	}
	for _, overlay := range plan.Document.Overlays {
		if strings.HasPrefix(name, path.Clean(overlay.Value)+"/") {
			return overlay.Place, overlay.Path()
		}
	}
	if mixin := plan.Document.Jsonnet; mixin.IsSet() {
		return mixin.Place, mixin.Path()
	}
	return places.File(places.NewSource(o.name, nil)), ""
}
