package consequences

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/policies"
	"render/render/routing"
	"render/render/served"
)

// gatesBefore and gatesAfter are those of the old side and of the new one.
func (c *change) gatesBefore() *gates {
	if c.entered == nil {
		c.entered = c.old.gates(nil, c.old.OwnDoors(), c.old.OwnPassages())
	}
	return c.entered
}

func (c *change) gatesAfter() *gates {
	if c.entering == nil {
		c.entering = c.new.gates(c.staying, c.doorsAfter(), c.passagesAfter())
	}
	return c.entering
}

func (s *side) gates(staying []*objects.Object, doors *served.Doors, passages *served.Passages) *gates {
	return &gates{s, doors, passages, s.authorized("ALLOW", staying), s.authorized("DENY", staying), s.authorized("CUSTOM", staying), map[*served.Entrance]*served.Routed{}, map[asking]callers{}, nil, nil}
}

// leads are the ways by its gateways.
func (a *gates) leads() []served.Lead {
	if a.ways == nil {
		a.ways = a.Leads(a.doors, a.passages)
	}
	return a.ways
}

// routed are the hosts for which a gateway has routes.
func (a *gates) routed(e *served.Entrance) *served.Routed {
	if a.hosts[e] == nil {
		of := served.RoutedBy(a.doors, a.passages, e.Gateways())
		a.hosts[e] = &of
	}
	return a.hosts[e]
}

// answers reports whether a gateway has routes for a host.
func (a *gates) answers(e *served.Entrance, host string) bool { return a.routed(e).Has(host) }

// of is who is let in at a gateway for a host: on the ports by which routes answer it, which
// are not those that send all to https.
func (a *gates) of(e *served.Entrance, host string) callers {
	var out callers
	for _, port := range a.ports(e, host) {
		one := a.on(e, host, port)
		out.allowed, out.denied, out.left = append(out.allowed, one.allowed...), append(out.denied, one.denied...), append(out.left, one.left...)
	}
	out.of = a.on(e, host, "").of
	out.shown, out.asks = a.shown(e, host)
	return out
}

// on is who is let in on a port of a gateway's pods for a host, but for whom it asks for certificates.
func (a *gates) on(e *served.Entrance, host, port string) callers {
	at := asking{e, host, port}
	if known, ok := a.known[at]; ok {
		return known
	}
	var out callers
	target := a.target(e)
	allowing, allowed := a.allow(target)
	denying, denied := a.deny(target)
	deciding, left := a.custom(target)
	out.of = slices.Concat(allowing, denying, deciding)
	if len(allowing) == 0 {
		allowed = []policies.Rule{{}}
	}
	from := e.Sources()
	for _, r := range policies.Restricted(allowed, host, port) {
		if len(from) > 0 {
			var some bool
			if r, some = r.Within(from); !some {
				continue
			}
		}
		out.allowed = append(out.allowed, r)
	}
	out.denied, out.left = policies.Restricted(denied, host, port), policies.Restricted(left, host, port)
	a.known[at] = out
	return out
}

// by is who is let in by a way that leads to a Service, with what is asked; clients show certificates
// where TLS begins by that way.
func (a *gates) by(l *served.Lead, ask *served.Ask) callers {
	out := a.on(l.Entrance, l.Host, l.Entrance.PodPort(l.Port))
	path := ""
	if ask != nil {
		path = ask.Sample()
	}
	out.allowed, out.denied, out.left = policies.OnPath(out.allowed, path), policies.OnPath(out.denied, path), policies.OnPath(out.left, path)
	if begins := a.begins(l); begins != nil {
		out.shown, _ = a.shown(l.Entrance, l.Host)
		out.asks = begins.Asks
	}
	return out
}

// begins is how TLS begins by a way; nil where it does not end at the gateway.
func (a *gates) begins(l *served.Lead) *served.Handshake {
	for _, o := range l.Entrance.Gateways() {
		pods := o.ID().String()
		if o.ID().Group == objects.IstioNetworking {
			pods = o.Gateway().Selector().Labels().String()
		}
		if one := a.handshakes().Covering(served.TLSStart{Pods: pods, Port: l.Port, Host: l.Host}); one != nil {
			return one
		}
	}
	return nil
}

// shown are the Secrets with the certificates that a gateway shows for a host, and whether it asks
// clients for one there.
func (a *gates) shown(e *served.Entrance, host string) (ids []manifest.ID, asks bool) {
	gateways := e.Gateways()
	for _, one := range a.credentials {
		if slices.ContainsFunc(one.From, func(o *objects.Object) bool { return slices.Contains(gateways, o) }) &&
			slices.ContainsFunc(one.Hosts, func(own string) bool { return routing.Covers(own, host) }) {
			ids, asks = append(ids, one.ID), asks || one.Asks
		}
	}
	return ids, asks
}

// target are the pods of a gateway as policies see them.
func (a *gates) target(e *served.Entrance) objects.PolicyTarget {
	if e.Maker == served.Itself {
		for w := range a.World.PodsOf(e.Namespace, e.Pods) {
			return targetOf(w)
		}
	}
	return e.Target()
}

// ports are those of its pods on which a gateway answers a host.
func (a *gates) ports(e *served.Entrance, host string) []string {
	var out []string
	add := func(number int64) {
		if port := e.PodPort(number); !slices.Contains(out, port) {
			out = append(out, port)
		}
	}
	gateways := e.Gateways()
	for _, at := range a.doors.Order {
		d := a.doors.By[at]
		if d.Serves(host) && slices.ContainsFunc(gateways, func(o *objects.Object) bool { return o.ID() == at.Gateway }) &&
			slices.ContainsFunc(d.Tried(host), func(r served.Route) bool { return r.Answers() && !r.LeadsToHTTPS() }) {
			add(at.Port)
		}
	}
	for _, at := range a.passages.Order {
		if at.Host != "" && routing.Covers(at.Host, host) && slices.Contains(gateways, a.passages.Of[at]) {
			add(at.Port)
		}
	}
	return out
}
