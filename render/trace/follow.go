package trace

import (
	"fmt"
	"slices"
	"strings"

	"render/render/objects"
	"render/render/routing"
	"render/render/wording"
)

// Follow follows a request through a world of which all Services that objects name are
// to be there.
func Follow(world *objects.World, request Request) Trace { return New(world, Known{}).Follow(request) }

// Follow follows one request. A redirect ends it.
func (m *Mesh) Follow(r Request) Trace {
	t := m.follow(r)
	m.led(&t)
	return t
}

func (m *Mesh) follow(r Request) Trace {
	if r.Path == "" {
		r.Path = "/"
	}
	if r.Method == "" {
		r.Method = "GET"
	}
	t := Trace{Request: r, inside: r, Verdict: Arrives, Routed: Fails}
	e := m.enter(&t)
	if e == nil {
		return t
	}
	t.Service = e.key()
	m.admit(&t, e)
	m.door(&t, e)
	return t
}

// door follows a request from a Service to its pods. Where these are several that a
// request may come to, one at which it fails is what is told.
func (m *Mesh) door(t *Trace, e *entrance) {
	port := e.port(t.Request.Port)
	if port == nil {
		why, cure := fmt.Sprintf("%s has no port %d", e.title(), t.Request.Port), "write one of its ports into the URL, or add the port to the "+m.cure("gateway", "tier's ports")+": "+e.portList()
		if i := slices.IndexFunc(e.ports, func(p entrancePort) bool { return p.nodePort == t.Request.Port }); i >= 0 {
			why += fmt.Sprintf(": that is the node port of its port %d, open at the addresses of nodes", e.ports[i].number)
			cure = fmt.Sprintf("write: --port %d, by which what comes to the node port is followed", e.ports[i].number)
		}
		t.fail(0, why, cure)
		return
	}
	t.hop(StepService, port.field, e.way(port))
	switch {
	case len(e.pods) == 0:
		t.fail(0, fmt.Sprintf("%s selects %s, which no pods in namespace %s have", e.title(), wording.Quote(e.chosen().String()), wording.Quote(e.namespace)),
			"write the labels of the gateway's pods into the Service's selector")
		return
	case port.target == 0:
		t.fail(0, fmt.Sprintf("%s leads to a port of its pods that no container has the name of", e.title()), "write the name or the number of a container's port as targetPort")
		return
	}
	before := *t
	before.Hops = slices.Clone(t.Hops)
	m.enterPods(t, e, e.pods[0], port)
	for _, p := range e.pods[1:] {
		other := before
		other.Hops = slices.Clone(before.Hops)
		m.enterPods(&other, e, p, port)
		if other.Verdict == Fails && t.Verdict != Fails {
			other.Why = fmt.Sprintf("%s takes in the pods of %s too, and there: %s", e.title(), wording.Quote(p.name), other.Why)
			other.Cure = "give each gateway's pods a label of its own, and select by that"
			*t = other
		}
	}
}

// enterPods follows a request into pods, of a gateway or not.
func (m *Mesh) enterPods(t *Trace, e *entrance, p *pods, port *entrancePort) {
	if !p.proxy && len(m.binding(p)) == 0 {
		m.enterServer(t, e, p, port)
		return
	}
	t.hop(StepPods, p.field, p.text(port.target))
	if p.replicas == 0 {
		t.fail(0, title(p.object)+" is scaled to no pods", "write: replicas: 1")
	}
	m.connects(t, p, port.target, caller{client: t.Request.From, seen: t.Request.From.IsValid() && m.keepsSender(p)}, 0)
	l := m.listens(p, port.target)
	if l == nil {
		t.fail(0, fmt.Sprintf("no Gateway for these pods has a server that listens on their port %d", port.target), toListen(port.number, t.Request.Secure))
		return
	}
	c := l.find(t.Request.Secure, t.Request.sni())
	if c == nil {
		m.failUnserved(t, l)
		return
	}
	t.hop(StepServer, c.server.field, c.text())
	switch {
	case t.Request.Secure && c.table != "" && !c.ends:
		t.fail(0, fmt.Sprintf("port %d speaks HTTP in clear, and https is asked of it", t.Request.Port), "ask by http, or add a server with TLS")
		return
	case !t.Request.Secure && c.ends:
		t.fail(0, fmt.Sprintf("port %d speaks TLS, and the request is in clear", t.Request.Port), "ask by https")
		return
	}
	if c.ends {
		m.certificate(t, c.server, p)
	}
	m.pod(t, l, c, p, port.target)
}

