package align

import (
	"render/render/compare"
	"render/render/manifest"
	"render/render/objects"
)

// staying gathers what stays on a cluster of what people wrote there.
type staying struct {
	undoes      bool // who applies takes away what kubectl wrote
	writers     writers
	whole, kept []manifest.Manifest // with it, and without
}

// project is an object of a cluster as far as it is wanted, or was applied.
func (s *staying) project(live, want manifest.Object, applied record) manifest.Object {
	written := s.writers.written(live)
	if s.undoes {
		byHand, _ := writtenBy(live.Object("metadata").List("managedFields"), true)
		applied.held = owned(written, record{fields: byHand, isTree: true})
	}
	out := project(live, want, applied)
	applied.held = written
	if whole := project(live, want, applied); !compare.Equal(whole, out) {
		s.whole, s.kept = append(s.whole, manifest.Manifest{Object: whole}), append(s.kept, manifest.Manifest{Object: out})
	}
	return out
}

// left are the fields that stay, an item an object, in the order of the cluster's.
func (s *staying) left() (out []compare.Left) {
	for _, c := range compare.Compare(objects.New(s.whole), objects.New(s.kept)).Changes {
		if len(c.Fields) > 0 {
			out = append(out, compare.Left{ID: c.ID(), Fields: c.Fields})
		}
	}
	return out
}
