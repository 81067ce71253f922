package consequences

import (
	"slices"
	"strings"

	"render/render/objects"
)

// samePods reports whether two Gateways choose the same pods.
func samePods(a, b *objects.Object) bool {
	return a.ID().Group == objects.IstioNetworking && a.Gateway().Selector().Labels().String() == b.Gateway().Selector().Labels().String()
}

func isGatewayPod(w objects.Workload) bool {
	names := w.Template().Metadata().Annotations().Text("inject.istio.io/templates").Value()
	return slices.Contains(strings.Split(names, ","), "gateway")
}
