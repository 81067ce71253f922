package consequences

import (
	"cmp"
	"slices"

	"render/render/objects"
)

// answer is what becomes of some requests that come in by a gateway: one match of
// one route, for one host.
type answer struct {
	object   *objects.Object
	key      string // of the gateway's pods, the host and the match
	host     string
	services []service
}

// answers are those of all routes of a side, in the order of its objects.
func (s *side) answers() []answer {
	var out []answer
	for v := range s.world.VirtualServices() {
		for _, gateway := range s.gatewaysOf(v) {
			for _, host := range v.Hosts().All() {
				out = answersOf(out, v, gateway, host.Value())
			}
		}
	}
	for route := range s.world.HTTPRoutes() {
		for _, parent := range route.ParentRefs().All() {
			gateway := cmp.Or(parent.Namespace().Value(), route.ID().Namespace) + "/" + parent.Name().Value() + "/" + parent.SectionName().Value()
			for _, host := range route.Hostnames().All() {
				out = answersOfRoute(out, route, gateway, host.Value())
			}
		}
	}
	return out
}

// gatewaysOf are what a VirtualService is bound to, each as the selector of the
// Gateway, so that one of another name for the same pods is the same.
func (s *side) gatewaysOf(v objects.VirtualService) []string {
	var out []string
	for _, name := range v.Gateways().All() {
		id := objects.GatewayOf(name.Value(), v.ID().Namespace)
		if o := s.world.Find(id); o != nil {
			out = append(out, o.Gateway().Selector().Labels().String())
		} else if id.Name != "mesh" {
			out = append(out, id.Namespace+"/"+id.Name)
		}
	}
	return out
}

func answersOf(out []answer, v objects.VirtualService, gateway, host string) []answer {
	for _, rule := range v.HTTP().All() {
		var to []service
		for _, r := range rule.Routes().All() {
			to = appendService(to, serviceOf(r.Destination().Host().Value(), v.ID().Namespace))
		}
		out = appendAnswers(out, answer{v.Object(), gateway + "\x00" + host, host, to}, rule.At("match"))
	}
	return out
}

func answersOfRoute(out []answer, route objects.Route, gateway, host string) []answer {
	for _, rule := range route.Rules().All() {
		var to []service
		for _, ref := range rule.BackendRefs().All() {
			to = appendService(to, backendOf(ref, route))
		}
		out = appendAnswers(out, answer{route.Object(), gateway + "\x00" + host, host, to}, rule.At("matches"))
	}
	return out
}

// appendAnswers adds an answer for each of a rule's matches; for all requests where it
// has none.
func appendAnswers(out []answer, a answer, matches objects.Field) []answer {
	add := func(match any) {
		one := a
		one.key += "\x00" + objects.Canonical(match)
		out = append(out, one)
	}
	items := matches.Items()
	if items.Len() == 0 {
		add(nil)
	}
	for _, m := range items.All() {
		add(m.Raw())
	}
	return out
}

func appendService(list []service, s service) []service {
	if s.name == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// serviceOf is the Service that a destination of a VirtualService names: "name" in its
// own namespace, "name.namespace", or the whole name in the cluster.
func serviceOf(host, namespace string) service {
	namespace, name := objects.ServiceOfHost(host, namespace)
	return service{namespace, name}
}

// backendOf is the Service that a rule of a route of the Gateway API sends requests to.
func backendOf(ref objects.ObjectRef, route objects.Route) service {
	return service{cmp.Or(ref.Namespace().Value(), route.ID().Namespace), ref.Name().Value()}
}
