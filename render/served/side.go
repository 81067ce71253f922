package served

import (
	"net/netip"
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// Side is what a set of objects serves.
type Side struct {
	World     *objects.World
	Entrances []*Entrance // in the order of the kinds that make them
	Pools     []*Pool

	ByService map[Service]*Entrance
	Operated  bool // by Istio's operator, which acts on an IstioOperator by itself

	pools      *PoolIndex                 // once asked for
	reached    map[netip.Addr][]*Entrance // once asked for
	advertised *objects.Advertisements    // once asked for
	staying    []*objects.Object          // what nobody deletes, whose Services are there too
	homes      map[manifest.ID][]string   // of a Gateway the namespaces of its pods
	exports    []string                   // the namespaces that VirtualServices are for which do not say

	rules       map[Service][]objects.DestinationRule // once asked for
	scalers     map[manifest.ID]*objects.Object       // by what they scale, once asked for
	wholes      map[Service]Service                   // see WholeOf
	versions    map[Service][]Service                 // see VersionsOf
	routedWhole map[Service]bool                      // see SendsToAll
}

// beside is the side with what stays there, and is not among its own objects.
func (s *Side) beside(staying []*objects.Object) *Side {
	out := *s
	out.staying = staying
	return &out
}

// Reaching are the entrances that clients reach by an address.
func (s *Side) Reaching(a netip.Addr) []*Entrance {
	if s.reached == nil {
		s.reached = map[netip.Addr][]*Entrance{}
		for _, e := range s.Entrances {
			for _, own := range e.Reached() {
				s.reached[own] = append(s.reached[own], e)
			}
		}
	}
	return s.reached[a]
}

// service is a Service that is there: of the side, or one that stays.
func (s *Side) service(of Service) (objects.Service, bool) {
	if one, ok := s.World.Service(of.Namespace, of.Name); ok {
		return one, true
	}
	at := slices.IndexFunc(s.staying, func(o *objects.Object) bool {
		return o.ID() == manifest.ID{Kind: "Service", Namespace: of.Namespace, Name: of.Name}
	})
	if at < 0 {
		return objects.Service{}, false
	}
	return s.staying[at].Service(), true
}

// add takes an entrance in, the first of its Service.
func (s *Side) add(e *Entrance) {
	if s.ByService[e.Service] == nil {
		s.ByService[e.Service] = e
		s.Entrances = append(s.Entrances, e)
	}
}

// OfKind are the objects of a kind among others.
func OfKind(list []*objects.Object, group, kind string) []*objects.Object {
	var out []*objects.Object
	for _, o := range list {
		if id := o.ID(); id.Group == group && id.Kind == kind {
			out = append(out, o)
		}
	}
	return out
}
