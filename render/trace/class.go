package trace

import (
	"cmp"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// ours reports whether istiod is whose a Gateway of the Gateway API is: by the
// controller of its class, or by the name of the class that istiod makes itself.
func (m *Mesh) ours(g objects.KubernetesGateway) bool {
	class := g.ClassName().Value()
	for _, o := range m.world.OfKind(objects.GatewayAPI, "GatewayClass") {
		if o.ID().Name == class {
			return textOf(o.Root().At("spec", "controllerName")) == "istio.io/gateway-controller"
		}
	}
	return class == "istio"
}

// others is a Gateway of the Gateway API that serves a host and is not istiod's.
func (m *Mesh) others(host string) (objects.KubernetesGateway, bool) {
	for g := range m.world.KubernetesGateways() {
		if m.ours(g) {
			continue
		}
		for _, l := range g.Listeners().All() {
			if routing.Covers(cmp.Or(l.Hostname().Value(), routing.EveryHost), strings.ToLower(host)) {
				return g, true
			}
		}
	}
	return objects.KubernetesGateway{}, false
}

// gatewayless reports whether there is no Gateway at all, of whatever class.
func (m *Mesh) gatewayless() bool {
	for range m.world.KubernetesGateways() {
		return false
	}
	return len(m.gateways) == 0
}

// managedName is what istiod calls them.
func managedName(g objects.KubernetesGateway) string {
	return cmp.Or(g.Metadata().Annotations().Text("gateway.istio.io/name-override").Value(), g.ID().Name+"-"+g.ClassName().Value())
}

// attachedServices are the Services "namespace/name" of its own namespace that a Gateway
// of the Gateway API attaches to by their hosts; made where istiod makes one for it
// (IsManaged, extractGatewayServices).
func attachedServices(g objects.KubernetesGateway) (list []string, made bool) {
	addresses := g.Addresses()
	kind := func(a objects.GatewayAddress) string { return a.Type().Value() }
	if addresses.Len() == 0 || addresses.Len() == 1 && (kind(addresses.Item(0)) == "" || kind(addresses.Item(0)) == "IPAddress") {
		return nil, true
	}
	for _, a := range addresses.All() {
		if kind(a) != "" && kind(a) != "Hostname" {
			continue
		}
		if key := serviceKey(wholeHost(a.Value().Value(), g.ID().Namespace)); strings.HasPrefix(key, g.ID().Namespace+"/") {
			list = append(list, key)
		}
	}
	return list, false
}
