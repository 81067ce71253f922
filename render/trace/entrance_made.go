package trace

import (
	"cmp"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
)

// installed is the gateway that Istio's installer makes of an item of an IstioOperator.
// What leaves its ports out has those of Istio's chart.
func installed(g objects.InstalledGateway) *entrance {
	settings := g.K8s().Service()
	e := &entrance{object: g.Object(), field: g.Field, namespace: g.Home, name: g.Name().Value(),
		kind: cmp.Or(settings.Type().Value(), "LoadBalancer"), settings: settings, made: "Istio's installer"}
	e.own, e.selector = &pods{field: g.Field, object: g.Object(), namespace: e.namespace, name: e.name, labels: g.PodLabels(), made: true, proxy: true, replicas: -1}, g.Selector()
	if e.own.labels.Match(e.selector) {
		e.pods = []*pods{e.own}
	}
	e.readPorts(settings.Ports())
	if len(e.ports) == 0 {
		for _, p := range objects.ChartPorts {
			e.ports = append(e.ports, entrancePort{field: g.Field, number: p.Port, target: p.Target})
		}
	}
	e.ask(settings, g.K8s().ServiceAnnotations())
	return e
}

// chosen are the labels by which a Service leads to pods.
func (e *entrance) chosen() objects.Labels {
	if e.own != nil {
		return e.selector
	}
	return e.settings.Selector().Labels()
}

// crossInstalled has a gateway's Service lead to the pods of another one too where the
// labels by which they are chosen are the same.
func (m *Mesh) crossInstalled() {
	for _, e := range m.entrances {
		for _, other := range m.entrances {
			if e != other && e.own != nil && other.own != nil && e.namespace == other.namespace && other.own.labels.Match(e.selector) {
				e.pods = append(e.pods, other.own)
			}
		}
	}
}

// managed is the Service and the pods that istiod makes of a Gateway of the Gateway API;
// nil for one that attaches to Services by their hosts, and for those of others (istio,
// pilot/pkg/config/kube/gatewaycommon/gateway_utils.go).
func (m *Mesh) managed(g objects.KubernetesGateway) *entrance {
	id := g.ID()
	if _, made := attachedServices(g); !made || !m.ours(g) {
		return nil
	}
	e := &entrance{object: g.Object(), field: g.Field, namespace: id.Namespace, name: managedName(g), kind: "LoadBalancer", made: "istiod"}
	e.kind = cmp.Or(g.Metadata().Annotations().Text("networking.istio.io/service-type").Value(), e.kind)
	infrastructure := g.Infrastructure()
	labels := objects.Labels{{Key: gatewayNameLabel, Value: id.Name}}
	e.pods = []*pods{{field: g.Field, object: g.Object(), namespace: id.Namespace, name: e.name, labels: labels.With(infrastructure.Labels().Labels()), made: true,
		gateway: id.Namespace + "/" + id.Name, proxy: true, replicas: -1}}
	for _, l := range m.listenersOf(g) {
		number := l.port
		if l.owner.ID().Kind == "ListenerSet" && !m.world.AllowsListeners(g, l.owner.ID().Namespace) {
			continue
		}
		if number != 0 && e.port(number) == nil {
			e.ports = append(e.ports, entrancePort{field: l.Field, number: number, target: number})
		}
	}
	e.settings = objects.ServiceSettings{Field: g.At("spec", "none")}
	if ref := infrastructure.ParametersRef(); ref.Kind().Value() == "ConfigMap" {
		if patch, ok := m.world.ServicePatch(id.Namespace, ref.Name().Value()); ok {
			e.settings = patch
			e.kind = cmp.Or(patch.Type().Value(), e.kind)
			e.patchPorts(patch.Ports())
		}
	}
	for _, a := range g.Addresses().All() {
		if e.addresses = objects.AppendAddressText(e.addresses, a.Value().Value()); len(e.addresses) == 1 {
			break
		}
	}
	e.ask(e.settings, infrastructure.Annotations())
	return e
}

