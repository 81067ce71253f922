package consequences

import (
	"render/render/objects"
)

// samePods reports whether two Gateways choose the same pods.
func samePods(a, b *objects.Object) bool {
	return a.ID().Group == objects.IstioNetworking && a.Gateway().Selector().Labels().String() == b.Gateway().Selector().Labels().String()
}
