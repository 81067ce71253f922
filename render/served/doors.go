package served

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"sync"

	"render/render/manifest"
	"render/render/objects"
	"render/render/routing"
)

// Opening is what tells doors apart.
type Opening struct {
	Gateway manifest.ID
	Port    int64
}

// Doors are those of a side, in the order of its Gateways.
type Doors struct {
	Order []Opening
	By    map[Opening]*Door
	// of are the openings of each Gateway.
	of map[manifest.ID][]Opening
	// plain are the doors for what comes in the clear, by the pods: all Gateways that
	// choose the same pods are one there (istio, pilot/pkg/model/gateway.go,
	// mergeGateways).
	plain map[string]*Door
	// listeners are the Gateways of the Gateway API, which routes attach to.
	listeners map[manifest.ID]objects.KubernetesGateway
	trusting  func() bool // whether proxies before the gateways may say how requests came
}

// Of are the openings of a Gateway.
func (d *Doors) Of(gateway manifest.ID) []Opening { return d.of[gateway] }

func (s *Side) newDoors() *Doors {
	return &Doors{trusting: sync.OnceValue(s.trustsProxies), By: map[Opening]*Door{}, of: map[manifest.ID][]Opening{}, plain: map[string]*Door{}, listeners: map[manifest.ID]objects.KubernetesGateway{}}
}

// Doors are those of the side's Gateways with its routes, and of Gateways and routes
// beside them that are there too; of several routes for a request the older goes first.
func (s *Side) Doors(beside []*objects.Object, older func(a, b *objects.Object) int) *Doors {
	s = s.beside(beside)
	out := s.newDoors()
	all := func(group, kind string) []*objects.Object {
		return slices.Concat(s.World.OfKind(group, kind), OfKind(beside, group, kind))
	}
	for _, o := range all(objects.IstioNetworking, "Gateway") {
		out.openServers(o.Gateway())
	}
	for _, o := range all(objects.GatewayAPI, "Gateway") {
		out.openListeners(objects.KubernetesGateway{Resource: o.Resource()})
	}
	routes := slices.Concat(all(objects.IstioNetworking, "VirtualService"), all(objects.GatewayAPI, "HTTPRoute"), all(objects.GatewayAPI, "GRPCRoute"))
	slices.SortStableFunc(routes, older)
	s.route(out, routes)
	return out
}

// openServers opens the doors of the servers of Istio's Gateway that read requests.
func (d *Doors) openServers(g objects.Gateway) {
	for _, server := range g.Servers().All() {
		if !server.ReadsRequests() {
			continue
		}
		number, _ := server.Port().Number().Value()
		at := Opening{g.ID(), number}
		scheme := "https"
		if server.InClear() {
			d.share(at, fmt.Sprint(number, " ", g.Selector().Labels()))
			scheme = "http"
		}
		d.at(at).scheme = scheme
		redirects, _ := server.TLS().HTTPSRedirect().Value()
		for _, host := range server.Hosts().All() {
			d.at(at).open(g.ID(), WithoutNamespace(host.Value()))
			if redirects {
				d.at(at).sendAway(WithoutNamespace(host.Value()), g.Object())
			}
		}
	}
}

// share has an opening be the door of all that are for the same pods.
func (d *Doors) share(at Opening, pods string) {
	if d.By[at] != nil {
		return
	}
	if d.plain[pods] == nil {
		d.plain[pods] = d.at(at)
		return
	}
	d.put(at, d.plain[pods])
}

// openListeners opens the doors of the listeners of a Gateway of the Gateway API.
func (d *Doors) openListeners(g objects.KubernetesGateway) {
	if _, known := d.listeners[g.ID()]; known {
		return
	}
	d.listeners[g.ID()] = g
	for _, l := range g.Listeners().All() {
		port, _ := l.Port().Value()
		host := cmp.Or(l.Hostname().Value(), routing.EveryHost)
		one := d.at(Opening{g.ID(), port})
		one.open(g.ID(), host)
		one.add(host, nil, Outcome{}) // a listener without routes answers for its host too
	}
}

// at is the door of an opening, a new one where there was none.
func (d *Doors) at(o Opening) *Door {
	if d.By[o] == nil {
		d.put(o, &Door{listed: map[string]bool{}, own: map[manifest.ID][]string{}, away: map[string]*objects.Object{}, Routes: map[string][]Route{}})
	}
	return d.By[o]
}

func (d *Doors) put(at Opening, door *Door) {
	d.By[at] = door
	d.Order = append(d.Order, at)
	d.of[at.Gateway] = append(d.of[at.Gateway], at)
}

