package consequences

import (
	"fmt"
	"slices"
	"strconv"

	"render/render/manifest"
	"render/render/objects"
	"render/render/policies"
	"render/render/routing"
	"render/render/served"
)

// gatesBefore and gatesAfter are those of the old side and of the new one.
func (c *change) gatesBefore() *gates {
	if c.entered == nil {
		c.entered = c.old.gates(nil, c.old.ownDoors(), c.old.ownPassages())
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
	return &gates{s, doors, passages, s.authorized("ALLOW", staying), s.authorized("DENY", staying), s.authorized("CUSTOM", staying), map[*served.Entrance]*routed{}}
}

// routed are the hosts for which a gateway has routes.
func (a *gates) routed(e *served.Entrance) *routed {
	if a.hosts[e] == nil {
		of := routedBy(a.doors, a.passages, gatewaysOf(e))
		a.hosts[e] = &of
	}
	return a.hosts[e]
}

// gatewaysOf are the Gateways of an entrance's pods.
func gatewaysOf(e *served.Entrance) []*objects.Object {
	if e.Maker == served.ControlPlane {
		return []*objects.Object{e.Object}
	}
	return e.From
}

// answers reports whether a gateway has routes for a host.
func (a *gates) answers(e *served.Entrance, host string) bool { return a.routed(e).has(host) }

// of is who is let in at a gateway for a host: on the ports by which routes answer it, which
// are not those that send all to https.
func (a *gates) of(e *served.Entrance, host string) callers {
	var out callers
	target := a.target(e)
	allowing, allowed := a.allow(target)
	denying, denied := a.deny(target)
	deciding, left := a.custom(target)
	out.of = slices.Concat(allowing, denying, deciding)
	if len(allowing) == 0 {
		allowed = []policies.Rule{{}}
	}
	from := sources(e)
	for _, port := range a.ports(e, host) {
		for _, r := range policies.Restricted(allowed, host, port) {
			if len(from) > 0 {
				var some bool
				if r, some = r.Within(from); !some {
					continue
				}
			}
			out.allowed = append(out.allowed, r)
		}
		out.denied = append(out.denied, policies.Restricted(denied, host, port)...)
		out.left = append(out.left, policies.Restricted(left, host, port)...)
	}
	out.shown, out.asks = a.shown(e, host)
	return out
}

// shown are the Secrets with the certificates that a gateway shows for a host, and whether it asks
// clients for one there.
func (a *gates) shown(e *served.Entrance, host string) (ids []manifest.ID, asks bool) {
	gateways := gatewaysOf(e)
	for _, one := range a.credentials {
		if slices.ContainsFunc(one.from, func(o *objects.Object) bool { return slices.Contains(gateways, o) }) &&
			slices.ContainsFunc(one.hosts, func(own string) bool { return routing.Covers(own, host) }) {
			ids, asks = append(ids, one.id), asks || one.asks
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
		if port := podPort(e, number); !slices.Contains(out, port) {
			out = append(out, port)
		}
	}
	gateways := gatewaysOf(e)
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

// podPort is on which port its pods listen for what comes by a port of a Service.
func podPort(e *served.Entrance, number int64) string {
	if e.Maker == served.ControlPlane {
		return strconv.FormatInt(number, 10)
	}
	for _, p := range e.Settings.Ports().All() {
		if own, ok := p.Port().Value(); ok && own == number && p.TargetPort().Present() {
			if to, ok := p.TargetPort().Number(); ok {
				return strconv.FormatInt(to, 10)
			}
		}
	}
	if e.Maker == served.Installer && e.Settings.Ports().Len() == 0 {
		for _, p := range objects.ChartPorts {
			if p.Port == number {
				return strconv.FormatInt(p.Target, 10)
			}
		}
	}
	return fmt.Sprint(number)
}
