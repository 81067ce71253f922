package topology

import (
	"slices"

	"render/render/diag"
)

// gatewayAPILater refuses what only routing: istio renders so far, so that
// nothing is left out without a word: listeners that ask for clients'
// certificates and go on without one (Istio reads OPTIONAL_MUTUAL, but since when
// was not found, and an older one would ask for none), or hand TLS on, TCPRoutes, TLSRoutes and BackendTLSPolicies.
// Each goes from here when httproutes.libsonnet
// or gatewayapi.libsonnet has it.
func (v *validator) gatewayAPILater(p *tierPlan) {
	later := func(m Mark, what string) {
		if m.IsSet() {
			v.fail(m, what+" not rendered yet with the Gateway API", "write: routing: istio", v.doc.Routing.also())
		}
	}
	if mode := p.tier.TLS.Mode; mode.Value != "" && !slices.Contains([]string{"simple", "off", "mutual"}, mode.Value) {
		later(mode.Mark, diag.Quote(mode.Value)+" is")
	}
	for i := range p.apps {
		a := &p.apps[i]
		for j := range a.app.Routes {
			later(a.app.Routes[j].TCP.Mark, "TCP is")
		}
		for _, r := range a.routes {
			if r.port == nil || r.route.Redirect != nil || a.backend.outside() {
				continue // to the outside a DestinationRule speaks TLS
			}
			switch protocol := r.port.port.Protocol.Value; protocol {
			case "https", "tls", "tcp":
				later(or(r.route.Port.Mark, r.mark), "a route to a port that speaks "+protocol+" is")
			}
		}
	}
}
