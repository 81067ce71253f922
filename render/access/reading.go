package access

import (
	"render/render/objects"
	"render/render/served"
)

// Reading is what proxies make of what comes to pods: where they read no HTTP, policies by Istio are asked of
// whole connections, and close those that they refuse (istio, pilot/pkg/security/authz/builder, BuildTCP).
type Reading struct{ Requests, Connections bool }

// And is that of some pods and of others.
func (r Reading) And(other Reading) Reading {
	return Reading{r.Requests || other.Requests, r.Connections || other.Connections}
}

func (r *Reading) add(requests bool) {
	r.Requests, r.Connections = r.Requests || requests, r.Connections || !requests
}

// Reads is that of some pods: of gateways by their servers, of others by the ports of their Services.
func (g *Gates) Reads(t objects.PolicyTarget) (out Reading) {
	for _, e := range g.Behind(t) {
		for _, o := range e.From {
			for _, s := range o.Gateway().Servers().All() {
				out.add(s.ReadsRequests())
			}
		}
		if e.Maker == served.ControlPlane {
			for _, l := range (objects.KubernetesGateway{Resource: e.Object.Resource()}).Listeners().All() {
				out.add(l.Protocol().Value() != "TCP" && l.Protocol().Value() != "TLS")
			}
		}
	}
	if out.Requests || out.Connections {
		return out
	}
	for s := range g.World.Services() {
		if selector := s.Selector().Labels(); s.ID().Namespace == t.Namespace && len(selector) > 0 && t.Labels.Match(selector) {
			for _, p := range served.PortsSpoken(s) {
				out.add(p.Speaks != served.BytesAlone)
			}
		}
	}
	return out
}
