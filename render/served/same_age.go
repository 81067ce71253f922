package served

import (
	"strings"

	"render/render/objects"
)

// CompareNames is the order of what was made at one time: by name, and of routes of the
// Gateway API by namespace first (istio, pilot/pkg/config/kube/gateway/conversion.go,
// sortRoutesByCreationTime).
func CompareNames(a, b *objects.Object) int {
	key := func(o *objects.Object) string {
		id := o.ID()
		if id.Group == objects.GatewayAPI {
			return id.Namespace + "\x00" + id.Name
		}
		return id.Name + "." + id.Namespace
	}
	return strings.Compare(key(a), key(b))
}
