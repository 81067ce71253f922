package topology

import "render/render/diag"

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
	if mode := p.tier.TLS.Mode; mode.Value == "optional-mutual" {
		later(mode.Mark, diag.Quote(mode.Value)+" is")
	}
}
