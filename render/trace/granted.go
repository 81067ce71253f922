package trace

import (
	"render/render/manifest"
	"render/render/objects"
)

// granted reports whether a ReferenceGrant lets a kind of a namespace name an object.
func (m *Mesh) granted(kind, namespace string, to manifest.ID) bool {
	for g := range m.world.ReferenceGrants() {
		if g.ID().Namespace != to.Namespace {
			continue
		}
		from := false
		for _, f := range g.From().All() {
			from = from || f.Group().Value() == objects.GatewayAPI && f.Kind().Value() == kind && f.Namespace().Value() == namespace
		}
		for _, t := range g.To().All() {
			if from && t.Group().Value() == to.Group && t.Kind().Value() == to.Kind && (t.Name().Value() == "" || t.Name().Value() == to.Name) {
				return true
			}
		}
	}
	return false
}
