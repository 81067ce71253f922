package mesh

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// foreignGateways are those of each selector, those of the Services that Gateways of
// the Gateway API name, and those that istiod makes.
func (w *world) foreignGateways() (out []foreignGateway, err error) {
	services, err := of[*corev1.Service](w, "Service")
	if err != nil {
		return nil, err
	}
	for _, o := range w.objects {
		switch {
		case o.GetKind() == "Gateway" && o.GroupVersionKind().Group != gatewayGroup:
			g := foreignGateway{namespace: "istio-system"}
			g.labels, _, _ = unstructured.NestedStringMap(o.Object, "spec", "selector")
			if g.name = "istio-" + cmp.Or(g.labels["istio"], o.GetName()); g.labels == nil {
				g.labels = map[string]string{} // all pods
			}
			servers, _, _ := unstructured.NestedSlice(o.Object, "spec", "servers")
			for _, s := range servers {
				if port, ok := s.(map[string]any)["port"].(map[string]any); ok {
					g.ports = append(g.ports, int(asInt(port["number"])))
				}
			}
			out = joined(out, g, services)
		case o.GetKind() == "Gateway":
			for _, service := range gatewayServices(o) {
				g := foreignGateway{}
				g.namespace, g.name, _ = strings.Cut(service, "/")
				out = joined(out, g, services)
			}
		}
	}
	return out, nil
}

// joined adds a gateway, or its ports to one that is there; a Service of its name says
// which pods and ports it has.
func joined(list []foreignGateway, g foreignGateway, services []*corev1.Service) []foreignGateway {
	assumed := true
	for _, s := range services {
		if s.Name == g.name && s.Namespace == g.namespace {
			assumed, g.labels, g.targets = false, s.Spec.Selector, targetsOf(s)
			for port := range g.targets {
				g.ports = append(g.ports, port)
			}
		}
	}
	if g.labels == nil {
		return list // no pods
	}
	slices.Sort(g.ports)
	at := slices.IndexFunc(list, func(o foreignGateway) bool {
		return o.name == g.name && o.namespace == g.namespace || assumed && maps.Equal(o.labels, g.labels) // of which one is called by the first
	})
	if at < 0 {
		return append(list, g)
	}
	list[at].ports = append(list[at].ports, g.ports...)
	return list
}
