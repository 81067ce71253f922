package plan

import (
	"slices"

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

// SolvesIn reports whether some of a tier's hosts are proved so: by a pod and a route, or an
// Ingress, in the namespace of the Certificate, which is the gateway's (cert-manager,
// pkg/issuer/acme/http/httproute.go).
func (p *Plan) SolvesIn(t *Tier) bool {
	return p.SolvesOverHTTP() && t.OwnsSecret()
}

// ServesIngress reports whether a tier's gateway serves the Ingress, or the route of the
// Gateway API, by which cert-manager solves.
func (p *Plan) ServesIngress(t *Tier) bool {
	return p.GatewayAPI() || t.Names.Label == p.Document.IngressLabel()
}

// NeedsSolverRoutes reports whether hosts of several tiers are proven by HTTP-01, which the Gateway API's
// routes alone can do: an Ingress comes in at one tier's gateway.
func (p *Plan) NeedsSolverRoutes() bool {
	if !p.GatewayAPI() || !p.SolvesOverHTTP() {
		return false
	}
	count := 0
	for i := range p.Tiers {
		if p.Tiers[i].OwnsSecret() {
			count++
		}
	}
	return count > 1 || count == 1 && p.Document.IngressLabel() == ""
}

// deriveClear settles which paths port 80 serves for each door although it redirects
// all else. Of those is the challenge of HTTP-01, but with the Gateway API: there the
// solver's route is more exact than the redirect.
func (p *Plan) deriveClear() {
	for i := range p.Tiers {
		for d := range p.Tiers[i].Doors() {
			if !d.Redirects() || d.Server.Passthrough() {
				continue
			}
			d.Clear = append(d.Clear, PathsOf(d.Redirect.Except)...)
			challenge := routing.NewPath(routing.Prefix, ChallengePath)
			if p.SolvesOverHTTP() && !p.GatewayAPI() && d.Server.OwnsSecret() && !slices.ContainsFunc(d.Clear, func(c routing.Path) bool { return c.Covers(challenge) }) {
				d.Clear = append(d.Clear, challenge)
			}
			d.InClear = routing.WithQueries(d.Clear)
		}
	}
}

// deriveRedirects makes the VirtualServices that redirect requests for which there is
// no app, where routes redirect.
func (p *Plan) deriveRedirects() {
	for i := range p.Tiers {
		t := &p.Tiers[i]
		like := VirtualService{Name: "redirect-on-" + t.Names.Gateway, Namespace: t.GatewaysIn, Origin: t.Written.Name.Origin}
		for d := range t.Doors() {
			if d.ByRoutes() && !p.GatewayAPI() {
				t.Redirects = append(t.Redirects, t.divided(like, "", t.shares(t.redirected(d)))...)
			}
		}
	}
}