// enterServer follows a connection into pods that are no gateway's: from outside it comes in clear, or
// by a TLS of which a sidecar knows nothing.
func (m *Mesh) enterServer(t *Trace, e *entrance, p *pods, port *entrancePort) {
	t.hop(StepWorkload, p.field, fmt.Sprintf("%s, port %d", title(p.object), port.target))
	t.Routed = Arrives
	t.To = []Destination{{Host: e.name + "." + e.namespace + clusterDomain, Port: port.number, field: port.field}}
	if p.replicas == 0 {
		t.fail(0, title(p.object)+" is scaled to no pods", "write: replicas: 1")
	}
	m.connects(t, p, port.target, caller{client: t.Request.From, seen: t.Request.From.IsValid() && m.keepsSender(p)}, 0)
	if by, strict := m.world.Strict(nil, p.namespace, p.labels, port.target); strict && m.injected(p) && !p.workload.PassesSidecar(port.target) {
		t.hop(StepPolicy, by.Field, title(by.Object())+" has the sidecar take mutual TLS of Istio's alone")
		t.fail(0, fmt.Sprintf("%s takes mutual TLS of Istio's alone, which who comes from outside to %s does not speak", title(by.Object()), title(p.object)),
			fmt.Sprintf("write a PeerAuthentication with a selector for these pods, and portLevelMtls: {%d: {mode: PERMISSIVE}}", port.target))
	}
	if t.Verdict == Arrives {
		t.Why = "arrives at " + t.To[0].text()
	}
}

// dotted stands for hosts that end with a dot: what is for every host is for them too, and
// nothing else is (https://github.com/envoyproxy/envoy: the connection manager's
// strip_trailing_host_dot is off unless somebody asks for it, and Istio does not).
const dotted = "."

// pod follows a request inside a gateway's pod, on one of its ports.
func (m *Mesh) pod(t *Trace, l *listener, c *chain, p *pods, port int64) {
	m.unjudged(t, p)
	t.whole = c.table == ""
	if c.table != "" && !t.Request.Raw {
		m.normalize(t, p)
	}
	m.authorize(t, p, c, port)
	if c.table == "" {
		t.hop(StepRoute, c.route.field, fmt.Sprintf("%s, whole connections", title(c.of.object)))
		t.Routed = Arrives
		t.To = m.settle(c.to, c.server.port)
		if c.route.problem != "" {
			t.fail(0, c.route.problem, "name a Service that it may go to, with a weight")
		}
		m.arrive(t, p, 503)
		return
	}
	if t.Request.Raw {
		t.fail(0, "the server reads requests of HTTP, and a connection is all there is", "ask with http:// or https://")
		return
	}
	hosts := m.tables(l, c.table, p)
	h := hosts.answering(t.Request.Host)
	if t.Request.Dot && h != nil && h.name != routing.EveryHost {
		if h = hosts.answering(dotted); h == nil {
			t.fail(404, fmt.Sprintf("no route is for host %s: for Envoy the dot that ends it is a part of the name", wording.Quote(t.Request.asked())), "ask for "+wording.Quote(t.Request.Host)+", without the dot")
			return
		}
	}
	if h == nil {
		m.failUnknownHost(t, l, c, hosts)
		return
	}
	if h.redirect != nil && !t.Request.Secure {
		t.Routed = Redirects
		t.redirect(h.redirect.field, 301, "https://"+t.Request.authority()+t.inside.target())
		return
	}
	m.meet(t, h, p)
}

