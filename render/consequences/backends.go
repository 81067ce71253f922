package consequences

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"render/render/access"
	"render/render/objects"
	"render/render/served"
	"render/render/wording"
)

// backendAt is a host, and one of its ports for which a rule says something of its own.
type backendAt struct {
	served.Service
	port int64 // 0 for all others
}

func (b backendAt) title() string {
	name := b.Name
	if b.Namespace != "" {
		name += "." + b.Namespace
	}
	if b.port > 0 {
		name += ":" + strconv.FormatInt(b.port, 10)
	}
	return wording.Quote(name)
}

// speaking is how gateways speak to a backend, by the rule that says so.
type speaking struct {
	tls, checks bool // of its own, beside what sidecars speak among themselves
	mesh        bool // as sidecars do
	silent      bool // the rule says nothing of it
	of          *objects.Object
}

// checkBackends tells of servers behind gateways to which TLS is spoken from now on, or no
// more, and of those whose certificate is checked no more, or from now on.
func checkBackends(c *change) {
	before, order := c.old.backends(nil)
	now, more := c.new.backends(c.staying)
	for _, at := range more {
		if !slices.Contains(order, at) {
			order = append(order, at)
		}
	}
	if len(order) == 0 {
		return
	}
	old, new := c.old.asked(nil), c.new.asked(c.staying)
	for _, at := range order {
		ports := slices.DeleteFunc(slices.Clone(new[at.Service]), func(port int64) bool { return !at.isFor(port, order) })
		if len(ports) == 0 || old[at.Service] == nil {
			continue // which nobody asks now, or asked before
		}
		was, is := speakingTo(before, at), speakingTo(now, at)
		if !slices.ContainsFunc(ports, func(port int64) bool {
			return port == 0 || slices.Contains(old[at.Service], port) || slices.Contains(old[at.Service], 0)
		}) {
			was, at.port = spokenTo(before, at.Service, old[at.Service]), ports[0] // asked by another port before
		}
		title := titled(cmp.Or(is.of, was.of))
		tell := func(code string, severity Severity, says, help string) {
			c.tell(code, severity, fmt.Sprintf("%s: requests to %s %s", title, at.title(), says), help, is.of, was.of)
		}
		switch {
		case was.tls && !is.tls && !is.mesh:
			tell("backend-in-clear", Danger, "go without TLS from now on, in clear unless sidecars encrypt them: a server that speaks TLS alone fails them", "see that the server takes them in clear")
		case !was.tls && is.tls && !was.mesh:
			tell("backend-by-tls", Warning, "go by TLS from now on: a server that does not speak it fails them with 503", "see that the server speaks TLS on that port")
		case was.checks && is.tls && !is.checks:
			tell("backend-unchecked", Warning, "go to whoever answers from now on: its certificate is not checked any more", "name the authority of the server in place of that")
		case was.tls && !was.checks && is.checks:
			tell("backend-checked", Warning, "fail with 503 from now on unless the server's certificate is for it, and of an authority that the gateway has", "see what certificate the server shows before")
		}
	}
}

// isFor reports whether a port that is asked, 0 for an unknown one, is this one, or one for which of some others none is.
func (b backendAt) isFor(port int64, others []backendAt) bool {
	return port == 0 || b.port == port || b.port == 0 && !slices.Contains(others, backendAt{b.Service, port})
}

// spokenTo is how a host is spoken to by some ports: by TLS where all are.
func spokenTo(all map[backendAt]speaking, to served.Service, ports []int64) (out speaking) {
	for i, port := range ports {
		if one := speakingTo(all, backendAt{to, port}); i == 0 || !one.tls {
			out = one
		}
	}
	return out
}

// asked are the ports of hosts to which routes of a side send requests, and others that stay beside them.
func (s *side) asked(staying []*objects.Object) map[served.Service][]int64 {
	out := map[served.Service][]int64{}
	routed := s.World.RoutedServices()
	for _, o := range staying {
		routed = append(routed, objects.RoutedBy(o)...)
	}
	for _, r := range routed {
		if to := hostOf(r); !slices.Contains(out[to], r.Port) {
			out[to] = append(out[to], r.Port)
		}
	}
	return out
}

