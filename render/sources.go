package render

import (
	"path"
	"strings"

	"render/render/certs"
	"render/render/places"
)

// sources are the files that a topology names, with where it names them. They
// outlive the plan, which holds all of the topology.
type sources struct {
	files    []certs.File
	overlays []certs.File // folders
	mixin    certs.File   // the zero File where there is none
	topology string       // as the user called it
}

func (r *rendering) named() sources {
	out := sources{files: r.derived.Files(), topology: r.in.Name}
	for _, o := range r.derived.Document.Overlays {
		out.overlays = append(out.overlays, certs.File{Name: path.Clean(o.Value), Place: o.Place, Path: o.Path()})
	}
	if mixin := r.derived.Document.Jsonnet; mixin.IsSet() {
		out.mixin = certs.File{Name: path.Clean(mixin.Value), Place: mixin.Place, Path: mixin.Path()}
	}
	return out
}

// Sources are the files that the topology names, also those that were not read.
// There are none where a problem is an error.
func (o *Output) Sources() []certs.File { return o.sources.files }

// Reader is what has a file read: the field of the topology that names it, or its
// overlay, or the mixin or the topology that imports it. The file is named
// relative to the topology's folder. The name of the field may be "".
func (o *Output) Reader(name string) (place places.Place, field string) {
	s := &o.sources
	for _, f := range s.files {
		if f.Name == path.Clean(name) {
			return f.Place, f.Path
		}
	}
	for _, folder := range s.overlays {
		if strings.HasPrefix(name, folder.Name+"/") {
			return folder.Place, folder.Path
		}
	}
	if s.mixin.Name != "" {
		return s.mixin.Place, s.mixin.Path
	}
	return places.File(places.NewSource(s.topology, nil)), ""
}
