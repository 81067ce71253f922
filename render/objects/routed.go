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
	Host            string // as the route names it
	Port            int64  // 0 where it says none
}

// RoutedServices are those of all routes of either kind, in the order of the objects.
func (w *World) RoutedServices() []RoutedService {
	var out []RoutedService
	for v := range w.VirtualServices() {
		out = append(out, v.routed()...)
	}
	for _, routes := range [...]iter.Seq[Route]{w.HTTPRoutes(), w.GRPCRoutes(), w.TCPRoutes(), w.TLSRoutes()} {
		for route := range routes {
			out = append(out, route.routed()...)
		}
	}
	return out
}

// RoutedBy are those of one object; none of one that is no route.
func RoutedBy(o *Object) []RoutedService {
	switch id := o.ID(); [2]string{id.Group, id.Kind} {
	case [2]string{IstioNetworking, "VirtualService"}:
		return virtualService(o).routed()
	case [2]string{GatewayAPI, "HTTPRoute"}, [2]string{GatewayAPI, "GRPCRoute"}, [2]string{GatewayAPI, "TCPRoute"}, [2]string{GatewayAPI, "TLSRoute"}:
		return route(o).routed()
	}
	return nil
}

func (v VirtualService) routed() (out []RoutedService) {
	add := func(list List[WeightedDestination]) {
		for _, r := range list.All() {
			to := r.Destination()
			host, port := to.Host().Value(), int64(0)
			if number, ok := to.Port().Number().Value(); ok {
				port = number
			}
			namespace, name := ServiceOfHost(host, v.ID().Namespace)
			out = append(out, RoutedService{namespace, name, v.Object(), host, port})
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
	return out
}

func (r Route) routed() (out []RoutedService) {
	for _, rule := range r.Rules().All() {
		for _, ref := range rule.BackendRefs().All() {
			host, port := ref.Name().Value(), int64(0)
			if number, ok := ref.Port().Value(); ok {
				port = number
			}
			namespace, name := cmp.Or(ref.Namespace().Value(), r.ID().Namespace), host
			if ref.Kind().Value() == "Hostname" { // Istio's own, as VirtualServices name hosts
				namespace, name = ServiceOfHost(host, namespace)
			}
			out = append(out, RoutedService{namespace, name, r.Object(), host, port})
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
