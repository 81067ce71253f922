package trace

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"render/render/wording"
)

// enter finds the Service that a request comes in by; nil where there is none.
func (m *Mesh) enter(t *Trace) *entrance {
	r := &t.Request
	if r.Name != "" {
		named := *r
		named.Host, named.Name = r.Name, ""
		r = &named
	}
	switch {
	case r.Service != "":
		if list := m.called(r.Service); len(list) > 0 {
			return m.entered(t, list[0])
		}
		t.fail(0, "no Service "+wording.Quote(r.Service)+" leads to a gateway", "write the namespace and name of a gateway's Service")
		return nil
	case r.Address.IsValid():
		var found *entrance
		for _, e := range m.entrances { // of those that share an address, the one with the port
			if slices.Contains(e.addresses, r.Address) && (found == nil || found.port(r.Port) == nil && e.port(r.Port) != nil) {
				found = e
			}
		}
		if found == nil {
			t.fail(0, fmt.Sprintf("no Service has the address %s", r.Address), "write an address of a gateway"+m.addressList())
			return nil
		}
		return m.entered(t, found)
	}
	found, host := m.serving(r)
	if found == nil {
		m.failUnentered(t, r)
		return nil
	}
	t.hop(StepHost, host.field, fmt.Sprintf("%s is served by %s", r.Host, found.title()))
	m.alsoServed(t, r, found, host)
	return m.entered(t, found)
}

// failUnentered tells of a request for a host that no entrance serves.
func (m *Mesh) failUnentered(t *Trace, r *Request) {
	if g, ok := m.others(r.Host); ok {
		t.hop(StepHost, g.Field, title(g.Object())+" serves it")
		t.fail(0, fmt.Sprintf("%s is of the class %s, which istiod's controller of gateways does not read", title(g.Object()), wording.Quote(g.ClassName().Value())), "write: gatewayClassName: istio; or ask those whose class it is")
		return
	}
	if g := m.ofNobody(r.Host, r.Port); g != nil {
		t.hop(StepHost, g.object.Root(), title(g.object)+" is for it")
		t.fail(0, fmt.Sprintf("%s selects %s, which no gateway's pods have that a Service leads to", title(g.object), wording.Quote(g.selector.String())), "write the labels of the gateway's pods into the Gateway's selector, and into its Service's")
		return
	}
	switch {
	case !m.gatewayless():
		t.fail(0, fmt.Sprintf("no gateway serves the host %s", wording.Quote(r.Host)), "add the host to "+m.cure("a gateway", "the hosts of a tier")+orAsk(r.Host, m.allHosts())+"; or write the URL with an address, and the host by --header Host:...")
	case m.byIngress(&t.Request) != nil:
		t.fail(0, "no Gateway is among the objects, and where Ingresses lead requests is not followed", "ask their controller; render init --from makes a topology of them")
	default:
		t.fail(0, "no Gateway is among the objects", "give the Gateways, with their routes and Services")
	}
}

func (m *Mesh) addressList() string {
	var out []string
	for _, e := range m.entrances {
		for _, a := range e.addresses {
			if !contains(out, a.String()) {
				out = append(out, a.String())
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return ": " + strings.Join(out, ", ")
}

// entered tells of an entrance's addresses.
func (m *Mesh) entered(t *Trace, e *entrance) *entrance {
	addresses := e.addresses
	if t.Request.Address.IsValid() {
		addresses = []netip.Addr{t.Request.Address}
	}
	if e.assumed {
		t.hop(StepHost, e.field, "the pods that "+title(e.object)+" selects, and their Service, are not among the objects")
		t.Unjudged = append(t.Unjudged, Unjudged{"the gateway's Service and pods are not among the objects", e.field})
		return e
	}
	if e.wrong != "" && e.kind == "LoadBalancer" {
		t.fail(0, e.title()+" gets no address of MetalLB, since "+e.wrong, "ask for an address in one way")
	}
	for _, a := range m.reachable(t, e, addresses) {
		m.pool(t, e, a)
	}
	return e
}

// title is what a message calls the Service of an entrance.
func (e *entrance) title() string {
	out := "Service " + wording.Quote(e.name) + " in namespace " + wording.Quote(e.namespace)
	if e.made != "" {
		out += " (made by " + e.made + " of " + title(e.object) + ")"
	}
	return out
}

func (e *entrance) portList() string {
	var out []string
	for _, p := range e.ports {
		out = append(out, decimal(p.number))
	}
	return strings.Join(out, ", ")
}

// way is what a hop says of a port.
func (e *entrance) way(p *entrancePort) string {
	out := fmt.Sprintf("%s, %s, port %d", e.title(), e.kind, p.number)
	if p.nodePort != 0 {
		out += fmt.Sprintf(", node port %d", p.nodePort)
	}
	if p.target != 0 && p.target != p.number {
		out += fmt.Sprintf(", to the pods' port %d", p.target)
	}
	return out
}

func (p *pods) text(port int64) string {
	out := "pods of " + title(p.object)
	if p.made {
		out = "pods that are made of " + title(p.object)
	}
	if p.replicas > 1 {
		out += fmt.Sprintf(" (%d)", p.replicas)
	}
	return out + ", port " + decimal(port)
}

// text is what a hop says of a server.
func (c *chain) text() string {
	s := c.server
	if s.said != "" { // of thousands of hosts it is the same for each request
		return s.said
	}
	out := fmt.Sprintf("%s, %s on port %d for %s", title(s.gateway.object), s.protocol, s.port, strings.Join(slices.Compact(s.names()), ", ")) // a listener has its host once a namespace
	if s.tls && s.mode != "" && !s.isHTTP() {
		out += ", TLS " + s.mode
	}
	s.said = out
	return out
}
