package plan

import (
	"render/render/format"
	"render/render/routing"
)

// ChallengePath is below what an authority asks for by HTTP-01 (RFC 8555).
const ChallengePath = "/.well-known/acme-challenge"

// SolvesOverHTTP reports whether cert-manager is said to prove hosts by HTTP-01.
func (p *Plan) SolvesOverHTTP() bool {
	c := p.Document.Secrets.CertManager
	return p.Secrets == format.SecretsCertManager && c != nil && c.Solver.Value == format.SolverHTTP01
}

// ServesIngress reports whether a tier's gateway serves the Ingress, or the route of the
// Gateway API, by which cert-manager solves.
func (p *Plan) ServesIngress(t *Tier) bool {
	return p.GatewayAPI() || t.Names.Label == p.Document.IngressLabel()
}

// deriveClear settles which paths port 80 of each server serves although it redirects
// all else. Of those is the challenge of HTTP-01, but with the Gateway API: there the
// solver's route is more exact than the redirect.
func (p *Plan) deriveClear() {
	for i := range p.Tiers {
		for j := range p.Tiers[i].Servers {
			s := &p.Tiers[i].Servers[j]
			if !s.Redirects() || s.Passthrough() {
				continue
			}
			for _, t := range s.TLS.Redirect.Except {
				if path, _, ok := PathOf(&format.Route{Path: t}); ok && !t.Wrong {
					s.Clear = append(s.Clear, path)
				}
			}
			if p.SolvesOverHTTP() && !p.GatewayAPI() && s.OwnsSecret() {
				s.Clear = append(s.Clear, routing.NewPath(routing.Prefix, ChallengePath))
			}
			s.InClear = routing.WithQueries(s.Clear)
		}
	}
}

// deriveRedirects makes the VirtualServices that redirect requests for which there is
// no app, where a server's port 80 serves some paths: Istio's own redirect is one of
// all.
func (p *Plan) deriveRedirects() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		like := VirtualService{Name: "redirect-on-" + t.Names.Gateway, Namespace: t.GatewaysIn, Origin: t.Written.Name.Origin}
		for j := range t.Servers {
			if s := &t.Servers[j]; len(s.Clear) > 0 && !p.GatewayAPI() {
				t.Redirects = append(t.Redirects, t.divided(like, "", t.shares(format.Values(s.Hosts)))...)
			}
		}
	}
}
