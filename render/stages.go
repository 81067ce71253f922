package render

import (
	"render/render/manifest"
	"render/render/needs"
	"render/render/objects"
	"render/render/overlay"
)

// placeAdded puts objects that overlays add into the stage of what cannot do without them: who waits until a stage is
// ready, as Flux and Argo CD do, would never come to a later one. Without such they are of the apps, and MetalLB's of its own.
func placeAdded(list []manifest.Manifest) {
	added := map[manifest.ID]*manifest.Manifest{}
	for i := range list {
		m := &list[i]
		if id := m.ID(); m.Origin.Component == overlay.Component && m.Stage == manifest.Apps {
			added[id] = m
			if id.Group == objects.MetalLB {
				m.Stage = manifest.MetalLB
			}
		}
	}
	if len(added) == 0 {
		return
	}
	world := objects.New(list)
	for o := range world.All() {
		stage := o.Rendered().Stage
		if stage == manifest.Apps {
			continue
		}
		for _, needed := range needs.With(o, world.Find) {
			if m := added[needed.ID()]; m != nil && m.Stage > stage {
				m.Stage = stage
			}
		}
	}
}
