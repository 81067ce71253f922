package consequences

import (
	"render/render/dns"
	"render/render/manifest"
	"render/render/objects"
	"render/render/served"
)

// side is one side of a difference, with what the rules look for in it.
type side struct {
	*dns.Side
	credentials []*served.Credential // by which gateways show who they are
	authorities []*served.Authority  // by which they check servers
	// operated tells that Istio's operator runs in the cluster, so that it acts on an
	// IstioOperator by itself.
	operated bool

	scalers map[manifest.ID]*objects.Object              // by what they scale, once asked for
	rules   map[served.Service][]objects.DestinationRule // of each Service, once asked for
	started *served.Handshakes                           // once asked for
}

func newSide(w *objects.World, entries map[served.Service]bool) *side {
	s := &side{Side: &dns.Side{Side: served.Read(w, entries)}}
	for workload := range w.Workloads() {
		s.operated = s.operated || workload.IsIstioOperator()
	}
	return s
}
