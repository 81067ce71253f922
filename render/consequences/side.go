package consequences

import (
	"render/render/dns"
	"render/render/objects"
	"render/render/policies"
	"render/render/served"
)

// side is one side of a difference, with what the rules look for in it.
type side struct {
	*dns.Side
	credentials []*served.Credential // by which gateways show who they are
	authorities []*served.Authority  // by which they check servers

	started *served.Handshakes // once asked for

	unshared *policies.Parties // see partiesWithout
}

func newSide(w *objects.World, entries map[served.Service]bool) *side {
	return &side{Side: &dns.Side{Side: served.Read(w, entries)}}
}
