package topology

import (
	"net/netip"
	"net/url"
	"strings"

	"render/render/diag"
)

const clusterDomain = ".svc.cluster.local"

// backend is what an app's `service` names: a Service that is there, or
// something outside the cluster.
type backend struct {
	name, namespace string // of a Service; "" outside
	host            string // outside: the DNS name, or one made for the address
	address         netip.Addr
	// entry: a ServiceEntry is rendered for it. Of apps that name the same host
	// one does that for all.
	entry bool
}

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

var serviceName = whole(`[a-z]([-a-z0-9]*[a-z0-9])?`).but(plainService)

// checkBackend tells what is wrong with an app's `service`.
func checkBackend(text string) (message, help string) {
	if _, err := netip.ParseAddr(text); err == nil {
		return checkIP(text)
	}
	if u, err := url.Parse(text); err == nil && u.Scheme != "" && u.Host != "" {
		if message, _ := checkBackend(u.Hostname()); message == "" {
			return diag.Quote(text) + " is a URL, and a Service or a name is meant", "write: " + u.Hostname()
		}
	}
	if namespace, name, ok := strings.Cut(text, "/"); ok && serviceName.MatchString(name) && plainLabel(namespace) {
		return diag.Quote(text) + " is not how a Service of another namespace is named", "write: " + name + "." + namespace
	}
	if strings.Contains(text, "*") {
		return diag.Quote(text) + " has a \"*\", and requests go to one place", "write the name in full"
	}
	if message, help = checkHost(text); message != "" {
		if text == "" {
			help = "write: a Service, name or name.namespace, or a DNS name or IP outside the cluster"
		}
		return message, help
	}
	short, whole := strings.CutSuffix(text, clusterDomain)
	if half, ok := strings.CutSuffix(text, ".svc"); ok {
		short, whole = half, true
	}
	switch {
	case whole && strings.Count(short, ".") != 1:
		return diag.Quote(text) + " is not <name>.<namespace>" + clusterDomain, "write: the Service as <name>.<namespace>"
	case strings.HasSuffix(text, ".svc"):
		return diag.Quote(text) + " is not a whole name in the cluster", "write: " + short
	case whole || strings.Count(text, ".") < 2:
		name, _, _ := strings.Cut(short, ".")
		if !serviceName.MatchString(name) {
			return diag.Quote(name) + " is not a Service's name: a-z, 0-9 and -, a letter first", ""
		}
	}
	return "", ""
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
		if a.ports[i].port.Protocol.Value == "https" {
			out = append(out, &a.ports[i])
		}
	}
	return out
}
