// Package objects owns the reading of objects: a world of them, found by kind, by
// name and by label, and for each kind a view that names its fields as its API
// does.
//
// In go manifests that were rendered, or YAML from anywhere, with members that
// nobody here knows and values of any kind; out come views. A view is a Field: it
// points into the object, says its path and, where the object was read from a
// text, its place. A field that is absent or holds another kind of value reads as
// nothing, and Fits tells the two apart.
//
// It must never copy or change an object, judge what it says, or panic at a value
// of an unexpected kind.
package objects

import (
	"iter"
	"slices"

	"render/render/manifest"
)

// World is a set of objects. It is used by one goroutine at a time, since it
// indexes some of what it is asked for when it is.
type World struct {
	// Cluster is what of their cluster they do not say, as far as it is known.
	Cluster Cluster

	objects   []Object
	byID      map[manifest.ID]*Object
	byKind    map[groupKind]*kind
	workloads []*Object
	gateways  []*Object               // of workloads
	pods      *LabelIndex             // beside workloads; nil until they are asked for
	entries   map[string][]*Object    // ServiceEntries by host; nil until one is asked for
	secrets   map[manifest.ID]*Object // what is or makes each; nil until one is asked for
	fewest    map[scaledID]int64      // by autoscalers; nil until one is asked for
}

// Cluster is the minor version of a Kubernetes, and whether it is microk8s; zero where nobody knows.
type Cluster struct {
	Kubernetes string
	MicroK8s   bool
}

type groupKind struct{ group, kind string }

// kind is the objects of one kind, in their order.
type kind struct {
	paths kindPaths
	list  []*Object
}

// New makes a world of rendered objects, in their order.
func New(list []manifest.Manifest) *World {
	all := make([]Object, len(list))
	for i := range list {
		m := &list[i]
		all[i] = Object{members: m.Object, rendered: m, values: m.Reader == manifest.Helm}
		all[i].identify("", "")
	}
	return newWorld(all)
}

// With is the world with more objects, behind those that it has.
func (w *World) With(list []manifest.Manifest) *World {
	return newWorld(slices.Concat(w.objects, New(list).objects))
}

func newWorld(all []Object) *World {
	w := &World{objects: all, byID: make(map[manifest.ID]*Object, len(all)), byKind: map[groupKind]*kind{}}
	var last groupKind
	var of *kind // of last
	for i := range all {
		o := &all[i]
		o.first = o
		if o.id.Kind != "" && o.id.Name != "" {
			if first := w.byID[o.id]; first != nil {
				o.first = first
			} else {
				w.byID[o.id] = o
			}
		}
		if k := (groupKind{o.id.Group, o.id.Kind}); of == nil || k != last {
			last, of = k, w.byKind[k]
			if of == nil {
				of = &kind{paths: newKindPaths()}
				w.byKind[k] = of
			}
		}
		o.paths = &of.paths
		of.list = append(of.list, o)
	}
	return w
}

// All are all objects, in their order.
func (w *World) All() iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for i := range w.objects {
			if !yield(&w.objects[i]) {
				return
			}
		}
	}
}

// LastOfEach is the world without objects of which there is another one behind them,
// which takes their place where they are applied one after the other; and those, each
// list of one identity in its order, but for what a cluster gave twice.
func (w *World) LastOfEach() (*World, [][]*Object) {
	all := map[*Object][]*Object{} // by the first
	for i := range w.objects {
		o := &w.objects[i]
		all[o.first] = append(all[o.first], o)
	}
	if len(all) == len(w.objects) {
		return w, nil
	}
	var kept []Object
	var twice [][]*Object
	for i := range w.objects {
		o := &w.objects[i]
		same := all[o.first]
		if o == same[len(same)-1] {
			kept = append(kept, *o)
		}
		if o == o.first && slices.ContainsFunc(same[1:], func(other *Object) bool { return o.uid() == "" || other.uid() != o.uid() }) {
			twice = append(twice, same)
		}
	}
	return newWorld(kept), twice
}

// Len is how many objects there are.
func (w *World) Len() int { return len(w.objects) }

// Find is the first object of an identity; nil where there is none.
func (w *World) Find(id manifest.ID) *Object { return w.byID[id] }

// OfKind are the objects of a kind, in their order; of any version.
func (w *World) OfKind(group, kind string) []*Object {
	if of := w.byKind[groupKind{group, kind}]; of != nil {
		return of.list
	}
	return nil
}

// OfGroup are the objects of an API's group, in their order.
func (w *World) OfGroup(group string) iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for o := range w.All() {
			if o.id.Group == group && !yield(o) {
				return
			}
		}
	}
}

// viewed gives the objects of a kind as views of it.
func viewed[V any](w *World, group, kind string, view func(*Object) V) iter.Seq[V] {
	return views(w.OfKind(group, kind), view)
}

func views[V any](list []*Object, view func(*Object) V) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, o := range list {
			if !yield(view(o)) {
				return
			}
		}
	}
}

// named is the object of an identity as a view.
func named[V any](w *World, id manifest.ID, view func(*Object) V) (v V, ok bool) {
	o := w.byID[id]
	if o == nil {
		return v, false
	}
	return view(o), true
}
