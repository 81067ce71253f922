package trace

import (
	"cmp"
	"fmt"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// arrive follows a request to all that it may go to; missing is what Envoy answers
// where one is not there.
func (m *Mesh) arrive(t *Trace, p *pods, missing int) {
	if len(t.To) == 0 {
		t.fail(503, "the route names nothing that a request could go to", "name a Service in it")
		return
	}
	total := int64(0)
	for _, d := range t.To {
		total += d.Weight
	}
	for _, d := range t.To {
		share := ""
		if len(t.To) > 1 {
			share = fmt.Sprintf(", %d of %d", d.Weight, total)
		}
		m.destination(t, p, d, share, missing)
	}
	if t.Verdict == Arrives {
		for i, d := range t.To {
			d.address = m.outsideAt(p, d.Host)
			t.Why += map[bool]string{true: "arrives at ", false: " or "}[i == 0] + d.text()
		}
	}
}

// text is what a message calls a destination.
func (d *Destination) text() string {
	name := d.Host
	if key := serviceKey(d.Host); key != "" {
		namespace, service, _ := strings.Cut(key, "/")
		name = "Service " + wording.Quote(service) + " in namespace " + wording.Quote(namespace)
	} else {
		name = "host " + wording.Quote(name)
		if d.address != "" {
			name += " (" + d.address + ")"
		}
	}
	if d.Subset != "" {
		name += ", subset " + wording.Quote(d.Subset)
	}
	return fmt.Sprintf("%s, port %d", name, d.Port)
}

func (m *Mesh) destination(t *Trace, p *pods, d Destination, share string, missing int) {
	if d.Host == "" {
		return // what is wrong with it is told already
	}
	t.hop(StepDestination, d.field, d.text()+share)
	if d.Subset != "" && !m.hasSubset(d) {
		t.fail(503, fmt.Sprintf("no DestinationRule of %s has the subset %s", d.Host, wording.Quote(d.Subset)), "add it to a DestinationRule")
		return
	}
	key := serviceKey(d.Host)
	namespace, name, _ := strings.Cut(key, "/")
	s, ok := m.world.Service(namespace, name)
	switch {
	case ok:
		m.service(t, p, d, s)
	case m.known.Services[key]:
		t.hop(StepWorkload, d.field, "is in the cluster already, and what is behind it is not among the objects")
		m.leavesFor(t, p, namespace, name)
		m.spoken(t, p, d)
	case m.entry(t, p, d):
	case m.isEntrance(key):
	case key == "":
		t.fail(missing, fmt.Sprintf("no ServiceEntry is for host %s, and no Service", wording.Quote(d.Host)), "add a ServiceEntry, or write the whole name of a Service, NAME.NAMESPACE"+clusterDomain)
	default:
		t.fail(missing, fmt.Sprintf("%s is not among the objects", d.text()), "add the Service, or correct the name that the route has"+m.nearService(name))
	}
}

func (m *Mesh) nearService(name string) string {
	var known []string
	for s := range m.world.Services() {
		known = append(known, s.ID().Name)
	}
	if near := wording.Suggest(name, known); near != "" {
		return "; there is " + wording.Quote(near)
	}
	return ""
}

// isEntrance reports whether a Service is one that is made of something else.
func (m *Mesh) isEntrance(key string) bool {
	for _, e := range m.entrances {
		if e.key() == key {
			return true
		}
	}
	return false
}

// hasSubset reports whether a DestinationRule has a destination's subset.
func (m *Mesh) hasSubset(d Destination) bool {
	_, ok := m.subset(d)
	return ok
}

// subset are the labels of a destination's subset.
func (m *Mesh) subset(d Destination) (objects.Labels, bool) {
	for _, r := range m.rulesOf(d.Host) {
		for _, s := range r.Subsets().All() {
			if s.Name().Value() == d.Subset {
				return s.Labels().Labels(), true
			}
		}
	}
	return nil, false
}

// entry tells of a host that a ServiceEntry has.
func (m *Mesh) entry(t *Trace, from *pods, d Destination) bool {
	byDefault := m.config.ExportsServices()
	var hidden []objects.ServiceEntry
	for e := range m.world.ServiceEntriesOf(d.Host) {
		if !e.Shows(from.namespace, byDefault) {
			hidden = append(hidden, e)
			continue
		}
		var ports []string
		for _, p := range e.Ports().All() {
			if n, _ := p.Number().Value(); n == d.Port {
				t.hop(StepWorkload, p.Field, fmt.Sprintf("%s, %s outside the cluster", title(e.Object()), cmp.Or(endpoints(e), d.Host)))
				m.leavesTo(t, from, e, p)
				m.spoken(t, from, d)
				return true
			} else {
				ports = append(ports, decimal(n))
			}
		}
		t.fail(503, fmt.Sprintf("%s has no port %d", title(e.Object()), d.Port), "write one of its ports: "+strings.Join(ports, ", "))
		return true
	}
	if len(hidden) > 0 {
		t.fail(503, title(hidden[0].Object())+" is not exported to the namespace of the gateway's pods", "add that namespace to its exportTo")
	}
	return len(hidden) > 0
}

// outsideAt are the addresses that a ServiceEntry has for a host, whose name may be nobody's; "" where it has none.
func (m *Mesh) outsideAt(from *pods, host string) string {
	for e := range m.world.ServiceEntriesOf(host) {
		if e.Shows(from.namespace, m.config.ExportsServices()) {
			return endpoints(e)
		}
	}
	return ""
}

func endpoints(e objects.ServiceEntry) string {
	var out []string
	for _, one := range e.Endpoints().All() {
		out = append(out, one.Address().Value())
	}
	return strings.Join(out, ", ")
}

// service follows a request through a Service to the pods behind it.
func (m *Mesh) service(t *Trace, from *pods, d Destination, s objects.Service) {
	var ports []string
	var port objects.ServicePort
	found := false
	for _, p := range s.Ports().All() {
		n, _ := p.Port().Value()
		if ports = append(ports, decimal(n)); n == d.Port && !found {
			port, found = p, true
		}
	}
	if !found {
		t.fail(503, fmt.Sprintf("%s has no port %d", title(s.Object()), d.Port), "write one of its ports: "+strings.Join(ports, ", "))
		return
	}
	selector := s.Selector().Labels()
	if len(selector) == 0 {
		t.hop(StepWorkload, s.Field, "its endpoints are not made of a selector")
		m.spoken(t, from, d)
		return
	}
	if d.Subset != "" {
		labels, _ := m.subset(d)
		selector = selector.With(labels)
	}
	any := false
	for w := range m.world.PodsOf(s.ID().Namespace, selector) {
		any = true
		m.workload(t, from, d, port, w)
	}
	if !any && m.showsNoPods() {
		t.hop(StepWorkload, s.Field, "the pods that it selects are not among the objects, which hold none")
		m.spoken(t, from, d)
	} else if !any {
		t.fail(503, fmt.Sprintf("%s selects %s, which no pods in namespace %s have", title(s.Object()), wording.Quote(selector.String()), wording.Quote(s.ID().Namespace)),
			"write the labels of a Deployment's pods into the selector")
	}
}

// showsNoPods reports whether the objects hold no workload at all: those of a repository with Istio's
// configuration alone, which say nothing of the pods that there are.
func (m *Mesh) showsNoPods() bool {
	for range m.world.Workloads() {
		return false
	}
	return true
}

// workload follows a request to the container of a workload's pods.
func (m *Mesh) workload(t *Trace, from *pods, d Destination, port objects.ServicePort, w objects.Workload) {
	p := podsOf(w)
	target := port.TargetPort()
	number, ok := target.Number()
	if !ok {
		if number = p.named(target.Name()); number == 0 {
			t.fail(503, fmt.Sprintf("%s leads to the port %s, and no container of %s has a port of that name", title(port.Object()), wording.Quote(target.Name()), title(w.Object())),
				"write the number or the name of a container's port as targetPort")
			return
		}
	}
	text := fmt.Sprintf("%s, port %d", title(w.Object()), number)
	field, name := p.container(number)
	if name != "" {
		text += " of container " + wording.Quote(name)
	} else {
		text += ", which no container declares: whether something listens there is not known"
	}
	t.hop(StepWorkload, field, text)
	if p.replicas == 0 {
		t.fail(503, title(w.Object())+" is scaled to no pods", "write: replicas: 1")
	}
	m.leaves(t, from, p, number)
	m.connects(t, p, number, caller{opener: from}, 503)
	m.mutual(t, d, p, number)
	m.spoken(t, from, d)
	m.authorizePod(t, from, p, number)
}

// container is the one that declares a port.
func (p *pods) container(number int64) (objects.Field, string) {
	for _, c := range p.workload.Template().Spec().Containers().All() {
		for _, port := range c.Ports().All() {
			if n, ok := port.Number().Value(); ok && n == number {
				return port.Field, c.Name().Value()
			}
		}
	}
	return p.field, ""
}
