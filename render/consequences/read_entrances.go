package consequences

import (
	"net/netip"
	"slices"

	"render/render/objects"
)

func (s *side) findEntrances(entries map[service]bool) {
	for one := range s.world.Services() {
		e := &entrance{service: service{one.ID().Namespace, one.ID().Name}, object: one.Object(), settings: one.Settings(),
			loadBalancer: one.Type().Value() == "LoadBalancer", pods: one.Selector().Labels(), labels: one.Metadata().Labels().Labels()}
		if entries[e.service] {
			e.ask(one.Metadata().Annotations())
			e.given = givenTo(one)
			s.add(e)
		}
	}
	for g := range s.world.InstalledGateways() {
		kind := g.K8s().Service().Type().Value()
		e := &entrance{service: service{g.Home, g.Name().Value()}, object: g.Object(), maker: installer,
			settings: g.K8s().Service(), loadBalancer: kind == "" || kind == "LoadBalancer", pods: g.PodLabels(), labels: g.PodLabels()}
		e.ask(g.K8s().ServiceAnnotations())
		s.add(e)
	}
	for g := range s.world.KubernetesGateways() {
		s.addManaged(g)
	}
	s.findHosts()
}

// addManaged takes in the Service that istiod makes of a Gateway, which is called
// for both (istio, pilot/pkg/config/kube/gatewaycommon).
func (s *side) addManaged(g objects.KubernetesGateway) {
	id, class := g.ID(), g.ClassName().Value()
	for _, address := range g.Addresses().All() {
		if address.Type().Value() == "Hostname" {
			return // it attaches to a Service that is there
		}
	}
	infrastructure := g.Infrastructure()
	e := &entrance{service: service{id.Namespace, id.Name + "-" + class}, object: g.Object(), maker: controlPlane, loadBalancer: true,
		pods: objects.Labels{{Key: "gateway.networking.k8s.io/gateway-name", Value: id.Name}}, labels: infrastructure.Labels().Labels(), settings: objects.ServiceSettings{Field: g.At("spec", "none")}}
	if ref := infrastructure.ParametersRef(); ref.Kind().Value() == "ConfigMap" {
		if settings, ok := s.world.ServicePatch(id.Namespace, ref.Name().Value()); ok {
			e.settings = settings
			if o, ok := s.world.ConfigMap(id.Namespace, ref.Name().Value()); ok {
				e.from = append(e.from, o.Object())
			}
		}
	}
	if kind := e.settings.Type().Value(); kind != "" {
		e.loadBalancer = kind == "LoadBalancer"
	}
	e.ask(infrastructure.Annotations())
	for _, address := range g.Addresses().All() {
		e.addAddress(address.Value().Value())
	}
	for _, l := range g.Listeners().All() {
		if number, ok := l.Port().Value(); ok && !slices.Contains(e.ports, port{"TCP", number}) {
			e.ports = append(e.ports, port{"TCP", number})
		}
	}
	s.add(e)
}

// givenTo are the addresses that a Service has, of one that was read from a cluster.
func givenTo(one objects.Service) []netip.Addr {
	var out []netip.Addr
	for _, f := range one.At("status", "loadBalancer", "ingress").Items().All() {
		text, _ := f.At("ip").Raw().(string)
		if a, err := netip.ParseAddr(text); err == nil {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, netip.Addr.Compare)
	return out
}
