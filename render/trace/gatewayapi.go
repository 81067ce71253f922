package trace

import (
	"cmp"
	"slices"

	"render/render/objects"
	"render/render/routing"
)

// readListeners reads each listener of a Gateway of the Gateway API as istiod does: as a
// Gateway with one server (istio, pilot/pkg/config/kube/gateway/conversion.go,
// buildListener).
func (m *Mesh) readListeners(g objects.KubernetesGateway) []*gateway {
	if !m.ours(g) {
		return nil
	}
	services, made := attachedServices(g)
	if made {
		services = []string{g.ID().Namespace + "/" + managedName(g)}
	}
	if len(services) == 0 {
		return nil // it names nothing that it could be for
	}
	var out []*gateway
	list := m.listenersOf(g)
	for i := range list {
		l := &list[i]
		one := &gateway{meta: metaOf(l.owner.Object()), api: true, of: services}
		one.name = listenerName(one.name, l.Name().Value())
		s := &server{gateway: one, field: l.Field, name: l.Name().Value(), portName: "default", protocol: l.Protocol().Value(), port: l.port, left: l.left, mend: l.mend}
		host := cmp.Or(l.Hostname().Value(), routing.EveryHost)
		for _, namespace := range m.world.AdmittedNamespaces(l.Listener) {
			s.hosts = append(s.hosts, objects.ServerHost(namespace+"/"+host, one.namespace))
		}
		if len(s.hosts) == 0 {
			s.hosts = []string{"~/" + host}
		}
		if s.protocol == "HTTPS" || s.protocol == "TLS" {
			s.readListenerTLS(l)
		}
		one.servers = []*server{s}
		out = append(out, one)
	}
	return out
}

func (s *server) readListenerTLS(l *attached) {
	if s.tls, s.mode = true, l.mode(); s.passes() || ownCertificate(s.mode) {
		return
	}
	own := l.owner.ID().Namespace
	for _, ref := range l.TLS().CertificateRefs().All() {
		c := credential{field: ref.Field, namespace: cmp.Or(ref.Namespace().Value(), own), secret: ref.Name().Value()}
		c.name = "kubernetes-gateway://" + c.namespace + "/" + c.secret
		s.secrets = append(s.secrets, c)
	}
}

// kinds are the kinds of routes that a listener takes.
func kinds(l objects.Listener) []string {
	var own []string
	switch l.Protocol().Value() {
	case "HTTP", "HTTPS":
		own = []string{"HTTPRoute", "GRPCRoute"}
	case "TCP":
		own = []string{"TCPRoute"}
	case "TLS":
		own = []string{"TLSRoute"}
		if l.TLS().Mode().Value() == "Terminate" {
			own = append(own, "TCPRoute")
		}
	}
	allowed := l.At("allowedRoutes", "kinds").Items()
	if allowed.Len() == 0 {
		return own
	}
	return slices.DeleteFunc(own, func(kind string) bool {
		for _, k := range allowed.All() {
			if textOf(k.At("kind")) == kind && cmp.Or(textOf(k.At("group")), objects.GatewayAPI) == objects.GatewayAPI {
				return false
			}
		}
		return true
	})
}
