package served

import (
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

	staying []*objects.Object        // what nobody deletes, whose Services are there too
	homes   map[manifest.ID][]string // of a Gateway the namespaces of its pods
	exports []string                 // the namespaces that VirtualServices are for which do not say
}

// beside is the side with what stays there, and is not among its own objects.
func (s *Side) beside(staying []*objects.Object) *Side {
	out := *s
	out.staying = staying
	return &out
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

// PoolNamed is the pool of a name; nil where there is none.
func (s *Side) PoolNamed(name string) *Pool {
	at := slices.IndexFunc(s.Pools, func(p *Pool) bool { return p.Name == name })
	if at < 0 {
		return nil
	}
	return s.Pools[at]
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
