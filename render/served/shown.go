package served

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// shows reports whether the pods of a Gateway are given a VirtualService, as its exportTo says; of
// a Gateway whose pods nobody knows, whether any may be (istio, pilot/pkg/model/push_context.go,
// VirtualServicesForGateway).
func (s *Side) shows(v objects.VirtualService, gateway manifest.ID) bool {
	to := v.Namespaces(s.exports)
	homes, known := s.homes[gateway]
	switch {
	case slices.Contains(to, "*"):
		return true
	case slices.Contains(to, "~"):
		return false
	}
	return !known || slices.ContainsFunc(homes, func(home string) bool { return slices.Contains(to, home) })
}

// findHomes finds the namespaces of the pods of Gateways.
func (s *Side) findHomes() {
	s.exports = s.World.MeshConfig().ExportsVirtualServices()
	s.homes = map[manifest.ID][]string{}
	for _, e := range s.Entrances {
		for _, o := range e.From {
			s.homes[o.ID()] = append(s.homes[o.ID()], e.Namespace)
		}
	}
}