// patchPorts puts what a patch says of a Service's ports, told apart by their numbers,
// over those that istiod gives it.
func (e *entrance) patchPorts(ports objects.List[objects.ServicePort]) {
	for _, p := range ports.All() {
		if over := p.Protocol().Value(); over != "" && over != "TCP" {
			continue
		}
		number, _ := p.Port().Value()
		one := e.port(number)
		if one == nil {
			e.ports = append(e.ports, entrancePort{field: p.Field, number: number, target: number})
			one = &e.ports[len(e.ports)-1]
		}
		one.target = cmp.Or(wholeOf(p.At("targetPort")), one.target)
		one.nodePort = cmp.Or(wholeOf(p.At("nodePort")), one.nodePort)
	}
}

// assumeGateways adds pods and a Service, of which nothing is said, for Gateways whose
// pods are not among the objects. Where pods of a gateway are, and no Gateway chooses
// them, one is meant to, and nothing is assumed.
func (m *Mesh) assumeGateways() {
	if m.leavesPods() {
		return
	}
	seen := map[string]bool{}
	for _, g := range m.gateways {
		if g.api || seen[g.selector.String()] || slices.ContainsFunc(m.entrances, func(e *entrance) bool {
			return slices.ContainsFunc(e.pods, func(p *pods) bool { return p.labels.Match(g.selector) })
		}) {
			continue
		}
		seen[g.selector.String()] = true
		name, ok := g.selector.Get("istio")
		if !ok {
			name = g.name
		}
		e := &entrance{object: g.object, field: g.object.Root(), namespace: m.assumedNamespace(g.selector), name: "istio-" + name, kind: "LoadBalancer", assumed: true,
			settings: objects.ServiceSettings{Field: g.object.Root().At("none")}}
		e.pods = []*pods{{field: g.object.Root(), object: g.object, namespace: e.namespace, name: e.name, labels: g.selector, made: true, proxy: true, replicas: -1}}
		for _, other := range m.gateways {
			for _, s := range other.servers {
				if !other.api && g.selector.Match(other.selector) && e.port(s.port) == nil {
					e.ports = append(e.ports, entrancePort{field: s.field, number: s.port, target: s.port})
				}
			}
		}
		m.entrances = append(m.entrances, e)
	}
}

// assumedNamespace is where pods may be whose labels alone are known: where policies choose them by these
// labels, or else where Istio's own gateways are.
func (m *Mesh) assumedNamespace(labels objects.Labels) string {
	for _, kind := range [...]string{"AuthorizationPolicy", "RequestAuthentication"} {
		for _, o := range m.world.OfKind(objects.IstioSecurity, kind) {
			p := objects.AuthorizationPolicy{Resource: o.Resource()}
			if chosen := p.Selector().Labels(); len(chosen) > 0 && labels.Match(chosen) {
				return o.ID().Namespace
			}
		}
	}
	return "istio-system"
}

// leavesPods reports whether there are pods of a gateway that no Gateway chooses.
func (m *Mesh) leavesPods() bool {
	left := func(p *pods) bool {
		return p.proxy && p.gateway == "" && !slices.ContainsFunc(m.gateways, func(g *gateway) bool { return !g.api && p.labels.Match(g.selector) })
	}
	for w := range m.world.Workloads() {
		if left(podsOf(w)) {
			return true
		}
	}
	return slices.ContainsFunc(m.entrances, func(e *entrance) bool { return slices.ContainsFunc(e.pods, left) })
}

// ofNobody is a Gateway that is for a host and chooses no pods; nil where there is none.
func (m *Mesh) ofNobody(host string, port int64) *gateway {
	at := slices.IndexFunc(m.gateways, func(g *gateway) bool {
		return !g.api && slices.ContainsFunc(g.servers, func(s *server) bool {
			return (s.isNamed() || s.port == port) && slices.ContainsFunc(s.names(), func(name string) bool { return routing.Covers(strings.ToLower(name), strings.ToLower(host)) })
		})
	})
	if at < 0 {
		return nil
	}
	return m.gateways[at]
}