// meet finds the route of a virtual host that takes a request.
func (m *Mesh) meet(t *Trace, h *virtualHost, p *pods) {
	near := ""
	for _, i := range h.mayTake(t.inside.Path) {
		e := &h.routes[i]
		ok, missed := e.match.takes(&t.inside)
		if ok {
			t.hop(StepRoute, e.field(), e.text(h))
			m.act(t, e, p)
			return
		}
		if missed == claimsMissed && t.Request.Tokenless {
			continue
		}
		if missed == claimsMissed {
			t.tokens = true
			m.doubtRoute(t, e, p)
			t.Unjudged = append(t.Unjudged, Unjudged{title(e.field().Object()) + " has a route for some tokens' claims, which are not read here", e.field()})
			continue
		}
		if missed != "path" && near == "" {
			near = fmt.Sprintf("; %s of %s takes the path, and the %s is another", e.field().Path(), title(e.field().Object()), missed)
		}
	}
	why := fmt.Sprintf("no route of host %s takes %s %s", wording.Quote(h.name), t.Request.Method, wording.Quote(t.inside.Path)) + near
	t.fail(404, why, m.cure("add a route for it", "add it to the routes of an app")+nearestPath(h, t.inside.Path))
}

// mayTake are the numbers of the routes that may take a path, in their order.
func (h *virtualHost) mayTake(path string) []int {
	if h.index == nil {
		h.index = newPathIndex()
		for i := range h.routes {
			if m := h.routes[i].match; m == nil || m.anyCase || len(h.routes) <= fewRoutes {
				h.index.add(i, nil, false)
			} else {
				h.index.add(i, m.uri, m.segments)
			}
		}
	}
	return h.index.find(path)
}

// nearestPath is the nearest path that a route takes.
func nearestPath(h *virtualHost, path string) string {
	var known []string
	for i := range h.routes {
		if c := h.routes[i].match; c != nil && c.uri != nil && (c.uri.kind == exact || c.uri.kind == prefix) {
			known = append(known, c.uri.text)
		}
	}
	if near := wording.Suggest(path, known); near != "" && near != path {
		return ", or ask for " + wording.Quote(near)
	}
	return ""
}

func (e *entry) field() objects.Field {
	if e.match != nil {
		return e.match.field
	}
	return e.route.field
}

func (e *entry) text(h *virtualHost) string {
	asks := "every request"
	if e.match != nil {
		asks = e.match.text()
	}
	return fmt.Sprintf("%s, host %s: %s", title(e.route.object), h.name, asks)
}

// text is what a match asks for.
func (m *match) text() string {
	var parts []string
	if m.uri != nil {
		path := m.uri.String()
		if m.segments && m.uri.kind == prefix {
			path = strings.TrimSuffix(m.uri.text, "/") + "/*"
		}
		parts = append(parts, "path "+path)
	}
	if m.method != nil {
		parts = append(parts, "method "+m.method.String())
	}
	for _, h := range m.headers {
		parts = append(parts, "header "+h.name+"="+h.String())
	}
	for _, h := range m.without {
		parts = append(parts, "no header "+h.name+"="+h.String())
	}
	for _, q := range m.query {
		parts = append(parts, "query "+q.name+"="+q.String())
	}
	if len(parts) == 0 {
		return "every request"
	}
	return strings.Join(parts, ", ")
}

// toListen is how a gateway comes to listen on a port, for what a client begins there: TLS or anything else.
func toListen(number int64, tls bool) string {
	gateway := "add a server for port " + decimal(number) + " to a Gateway that selects them"
	if number == 80 || number == 443 { // those of hosts
		return gateway
	}
	if tls {
		return "write {tls: " + decimal(number) + "} in routes of an app, or " + gateway
	}
	return "write {tcp: " + decimal(number) + "} in routes of an app, or " + gateway
}
