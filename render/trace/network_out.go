package trace

import (
	"fmt"
	"net/netip"
	"strings"

	"render/render/objects"
	"render/render/wording"
)

// leaves judges whether NetworkPolicies let a gateway's pods open a connection to others.
func (m *Mesh) leaves(t *Trace, from, to *pods, port int64) {
	m.opens(t, from, []caller{{opener: to}}, to, port, title(to.object))
}

// leavesTo judges the same of a connection to what a ServiceEntry has, wherever that is.
func (m *Mesh) leavesTo(t *Trace, from *pods, e objects.ServiceEntry, p objects.Port) {
	port, _ := p.Number().Value()
	if target := wholeOf(p.At("targetPort")); target != 0 {
		port = target
	}
	var to []caller
	for _, one := range e.Endpoints().All() {
		to = append(to, outside(one.Address().Value()))
		if own := wholeOf(one.Ports().At(p.Name().Value())); own != 0 && own != port {
			if e.Endpoints().Len() > 1 {
				own = unknownPort // each has its own
			}
			port = own
		}
	}
	if len(to) == 0 {
		to = []caller{{}} // what its name is an address of
	}
	m.opens(t, from, to, nil, port, title(e.Object()))
}

// leavesFor judges the same of a connection to pods of which it is known in what namespace they are.
func (m *Mesh) leavesFor(t *Trace, from *pods, namespace, name string) {
	m.opens(t, from, []caller{{opener: &pods{namespace: namespace}, vague: true}}, nil, unknownPort, fmt.Sprintf("Service %q in namespace %q", name, namespace))
}

// outside is who has an address, or a name of which nobody knows the address.
func outside(address string) caller {
	a, err := netip.ParseAddr(address)
	return caller{client: a, seen: err == nil}
}

// opens judges connections that a gateway's pods open to a port of any of others.
func (m *Mesh) opens(t *Trace, from *pods, others []caller, to *pods, port int64, what string) {
	least, most := yes, no
	var last *objects.NetworkPolicy
	for _, other := range others {
		allowed, by := m.outgoing().weighed(m, from, other, to, port)
		least, most, last = min(least, allowed), max(most, allowed), by
	}
	if last == nil {
		return
	}
	switch name := title(last.Object()); {
	case least == yes:
		t.hop(StepPolicy, last.Field, name+" lets the connection out")
	case most != no:
		t.Unjudged = append(t.Unjudged, Unjudged{name + " may not let the connection out, which depends on addresses that are not known here", last.Field})
	default:
		t.hop(StepPolicy, last.Field, name+" does not let the connection out")
		if port != unknownPort {
			what = fmt.Sprintf("port %d of %s", port, what)
		}
		t.fail(503, fmt.Sprintf("%s lets no connection of the gateway's pods out to %s", name, what), "add a rule for it to spec.egress")
	}
}

// asksProvider judges whether pods reach the extension provider that a policy has them ask:
// without an answer every request is refused, unless the provider says otherwise
// (Istio, MeshConfig.ExtensionProvider: failOpen).
func (m *Mesh) asksProvider(t *Trace, from *pods, a objects.AuthorizationPolicy) {
	host, open := m.provider(a.Provider().Value())
	key := serviceKey(host)
	if key == "" || open {
		return // outside, or of no mesh that is known here
	}
	namespace, name, _ := strings.Cut(key, "/")
	to := caller{opener: &pods{namespace: namespace}, vague: true}
	if s, ok := m.world.Service(namespace, name); ok {
		for w := range m.world.PodsOf(namespace, s.Selector().Labels()) {
			to = caller{opener: podsOf(w)}
		}
	}
	allowed, last := m.outgoing().weighed(m, from, to, nil, unknownPort)
	if last == nil || allowed != no {
		return
	}
	t.hop(StepPolicy, last.Field, title(last.Object())+" does not let the connection out")
	t.fail(403, fmt.Sprintf("%s asks %s, and %s lets no connection out to it", title(a.Object()), wording.Quote(host), title(last.Object())), "add a rule for it to spec.egress")
}

// provider is the host of an extension provider that says who may come in, and whether
// everybody may where it does not answer.
func (m *Mesh) provider(name string) (host string, open bool) {
	list, _ := m.config.Setting("extensionProviders")
	for _, p := range list.Items().All() {
		for _, kind := range []string{"envoyExtAuthzHttp", "envoyExtAuthzGrpc"} {
			if of := p.At(kind); textOf(p.At("name")) == name && of.Present() {
				host = textOf(of.At("service"))
				if namespace, service, divided := strings.Cut(host, "/"); divided && !strings.Contains(service, ".") {
					host = service + "." + namespace + clusterDomain
				} else if divided {
					host = service
				}
				return host, of.At("failOpen").Raw() == true
			}
		}
	}
	return "", false
}
