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

// certified are the pairs of which at least the certificate is to be read: of a
// revision those that it has.
func (r *rendering) certified(requests []certs.Request) []certs.Request {
	if !r.in.Revision {
		return requests
	}
	return slices.DeleteFunc(requests, func(q certs.Request) bool {
		if q.Crt == "" {
			return false
		}
		_, err := fs.Stat(r.in.Files, path.Clean(q.Crt))
		return errors.Is(err, fs.ErrNotExist)
	})
}

// PlaceOf is the place in the topology of what made one of the Manifests: the app, the
// tier, the pool or the like.
func (o *Output) PlaceOf(m *manifest.Manifest) places.Place { return o.placeOf(m) }
