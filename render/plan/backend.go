package plan

import (
	"net/netip"
	"strings"

	"render/render/format"
)

// newBackend reads a `service` that is of its form. A name with at most one dot
// is a Service, since no public DNS name is told from <name>.<namespace> by its
// looks.
func newBackend(text, app, namespace string) *backend {
	if address, err := netip.ParseAddr(text); err == nil {
		// The name is made up; .internal is for private use and never public.
		return &backend{Host: app + "." + namespace + ".outside.internal", Address: address}
	}
	short, whole := strings.CutSuffix(text, format.ClusterDomain)
	if !whole && strings.Count(text, ".") > 1 {
		return &backend{Host: text}
	}
	name, other, dotted := strings.Cut(short, ".")
	if dotted {
		namespace = other
	}
	return &backend{Name: name, Namespace: namespace}
}

// Outside reports whether it is a host outside the cluster.
func (b *backend) Outside() bool { return b != nil && b.Host != "" }

// Named tells of a host outside the cluster that has a DNS name of its own.
func (b *backend) Named() bool { return b.Outside() && !b.Address.IsValid() }

// seenFrom is the host of a route's destination.
func (b *backend) seenFrom(s *VirtualService) string {
	switch {
	case b.Outside():
		return b.Host
	case b.Namespace != s.Namespace:
		return b.Name + "." + b.Namespace + format.ClusterDomain
	}
	return b.Name
}

// ServiceHost is how a VirtualService names a Service: alone in the Service's
// own namespace, else in full.
func ServiceHost(a *App, s *VirtualService) string {
	if a.Backend != nil {
		return a.Backend.seenFrom(s)
	}
	if a.Namespace != s.Namespace {
		return a.Names.Service + "." + a.Namespace + ".svc.cluster.local"
	}
	return a.Names.Service
}

// ServiceAt is the Service that an app's requests go to inside the cluster.
func (a *App) ServiceAt() (name, namespace string) {
	if a.Backend != nil {
		return a.Backend.Name, a.Backend.Namespace
	}
	return a.Names.Service, a.Namespace
}

// TLSPorts are an app's ports to which the gateway itself speaks TLS, since they
// speak https and routes are HTTP.
func (a *App) TLSPorts() []*Port {
	var out []*Port
	for i := range a.Ports {
		if a.Ports[i].Written.Protocol.Value == format.ProtocolHTTPS {
			out = append(out, &a.Ports[i])
		}
	}
	return out
}

// ExistingServices are the Services that the topology says are there already,
// as "namespace/name".
func (p *Plan) ExistingServices() map[string]bool {
	out := map[string]bool{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].Apps {
			if b := p.Tiers[i].Apps[j].Backend; b != nil && !b.Outside() {
				out[b.Namespace+"/"+b.Name] = true
			}
		}
	}
	return out
}

// ByKind does what is to be done for an app of its kind. Whoever goes by the kind
// says something of each.
func (a *App) ByKind(deployed, versioned, existing, outside func()) {
	switch {
	case a.Backend.Outside():
		outside()
	case a.Backend != nil:
		existing()
	case len(a.Versions) > 0:
		versioned()
	default:
		deployed()
	}
}