// Each gives each door once, at the first of its openings.
func (d *Doors) Each() iter.Seq2[Opening, *Door] {
	return func(yield func(Opening, *Door) bool) {
		seen := make(map[*Door]bool, len(d.By))
		for _, at := range d.Order {
			if one := d.By[at]; !seen[one] {
				seen[one] = true
				if !yield(at, one) {
					return
				}
			}
		}
	}
}

// route puts routes into doors.
func (s *Side) route(out *Doors, list []*objects.Object) {
	for _, o := range list {
		if o.ID().Group == objects.IstioNetworking {
			s.addVirtualService(out, o.VirtualService())
		} else {
			s.addRequestRoute(out, objects.Route{Resource: o.Resource()})
		}
	}
	for o, d := range out.By {
		for _, list := range d.Routes {
			slices.SortStableFunc(list, func(a, b Route) int {
				if o.Gateway.Group == objects.GatewayAPI {
					return compareAsks(&a.Ask, &b.Ask)
				}
				return cmp.Compare(last(&a), last(&b))
			})
		}
	}
}

// last puts what takes all requests behind the rest
// (istio, pilot/pkg/networking/core/route/route.go, SortVHostRoutes).
func last(r *Route) int {
	if r.CatchesAll() {
		return 1
	}
	return 0
}

func (s *Side) addVirtualService(out *Doors, v objects.VirtualService) {
	for _, name := range v.Gateways().All() {
		id := objects.GatewayOf(name.Value(), v.ID().Namespace)
		if !s.shows(v, id) {
			continue
		}
		for _, o := range out.of[id] {
			for _, host := range v.Hosts().All() {
				for _, virtual := range out.By[o].virtualHosts(id, host.Value()) {
					for _, rule := range v.HTTP().All() {
						asks := asksOfRule(rule, o.Port)
						all := slices.IndexFunc(asks, func(a Ask) bool { return a.CatchesAll() })
						if all >= 0 {
							asks = asks[:all+1]
						}
						out.By[o].add(virtual, asks, s.outcomeBy(out.By[o].scheme, out.trusting, v, rule))
						if all >= 0 {
							break // istiod leaves out what stands behind it (route.go, buildHTTPRoutesForVirtualService)
						}
					}
				}
			}
		}
	}
}

// addRequestRoute puts an HTTPRoute or a GRPCRoute into the doors of the listeners that it attaches to.
func (s *Side) addRequestRoute(out *Doors, r objects.Route) {
	var seen []listening
	for _, parent := range r.ParentRefs().All() {
		id := manifest.ID{Group: objects.GatewayAPI, Kind: "Gateway", Namespace: cmp.Or(parent.Namespace().Value(), r.ID().Namespace), Name: parent.Name().Value()}
		for _, at := range s.attached(r, out.listeners[id], parent) {
			if slices.Contains(seen, at) {
				continue
			}
			seen = append(seen, at)
			d := out.at(at.Opening)
			for _, host := range hostsOf(r, at.host) {
				for _, virtual := range d.virtualHosts(id, host) {
					if routing.Covers(at.host, virtual) && d.listener(virtual) == at.host {
						for _, rule := range r.Rules().All() {
							d.add(virtual, asksOfRouteRule(r, rule), s.outcomeOfRouteRule(r, rule))
						}
					}
				}
			}
		}
	}
}

// listening is a listener of a Gateway of the Gateway API.
type listening struct {
	Opening
	host string
	tls  bool // whole connections, told apart by the name that TLS begins with
	ends bool // there
}

// attached are the listeners of a Gateway that a route attaches to: the one that it
// names, or all, as far as they admit its namespace.
func (s *Side) attached(r objects.Route, g objects.KubernetesGateway, parent objects.ObjectRef) []listening {
	if g.Object() == nil {
		return nil // it names none that is there
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
		if s.World.Admits(l, r.ID().Namespace) {
			tls := l.Protocol().Value() == "TLS"
			out = append(out, listening{Opening{g.ID(), port}, cmp.Or(l.Hostname().Value(), routing.EveryHost), tls, tls && l.TLS().Mode().Value() != "Passthrough"})
		}
	}
	return out
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

// Answer reports whether a request for a host gets an answer in the end: of a redirect to
// https, whether something answers it there.
func (d *Doors) Answer(host string, a *Ask, o Outcome) bool {
	if !o.LeadsToHTTPS() {
		return o.Answers()
	}
	return slices.ContainsFunc(d.Order, func(at Opening) bool {
		there := d.By[at].Becomes(host, a)
		return d.By[at].Serves(host) && there.Answers() && !there.LeadsToHTTPS()
	})
}
