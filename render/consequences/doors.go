package consequences

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// route is a rule of a route object, for the hosts of one virtual host.
type route struct {
	ask
	outcome
}

// opening is what tells doors apart.
type opening struct {
	gateway manifest.ID
	port    int64
}

// doors are those of a side, in the order of its Gateways, with routes that stay
// beside it, which are the older.
type doors struct {
	order []opening
	by    map[opening]*door
}

func (s *side) doors(staying []*objects.Object) *doors {
	out := &doors{by: map[opening]*door{}}
	for g := range s.world.Gateways() {
		for _, server := range g.Servers().All() {
			if protocol := server.Port().Protocol().Value(); protocol != "HTTP" && protocol != "HTTPS" && protocol != "HTTP2" && protocol != "GRPC" {
				continue
			}
			port, _ := server.Port().Number().Value()
			d := out.at(opening{g.ID(), port})
			redirects, _ := server.TLS().HTTPSRedirect().Value()
			for _, host := range server.Hosts().All() {
				d.open(withoutNamespace(host.Value()), redirects)
			}
		}
	}
	for g := range s.world.KubernetesGateways() {
		for _, l := range g.Listeners().All() {
			port, _ := l.Port().Value()
			out.at(opening{g.ID(), port}).open(cmp.Or(l.Hostname().Value(), routing.EveryHost), false)
		}
	}
	s.route(out, staying)
	return out
}

// at is the door of an opening, a new one where there was none.
func (d *doors) at(o opening) *door {
	if d.by[o] == nil {
		d.by[o] = &door{routes: map[string][]route{}}
		d.order = append(d.order, o)
	}
	return d.by[o]
}

// of are the doors of a Gateway, or that of one of its ports.
func (d *doors) of(id manifest.ID, port int64) []*door {
	var out []*door
	for _, o := range d.order {
		if o.gateway == id && (port == 0 || port == o.port) {
			out = append(out, d.by[o])
		}
	}
	return out
}

// route puts the routes of a side into its doors.
func (s *side) route(out *doors, staying []*objects.Object) {
	for _, o := range staying {
		switch id := o.ID(); {
		case id.Group == objects.IstioNetworking && id.Kind == "VirtualService":
			addVirtualService(out, o.VirtualService())
		case id.Group == objects.GatewayAPI && id.Kind == "HTTPRoute":
			s.addHTTPRoute(out, objects.Route{Resource: o.Resource()})
		}
	}
	for v := range s.world.VirtualServices() {
		addVirtualService(out, v)
	}
	for r := range s.world.HTTPRoutes() {
		s.addHTTPRoute(out, r)
	}
	for o, d := range out.by {
		for _, list := range d.routes {
			slices.SortStableFunc(list, func(a, b route) int {
				if o.gateway.Group == objects.GatewayAPI {
					return compareAsks(&a.ask, &b.ask)
				}
				return cmp.Compare(last(&a), last(&b))
			})
		}
	}
}

// last puts what takes all requests behind the rest
// (istio, pilot/pkg/networking/core/route/route.go, SortVHostRoutes).
func last(r *route) int {
	if r.catchesAll() {
		return 1
	}
	return 0
}

func addVirtualService(out *doors, v objects.VirtualService) {
	for _, name := range v.Gateways().All() {
		at := serviceIn(name.Value(), v.ID().Namespace)
		id := manifest.ID{Group: objects.IstioNetworking, Kind: "Gateway", Namespace: at.namespace, Name: at.name}
		for _, o := range out.order {
			if o.gateway != id {
				continue
			}
			for _, host := range v.Hosts().All() {
				for _, virtual := range out.by[o].virtualHosts(host.Value()) {
					for _, rule := range v.HTTP().All() {
						out.by[o].add(virtual, asksOfRule(rule, o.port, virtual), outcomeOfRule(v, rule))
					}
				}
			}
		}
	}
}

// addHTTPRoute puts a route into the doors of the listeners that it attaches to.
func (s *side) addHTTPRoute(out *doors, r objects.Route) {
	var seen []*door // one route may name several listeners of a port
	for _, parent := range r.ParentRefs().All() {
		id := manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(parent.Namespace().Value(), r.ID().Namespace), Name: parent.Name().Value()}
		port, there := s.portOf(id, parent)
		if !there {
			continue
		}
		for _, d := range out.of(id, port) {
			if slices.Contains(seen, d) {
				continue
			}
			seen = append(seen, d)
			for _, host := range hostsOf(r, d) {
				for _, virtual := range d.virtualHosts(host) {
					for _, rule := range r.Rules().All() {
						d.add(virtual, asksOfRouteRule(rule), outcomeOfRouteRule(r, rule))
					}
				}
			}
		}
	}
}

// portOf is the port of the listener that a route names; 0 for all.
func (s *side) portOf(id manifest.ID, parent objects.ObjectRef) (port int64, ok bool) {
	name := parent.SectionName().Value()
	if name == "" {
		port, _ = parent.Port().Value()
		return port, true
	}
	g, ok := s.world.KubernetesGateway(id.Namespace, id.Name)
	if !ok {
		return 0, false
	}
	for _, l := range g.Listeners().All() {
		if l.Name().Value() == name {
			return l.Port().Value()
		}
	}
	return 0, false
}

// hostsOf are the hosts of a route at a door; without any the door's.
func hostsOf(r objects.Route, d *door) []string {
	var out []string
	for _, host := range r.Hostnames().All() {
		out = append(out, host.Value())
	}
	if len(out) == 0 {
		return d.hosts
	}
	return out
}

// serviceIn reads "namespace/name" or a name in a namespace.
func serviceIn(text, namespace string) service {
	if name := withoutNamespace(text); name != text {
		return service{text[:len(text)-len(name)-1], name}
	}
	return service{namespace, text}
}
