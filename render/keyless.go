package render

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"render/render/certs"
	"render/render/manifest"
	"render/render/places"
)

// missing reports whether a file is one that a revision does not have, and that is
// redacted for that.
func (r *rendering) missing(name string) bool {
	if !r.in.Revision || name == "" {
		return false
	}
	_, err := fs.Stat(r.in.Files, path.Clean(name))
	return errors.Is(err, fs.ErrNotExist)
}

// certified are the pairs, and the authorities of clients, as far as they are to be read
// where no key is needed: of a revision those whose certificate it has.
func (r *rendering) certified(requests []certs.Request) []certs.Request {
	out := slices.Clone(requests)
	for i := range out {
		q := &out[i]
		if r.missing(q.Crt) || r.missing(q.CA) {
			q.Crt, q.Key, q.CA = "", "", ""
		}
		if r.missing(q.ClientCA.Name) {
			q.ClientCA = certs.File{}
		}
	}
	return slices.DeleteFunc(out, func(q certs.Request) bool { return q.Crt == "" && q.ClientCA.Name == "" })
}

// PlaceOf is the place in the topology of what made one of the Manifests: the app, the
// tier, the pool or the like.
func (o *Output) PlaceOf(m *manifest.Manifest) places.Place { return o.placeOf(m) }
