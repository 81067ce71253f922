package objects

import (
	"cmp"
	"iter"
	"strings"
)

// RoutedService is a Service that a route sends requests or connections to.
type RoutedService struct {
	Namespace, Name string // both "" for what is outside the cluster
	Route           *Object
}

// RoutedServices are those of all routes of either kind, in the order of the objects.
func (w *World) RoutedServices() []RoutedService {
	var out []RoutedService
	for v := range w.VirtualServices() {
		add := func(list List[WeightedDestination]) {
			for _, r := range list.All() {
				namespace, name := ServiceOfHost(r.Destination().Host().Value(), v.ID().Namespace)
				out = append(out, RoutedService{namespace, name, v.Object()})
			}
		}
		for _, rule := range v.HTTP().All() {
			add(rule.Routes())
		}
		for _, rules := range [...]List[ConnectionRule]{v.TLS(), v.TCP()} {
			for _, rule := range rules.All() {
				add(rule.Routes())
			}
		}
	}
	for _, routes := range [...]iter.Seq[Route]{w.HTTPRoutes(), w.GRPCRoutes(), w.TCPRoutes(), w.TLSRoutes()} {
		for route := range routes {
			for _, rule := range route.Rules().All() {
				for _, ref := range rule.BackendRefs().All() {
					out = append(out, RoutedService{cmp.Or(ref.Namespace().Value(), route.ID().Namespace), ref.Name().Value(), route.Object()})
				}
			}
		}
	}
	return out
}

// ServiceOfHost is the Service that a host names, seen from a namespace; "" for one that
// is outside the cluster.
func ServiceOfHost(host, from string) (namespace, name string) {
	name, rest, ok := strings.Cut(host, ".")
	if !ok {
		return from, name
	}
	if cluster, _, found := strings.Cut(rest, ".svc"); found || !strings.Contains(rest, ".") {
		return cluster, name
	}
	return "", ""
}
