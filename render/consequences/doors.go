package consequences

import (
	"cmp"
	"slices"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// opening is what tells doors apart.
type opening struct {
	gateway manifest.ID
	port    int64
}

// doors are those of a side, in the order of its Gateways.
type doors struct {
	order []opening
	by    map[opening]*door
}

func (s *side) doors(over *change) *doors {
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
			host := cmp.Or(l.Hostname().Value(), routing.EveryHost)
			d := out.at(opening{g.ID(), port})
			d.open(host, false)
			d.add(host, nil, outcome{}) // a listener without routes answers for its host too
		}
	}
	s.route(out, s.byAge(over))
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

// route puts routes into doors.
func (s *side) route(out *doors, list []*objects.Object) {
	for _, o := range list {
		if o.ID().Group == objects.IstioNetworking {
			addVirtualService(out, o.VirtualService())
		} else {
			s.addHTTPRoute(out, objects.Route{Resource: o.Resource()})
		}
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

// byAge are the routes of a side, and over another one those that stay of it.
func (s *side) byAge(over *change) []*objects.Object {
	out := slices.Concat(s.world.OfKind(objects.IstioNetworking, "VirtualService"), s.world.OfKind(objects.GatewayAPI, "HTTPRoute"))
	if over == nil {
		slices.SortStableFunc(out, compareNames)
		return out
	}
	out = append(out, ofKind(over.staying, objects.IstioNetworking, "VirtualService")...)
	out = append(out, ofKind(over.staying, objects.GatewayAPI, "HTTPRoute")...)
	slices.SortStableFunc(out, over.compareAges)
	return out
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
		id := gatewayOf(name.Value(), v.ID().Namespace)
		for _, o := range out.order {
			if o.gateway != id {
				continue
			}
			for _, host := range v.Hosts().All() {
				for _, virtual := range out.by[o].virtualHosts(host.Value()) {
					for _, rule := range v.HTTP().All() {
						out.by[o].add(virtual, asksOfRule(rule, o.port), outcomeOfRule(v, rule))
					}
				}
			}
		}
	}
}

// addHTTPRoute puts a route into the doors of the listeners that it attaches to.
func (s *side) addHTTPRoute(out *doors, r objects.Route) {
	var seen []listening
	for _, parent := range r.ParentRefs().All() {
		id := manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(parent.Namespace().Value(), r.ID().Namespace), Name: parent.Name().Value()}
		for _, at := range s.attached(r, id, parent) {
			if slices.Contains(seen, at) {
				continue
			}
			seen = append(seen, at)
			d := out.at(at.opening)
			for _, host := range hostsOf(r, at.host) {
				for _, virtual := range d.virtualHosts(host) {
					if routing.Covers(at.host, virtual) && d.listener(virtual) == at.host {
						for _, rule := range r.Rules().All() {
							d.add(virtual, asksOfRouteRule(rule), outcomeOfRouteRule(r, rule))
						}
					}
				}
			}
		}
	}
}

// listening is a listener of a Gateway of the Gateway API.
type listening struct {
	opening
	host string
}

// attached are the listeners that a route attaches to: the one that it names, or all,
// as far as they admit its namespace.
func (s *side) attached(r objects.Route, id manifest.ID, parent objects.ObjectRef) []listening {
	g, ok := s.world.KubernetesGateway(id.Namespace, id.Name)
	if !ok {
		return nil
	}
	var out []listening
	for _, l := range g.Listeners().All() {
		port, _ := l.Port().Value()
		if name := parent.SectionName().Value(); name != "" && name != l.Name().Value() {
			continue
		}
		if own, said := parent.Port().Value(); said && own != port {
			continue
		}
		if s.admits(l.AllowedNamespaces(), id.Namespace, r.ID().Namespace) {
			out = append(out, listening{opening{id, port}, cmp.Or(l.Hostname().Value(), routing.EveryHost)})
		}
	}
	return out
}

// admits reports whether a listener of a namespace's Gateway lets in routes of another.
func (s *side) admits(n objects.RouteNamespaces, own, other string) bool {
	switch n.From().Value() {
	case "All":
		return true
	case "Selector":
		labels := objects.Labels{{Key: "kubernetes.io/metadata.name", Value: other}}
		if one, ok := s.world.Namespace(other); ok {
			labels = labels.With(one.Metadata().Labels().Labels())
		}
		return n.Selector().Match(labels)
	}
	return own == other
}

// hostsOf are the hosts of a route at a listener; without any the listener's.
func hostsOf(r objects.Route, listener string) []string {
	var out []string
	for _, host := range r.Hostnames().All() {
		out = append(out, host.Value())
	}
	if len(out) == 0 {
		return []string{listener}
	}
	return out
}
