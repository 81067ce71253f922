package served

import (
	"cmp"
	"slices"

	"render/render/objects"
)

// Answer is what becomes of some requests that come in by a gateway: one match of
// one route, for one host.
type Answer struct {
	Object   *objects.Object
	Key      string // of the gateway's pods, the host and the match
	Host     string
	Services []Service // of several those that have a share
}

// Answers are those of all routes of a side, in the order of its objects.
func (s *Side) Answers() []Answer {
	var out []Answer
	for v := range s.World.VirtualServices() {
		for _, gateway := range s.gatewaysOf(v) {
			for _, host := range v.Hosts().All() {
				out = answersOf(out, v, gateway, host.Value())
			}
		}
	}
	for route := range s.World.HTTPRoutes() {
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
func (s *Side) gatewaysOf(v objects.VirtualService) []string {
	var out []string
	for _, name := range v.Gateways().All() {
		id := objects.GatewayOf(name.Value(), v.ID().Namespace)
		if !s.shows(v, id) {
			continue
		}
		if o := s.World.Find(id); o != nil {
			out = append(out, o.Gateway().Selector().Labels().String())
		} else if id.Name != "mesh" {
			out = append(out, id.Namespace+"/"+id.Name)
		}
	}
	return out
}

func answersOf(out []Answer, v objects.VirtualService, gateway, host string) []Answer {
	for _, rule := range v.HTTP().All() {
		var to []Service
		several := rule.Routes().Len() > 1
		for _, r := range rule.Routes().All() {
			if weight, _ := r.Weight().Value(); several && weight == 0 {
				continue
			}
			to = AppendService(to, ServiceOf(r.Destination().Host().Value(), v.ID().Namespace))
		}
		out = appendAnswers(out, Answer{v.Object(), gateway + "\x00" + host, host, to}, rule.At("match"))
	}
	return out
}

func answersOfRoute(out []Answer, route objects.Route, gateway, host string) []Answer {
	for _, rule := range route.Rules().All() {
		var to []Service
		for _, ref := range rule.BackendRefs().All() {
			if weight, said := ref.Weight().Value(); said && weight == 0 {
				continue
			}
			to = AppendService(to, backendOf(ref, route))
		}
		out = appendAnswers(out, Answer{route.Object(), gateway + "\x00" + host, host, to}, rule.At("matches"))
	}
	return out
}

// everyRequest reports whether a match is as good as none: all paths, and nothing else.
func everyRequest(match objects.Field) bool {
	members := match.Members()
	if len(members) != 1 {
		return len(members) == 0
	}
	uri, path := objects.HTTPMatch{Field: match}.URI(), objects.RouteMatch{Field: match}.Path()
	kind := path.Type().Value()
	return len(uri.Members()) == 1 && uri.Prefix().Value() == "/" || (kind == "" || kind == "PathPrefix") && path.Value().Value() == "/"
}

// appendAnswers adds an answer for each of a rule's matches; for all requests where it
// has none.
func appendAnswers(out []Answer, a Answer, matches objects.Field) []Answer {
	add := func(match any) {
		one := a
		one.Key += "\x00" + objects.Canonical(match)
		out = append(out, one)
	}
	items := matches.Items()
	if items.Len() == 0 {
		add(nil)
	}
	for _, m := range items.All() {
		if everyRequest(m) {
			add(nil)
		} else {
			add(m.Raw())
		}
	}
	return out
}

func AppendService(list []Service, s Service) []Service {
	if s.Name == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// ServiceOf is the Service that a destination of a VirtualService names: "name" in its
// own namespace, "name.namespace", or the whole name in the cluster.
func ServiceOf(host, namespace string) Service {
	namespace, name := objects.ServiceOfHost(host, namespace)
	return Service{namespace, name}
}

// HostOf is the Service that a host names, seen from a namespace; a host outside the cluster is one of no namespace.
func HostOf(host, namespace string) Service {
	to := ServiceOf(host, namespace)
	if to.Name == "" {
		to.Name = host
	}
	return to
}

// backendOf is the Service that a rule of a route of the Gateway API sends requests to.
func backendOf(ref objects.ObjectRef, route objects.Route) Service {
	return Service{cmp.Or(ref.Namespace().Value(), route.ID().Namespace), ref.Name().Value()}
}