// hostOf is where a route sends requests; a host outside the cluster is in no namespace.
func hostOf(r objects.RoutedService) served.Service {
	return served.Service{Namespace: r.Namespace, Name: cmp.Or(r.Name, r.Host)}
}

// speakingTo is what is said of a port, else of its host.
func speakingTo(all map[backendAt]speaking, at backendAt) speaking {
	if one, ok := all[at]; ok {
		return one
	}
	return all[backendAt{Service: at.Service}]
}

// backends are what the rules of a side say, and of others that stay beside them.
func (s *side) backends(staying []*objects.Object) (map[backendAt]speaking, []backendAt) {
	out := map[backendAt]speaking{}
	var order []backendAt
	add := func(rule objects.DestinationRule) {
		to := served.HostOf(rule.Host().Value(), rule.ID().Namespace)
		one := func(at backendAt, tls objects.ClientTLS) {
			if _, ok := out[at]; ok {
				return
			}
			mode := tls.Mode().Value()
			skips, _ := tls.SkipsVerify().Value()
			speaks := mode == "SIMPLE" || mode == "MUTUAL"
			out[at] = speaking{tls: speaks, checks: speaks && !skips, mesh: mode == "ISTIO_MUTUAL", silent: mode == "", of: rule.Object()}
			order = append(order, at)
		}
		policy := rule.TrafficPolicy()
		one(backendAt{Service: to}, policy.TLS())
		for _, setting := range policy.PortLevelSettings().All() {
			if number, ok := setting.Port().Value(); ok {
				one(backendAt{to, number}, setting.TLS())
			}
		}
	}
	for rule := range s.World.DestinationRules() {
		add(rule)
	}
	for _, o := range staying {
		if id := o.ID(); id.Group == objects.IstioNetworking && id.Kind == "DestinationRule" {
			add(objects.DestinationRule{Resource: o.Resource()})
		}
	}
	for _, o := range access.OfKind(s.World, staying, objects.GatewayAPI, "BackendTLSPolicy") {
		for _, at := range s.backendsOfPolicy(o) {
			one, known := out[at]
			if !known {
				order = append(order, at)
			}
			if !known || one.silent {
				out[at] = speaking{tls: true, checks: true, of: o}
			}
		}
	}
	return out, order
}

// backendsOfPolicy are what a BackendTLSPolicy has gateways speak TLS to, of which istiod makes a
// DestinationRule each (istio, pilot/pkg/config/kube/gateway/backend_policies.go).
func (s *side) backendsOfPolicy(o *objects.Object) []backendAt {
	var out []backendAt
	for _, ref := range objects.Refs(o.Root().At("spec", "targetRefs")).All() {
		if ref.Kind().Value() != "Service" || ref.Group().Value() != "" {
			continue
		}
		at := backendAt{Service: served.Service{Namespace: o.ID().Namespace, Name: ref.Name().Value()}}
		if section := ref.SectionName().Value(); section != "" {
			one, _ := s.World.Service(at.Namespace, at.Name)
			if at.port = portNamed(one, section); at.port == 0 {
				continue
			}
		}
		out = append(out, at)
	}
	return out
}

// portNamed is the number of a port of a Service by its name; 0 for none.
func portNamed(s objects.Service, name string) int64 {
	if s.Object() == nil {
		return 0
	}
	for _, p := range s.Ports().All() {
		if number, _ := p.Port().Value(); p.Name().Value() == name {
			return number
		}
	}
	return 0
}

// sendsTo reports whether routes of a side send requests to a host.
func (s *side) sendsTo(to served.Service) bool {
	return slices.ContainsFunc(s.World.RoutedServices(), func(r objects.RoutedService) bool {
		return hostOf(r) == to
	})
}
