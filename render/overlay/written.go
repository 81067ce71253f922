package overlay

import (
	"render/render/manifest"
	"render/render/places"
)

// Written is who wrote fields into a list of objects, of all overlays that were put on it:
// what is wrong with a field is told there.
type Written struct{ by map[made][]author } // in the order in which they wrote; empty of two objects that are not told apart

// made is what tells an object of a list apart: one that overlays add may have the name
// of another one.
type made struct {
	id        manifest.ID
	component string
}

func madeOf(m *manifest.Manifest) made { return made{m.ID(), m.Origin.Component} }

// trail is who wrote into each object of a list, beside it.
type trail [][]author

// after is the trail of the list once an overlay was put on it.
func (t trail) after(w *work) trail {
	out := make(trail, 0, len(w.list))
	for i := range w.list {
		if w.removed[i] {
			continue
		}
		var all []author
		if i < len(t) {
			all = t[i]
		}
		if !w.overlay.Builtin { // its files are none of the user's
			all = append(all[:len(all):len(all)], w.authors[i]...)
		}
		out = append(out, all)
	}
	return out
}

// written is the trail of a list by its objects, whatever becomes of their order.
func (t trail) written(list []manifest.Manifest) *Written {
	out := &Written{by: map[made][]author{}}
	for i, all := range t {
		if len(all) == 0 {
			continue
		}
		of := madeOf(&list[i])
		if _, twice := out.by[of]; twice {
			all = nil
		}
		out.by[of] = all
	}
	return out
}

// Place is where in the overlays' files a field of an object was written last, or what
// holds a field that is missing; false where no overlay wrote it. Of an object as a whole
// it is what added the object. The path is as in "spec", "servers", "[0]".
func (t *Written) Place(m *manifest.Manifest, path []string) (places.Place, bool) {
	if t == nil {
		return places.Place{}, false
	}
	return lastPlace(t.by[madeOf(m)], m.Object, path)
}

// lastPlace finds the last of some authors that wrote most of a path.
func lastPlace(by []author, object manifest.Object, path []string) (place places.Place, ok bool) {
	missing := len(path) > 0 && at(object, path) == nil
	steps := -1
	for k := len(by) - 1; k >= 0; k-- {
		if _, adds := by[k].(*resource); len(path) == 0 && !adds {
			continue
		}
		found := by[k].wrote(object, path)
		if found.steps <= steps || found.value == nil {
			continue
		}
		steps, place = found.steps, found.value.Place
	}
	return place, steps == len(path) || missing && steps > 0 && steps == len(path)-1
}
