package served

import (
	"slices"

	"render/render/objects"
)

// FirstAsked are the extension providers that policies of a new side ask, and that the mesh's
// configuration has there alone; none where policies of the old side ask one that goes, since
// then neither the one nor the other can come first.
func FirstAsked(old, new *objects.World) (names []string) {
	was, is := old.MeshConfig().Providers(), new.MeshConfig().Providers()
	for p := range old.AuthorizationPolicies() {
		if name := p.Provider().Value(); slices.Contains(was, name) && !slices.Contains(is, name) {
			return nil
		}
	}
	for p := range new.AuthorizationPolicies() {
		if name := p.Provider().Value(); slices.Contains(is, name) && !slices.Contains(was, name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
