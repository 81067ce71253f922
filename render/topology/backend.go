package topology

import (
	"net/netip"
	"strings"
)

// newBackend reads a `service` that is of its form. A name with at most one dot
// is a Service, since no public DNS name is told from <name>.<namespace> by its
// looks.
func newBackend(text, app, namespace string) *backend {
	if address, err := netip.ParseAddr(text); err == nil {
		// The name is made up; .internal is for private use and never public.
		return &backend{host: app + "." + namespace + ".outside.internal", address: address}
	}
	short, whole := strings.CutSuffix(text, clusterDomain)
	if !whole && strings.Count(text, ".") > 1 {
		return &backend{host: text}
	}
	name, other, dotted := strings.Cut(short, ".")
	if dotted {
		namespace = other
	}
	return &backend{name: name, namespace: namespace}
}

func (b *backend) outside() bool { return b != nil && b.host != "" }

// named tells of a host outside the cluster that has a DNS name of its own.
func (b *backend) named() bool { return b.outside() && !b.address.IsValid() }

// seenFrom is the host of a route's destination.
func (b *backend) seenFrom(s *virtualServicePlan) string {
	switch {
	case b.outside():
		return b.host
	case b.namespace != s.namespace:
		return b.name + "." + b.namespace + clusterDomain
	}
	return b.name
}

// serviceHost is how a VirtualService names a Service: alone in the Service's
// own namespace, else in full.
func serviceHost(a *appPlan, s *virtualServicePlan) string {
	if a.backend != nil {
		return a.backend.seenFrom(s)
	}
	if a.namespace != s.namespace {
		return a.names.service + "." + a.namespace + ".svc.cluster.local"
	}
	return a.names.service
}

// serviceAt is the Service that an app's requests go to inside the cluster.
func (a *appPlan) serviceAt() (name, namespace string) {
	if a.backend != nil {
		return a.backend.name, a.backend.namespace
	}
	return a.names.service, a.namespace
}

// tlsPorts are an app's ports to which the gateway itself speaks TLS, since they
// speak https and routes are HTTP.
func (a *appPlan) tlsPorts() []*portPlan {
	var out []*portPlan
	for i := range a.ports {
		if a.ports[i].port.Protocol.Value == ProtocolHTTPS {
			out = append(out, &a.ports[i])
		}
	}
	return out
}

// ExistingServices are the Services that the topology says are there already,
// as "namespace/name".
func (p *Plan) ExistingServices() map[string]bool {
	out := map[string]bool{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			if b := p.Tiers[i].apps[j].backend; b != nil && !b.outside() {
				out[b.namespace+"/"+b.name] = true
			}
		}
	}
	return out
}

// byKind does what is to be done for an app of its kind. Whoever goes by the kind
// says something of each.
func (a *appPlan) byKind(deployed, versioned, existing, outside func()) {
	switch {
	case a.backend.outside():
		outside()
	case a.backend != nil:
		existing()
	case len(a.versions) > 0:
		versioned()
	default:
		deployed()
	}
}
