package served

import (
	"net/netip"
	"slices"

	"render/render/objects"
)

func (s *Side) findEntrances(entries map[Service]bool) {
	for one := range s.World.Services() {
		e := &Entrance{Service: Service{one.ID().Namespace, one.ID().Name}, Object: one.Object(), Settings: one.Settings(),
			LoadBalancer: one.Type().Value() == "LoadBalancer", Pods: one.Selector().Labels(), Labels: one.Metadata().Labels().Labels()}
		if entries[e.Service] {
			e.ask(one.Metadata().Annotations())
			e.Given = givenTo(one)
			s.add(e)
		}
	}
	for g := range s.World.InstalledGateways() {
		kind := g.K8s().Service().Type().Value()
		e := &Entrance{Service: Service{g.Home, g.Name().Value()}, Object: g.Object(), Maker: Installer,
			Settings: g.K8s().Service(), LoadBalancer: kind == "" || kind == "LoadBalancer", Pods: g.PodLabels(), Labels: g.PodLabels(), Deployed: g.Deployed()}
		if !e.Pods.Match(g.Selector()) {
			e.Pods = g.Selector() // whose pods are others, or nobody's
		}
		e.ask(g.K8s().ServiceAnnotations())
		s.add(e)
	}
	for g := range s.World.KubernetesGateways() {
		s.addManaged(g)
	}
	s.findHosts()
}

// addManaged takes in the Service that istiod makes of a Gateway, which is called
// for both (istio, pilot/pkg/config/kube/gatewaycommon).
func (s *Side) addManaged(g objects.KubernetesGateway) {
	id, class := g.ID(), g.ClassName().Value()
	for _, address := range g.Addresses().All() {
		if address.Type().Value() == "Hostname" {
			return // it attaches to a Service that is there
		}
	}
	infrastructure := g.Infrastructure()
	e := &Entrance{Service: Service{id.Namespace, id.Name + "-" + class}, Object: g.Object(), Maker: ControlPlane, LoadBalancer: true,
		Pods: objects.Labels{{Key: "gateway.networking.k8s.io/gateway-name", Value: id.Name}}, Labels: infrastructure.Labels().Labels(), Settings: objects.ServiceSettings{Field: g.At("spec", "none")}}
	if ref := infrastructure.ParametersRef(); ref.Kind().Value() == "ConfigMap" {
		if settings, ok := s.World.ServicePatch(id.Namespace, ref.Name().Value()); ok {
			e.Settings = settings
			if o, ok := s.World.ConfigMap(id.Namespace, ref.Name().Value()); ok {
				e.From = append(e.From, o.Object())
			}
		}
	}
	if kind := e.Settings.Type().Value(); kind != "" {
		e.LoadBalancer = kind == "LoadBalancer"
	}
	e.ask(infrastructure.Annotations())
	for _, address := range g.Addresses().All() {
		e.Addresses = objects.AppendAddressText(e.Addresses, address.Value().Value())
	}
	slices.SortFunc(e.Addresses, netip.Addr.Compare)
	for _, l := range g.Listeners().All() {
		if number, ok := l.Port().Value(); ok && !slices.Contains(e.Ports, Port{"TCP", number}) {
			e.Ports = append(e.Ports, Port{"TCP", number})
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
