package plan

import (
	"net/netip"
	"strings"

	"render/render/format"
)

// newBackend is what an app names by `service` or `outside`; nil where neither is of
// its form.
func newBackend(a *format.App, namespace string) *backend {
	switch address := a.Outside.Address; {
	case format.Fits(a.Service, "backend"):
		out := &backend{Written: a.Service, Namespace: namespace}
		short, _ := format.CutDomain(a.Service.Value)
		name, other, dotted := strings.Cut(short, ".")
		if out.Name = name; dotted {
			out.Namespace = other
		}
		return out
	case format.Fits(address, "outside"):
		out := &backend{Written: address, Host: address.Value, Authority: address.Value}
		if ip, err := netip.ParseAddr(address.Value); err == nil {
			// The name is made up; .internal is for private use and never public.
			out.Address, out.Host, out.Authority = ip, a.Name.Value+"."+namespace+".outside.internal", ""
		}
		switch host := a.Outside.Host; {
		case host.Value == format.KeepHost:
			out.Authority = ""
		case format.Fits(host, "outhost"):
			out.Authority = host.Value
		}
		return out
	}
	return nil
}

// Outside reports whether it is a host outside the cluster.
func (b *backend) Outside() bool { return b != nil && b.Host != "" }

// Named tells of a host outside the cluster that has a DNS name of its own.
func (b *backend) Named() bool { return b.Outside() && !b.Address.IsValid() }

// Renames reports whether requests get another Host on their way.
func (b *backend) Renames() bool { return b != nil && b.Authority != "" }

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

// WholeHost is the whole name of an app's Service, or of what is outside.
func (a *App) WholeHost() string {
	if a.Backend.Outside() {
		return a.Backend.Host
	}
	name, namespace := a.ServiceAt()
	return name + "." + namespace + format.ClusterDomain
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

// Deployed reports whether an app's pods are rendered: it names nothing that is there already,
// be it of the right form or not.
func (a *App) Deployed() bool { return a.Backend == nil && !a.Misnamed() }

// Misnamed tells of an app that names what is there already in no right form: nobody knows
// where requests to it would go.
func (a *App) Misnamed() bool {
	return a.Backend == nil && (a.Written.Service.IsSet() || a.Written.Outside.IsSet())
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
