package trace

import (
	"cmp"

	"render/render/objects"
)

func (m *Mesh) findEntrances() {
	for s := range m.world.Services() {
		if s.Object().First() != s.Object() || s.Selector().Labels() == nil {
			continue
		}
		e := &entrance{object: s.Object(), field: s.Field, namespace: s.ID().Namespace, name: s.ID().Name, kind: cmp.Or(s.Type().Value(), "ClusterIP"), settings: s.Settings()}
		for w := range m.world.PodsOf(e.namespace, s.Selector().Labels()) {
			e.pods = append(e.pods, podsOf(w))
		}
		e.readPorts(e.settings.Ports())
		e.ask(e.settings, s.Metadata().Annotations())
		e.takeStatus(s.Resource)
		m.entrances = append(m.entrances, e)
	}
	for g := range m.world.InstalledGateways() {
		m.entrances = append(m.entrances, installed(g))
	}
	for g := range m.world.KubernetesGateways() {
		if e := m.managed(g); e != nil {
			m.entrances = append(m.entrances, e)
		}
	}
	m.crossInstalled()
}

func podsOf(w objects.Workload) *pods {
	t := w.Template()
	replicas, said := w.Replicas().Value()
	if !said {
		replicas = -1
	}
	p := &pods{field: w.Field, object: w.Object(), namespace: w.ID().Namespace, name: w.ID().Name, labels: t.Metadata().Labels().Labels(), workload: w, replicas: replicas, proxy: w.IsGateway()}
	if of, ok := p.labels.Get(gatewayNameLabel); ok {
		p.gateway = p.namespace + "/" + of
	}
	return p
}

const gatewayNameLabel = "gateway.networking.k8s.io/gateway-name"

// readPorts reads a Service's ports over TCP, and the pods' behind them.
func (e *entrance) readPorts(ports objects.List[objects.ServicePort]) {
	for _, p := range ports.All() {
		if over := p.Protocol().Value(); over != "" && over != "TCP" {
			continue
		}
		number, _ := p.Port().Value()
		one := entrancePort{field: p.Field, number: number, name: p.Name().Value(), nodePort: wholeOf(p.At("nodePort"))}
		target := p.TargetPort()
		var ok bool
		if one.target, ok = target.Number(); !ok {
			for _, pods := range e.pods {
				one.target = cmp.Or(one.target, pods.named(target.Name()))
			}
		}
		e.ports = append(e.ports, one)
	}
}

// named is the number of a container's port of a name; 0 where there is none.
func (p *pods) named(name string) int64 {
	if p.made {
		return 0
	}
	spec := p.workload.Template().Spec()
	for _, list := range [...]objects.List[objects.Container]{spec.Containers(), spec.InitContainers()} {
		for _, c := range list.All() {
			for _, port := range c.Ports().All() {
				if number, ok := port.Number().Value(); ok && port.Name().Value() == name {
					return number
				}
			}
		}
	}
	return 0
}

// ask reads which addresses a Service asks for.
func (e *entrance) ask(s objects.ServiceSettings, annotations objects.LabelMap) {
	asked, wrong := annotations.AddressRequest().Addresses(s.LoadBalancerIP())
	e.wrong = wrong
	for _, a := range asked {
		e.addresses = objects.AppendAddress(e.addresses, a)
	}
	for _, ip := range s.At("externalIPs").Items().All() {
		e.addresses = objects.AppendAddressText(e.addresses, textOf(ip))
	}
}

// takeStatus reads which addresses a Service of a cluster has.
func (e *entrance) takeStatus(r objects.Resource) {
	for _, one := range r.At("status", "loadBalancer", "ingress").Items().All() {
		e.addresses = objects.AppendAddressText(e.addresses, textOf(one.At("ip")))
	}
}
