package consequences

import (
	"slices"

	"render/render/manifest"
	"render/render/objects"
)

// side is one side of a difference, with what the rules look for in it.
type side struct {
	world     *objects.World
	entrances []*entrance // in the order of the kinds that make them
	pools     []*pool
	// credentials are the Secrets of gateways, in the order of these.
	credentials []*credential
	// authorities are the Secrets by which gateways check servers.
	authorities []*authority
	// operated tells that Istio's operator runs in the cluster, so that it acts on an
	// IstioOperator by itself.
	operated bool

	byService map[service]*entrance
	scalers   map[manifest.ID]*objects.Object       // by what they scale, once asked for
	rules     map[service][]objects.DestinationRule // of each Service, once asked for
}

// add takes an entrance in, the first of its Service.
func (s *side) add(e *entrance) {
	if s.byService[e.service] == nil {
		s.byService[e.service] = e
		s.entrances = append(s.entrances, e)
	}
}

// poolNamed is the pool of a name; nil where there is none.
func (s *side) poolNamed(name string) *pool {
	at := slices.IndexFunc(s.pools, func(p *pool) bool { return p.name == name })
	if at < 0 {
		return nil
	}
	return s.pools[at]
}

// ofKind are the objects of a kind among others.
func ofKind(list []*objects.Object, group, kind string) []*objects.Object {
	var out []*objects.Object
	for _, o := range list {
		if id := o.ID(); id.Group == group && id.Kind == kind {
			out = append(out, o)
		}
	}
	return out
}
