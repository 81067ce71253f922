package main

import (
	"maps"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/review"
	"render/render/trace"
)

// requests are what becomes otherwise of requests, by the objects of both sides as they
// are compared. What is in the cluster beside them is known of a topology, and is there
// on the other side too; of a side that holds no Secret nothing says that there are none.
func (d *diffRun) requests(old, new []manifest.Manifest) *review.Requests {
	known := trace.Known{Services: map[string]bool{}, Secrets: map[string]bool{}}
	for _, side := range [...]*side{d.old, d.new} {
		if side.out == nil {
			continue
		}
		one := side.out.Known()
		maps.Copy(known.Services, one.Services)
		maps.Copy(known.Secrets, one.Secrets)
		known.AnySecret = known.AnySecret || one.AnySecret
	}
	mesh := func(side *side, list []manifest.Manifest) *trace.Mesh {
		beside := known
		world := objects.New(slices.DeleteFunc(slices.Clone(list), func(m manifest.Manifest) bool { return m.Reader == manifest.Helm })) // values are no object
		if !beside.AnySecret && !holdsSecrets(world) {
			beside.AnySecret = true
			d.notes = append(d.notes, side.called()+" holds no Secrets: the certificates that its gateways name are taken to be in the cluster")
		}
		return trace.New(world, beside)
	}
	out := &review.Requests{}
	out.Changes, out.Tried = trace.Changes(mesh(d.old, old), mesh(d.new, new))
	return out
}

// holdsSecrets reports whether some object is a Secret, or makes one.
func holdsSecrets(world *objects.World) bool {
	for o := range world.All() {
		if _, ok := o.SecretMaker(); ok {
			return true
		}
	}
	return false
}
