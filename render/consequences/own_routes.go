package consequences

import (
	"strings"

	"render/render/objects"
	"render/render/served"
)

// ownDoors and ownPassages are those of a side with its own routes alone.
func (s *side) ownDoors() *served.Doors {
	if s.doors == nil {
		s.doors = s.Doors(nil, compareNames)
	}
	return s.doors
}

func (s *side) ownPassages() *served.Passages {
	if s.passages == nil {
		s.passages = s.Passages(nil, compareNames)
	}
	return s.passages
}

// compareNames is the order of what was made at one time: by name, and of routes of the
// Gateway API by namespace first (istio, pilot/pkg/config/kube/gateway/conversion.go,
// sortRoutesByCreationTime).
func compareNames(a, b *objects.Object) int {
	key := func(o *objects.Object) string {
		id := o.ID()
		if id.Group == objects.GatewayAPI {
			return id.Namespace + "\x00" + id.Name
		}
		return id.Name + "." + id.Namespace
	}
	return strings.Compare(key(a), key(b))
}
