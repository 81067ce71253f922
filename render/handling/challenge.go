package handling

import (
	"fmt"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
)

const (
	exceptChallenge = "redirect: {except: [" + plan.ChallengePath + "/*]}"
	otherSolver     = "write solver: dns01, or "
)

// warnOfChallenges warns where port 80 redirects what an authority asks for by HTTP-01:
// Envoy then asks for TLS on all of a host, before any route.
func (v *verdict) warnOfChallenges(p *plan.Tier) {
	for d := range p.Doors() {
		if d.Redirects() {
			v.warnOfChallengesOf(p, d)
		}
	}
	c := v.Doc.Secrets.CertManager
	if v.Plan.Secrets == format.SecretsCertManager && c != nil && !c.Solver.IsSet() && !c.Create.IsSet() && acmeName(c.Issuer.Value) && !v.Plan.ServesIngress(p) && p.OwnsSecret() {
		v.Warn("challenge-lost", p.Written.Name.Origin, fmt.Sprintf("if issuer %q solves by HTTP-01, this tier never gets its certificates: Istio serves an Ingress by gateways with the label istio: %s alone",
			c.Issuer.Value, v.Doc.IngressLabel()), "let the issuer solve by DNS-01 and write solver: dns01 in secrets.cert-manager, or write routing: gateway-api", c.Issuer.Origin)
	}
}

func (v *verdict) warnOfChallengesOf(p *plan.Tier, d *plan.Door) {
	served := func(path routing.Path) bool {
		return slices.ContainsFunc(d.Clear, func(c routing.Path) bool { return c.Covers(path) })
	}
	for app := range p.Routers() {
		for _, r := range app.Routes {
			if strings.HasPrefix(r.Path.Text, plan.ChallengePath) && !served(r.Path) && slices.ContainsFunc(r.HostNames, func(h string) bool { return p.DoorOf(h) == d }) {
				v.Warn("challenge-redirected", r.Origin, "port 80 redirects this path too, so that no HTTP-01 challenge is answered before there is a certificate",
					"write "+exceptChallenge+", or remove the redirect, or prove the hosts by DNS-01", d.Redirect.Origin)
				return
			}
		}
	}
	c := v.Doc.Secrets.CertManager
	if v.Plan.Secrets != format.SecretsCertManager || c == nil || c.Create.IsSet() || c.Solver.IsSet() || v.Plan.GatewayAPI() || !d.Server.OwnsSecret() || !acmeName(c.Issuer.Value) ||
		served(challenge) || slices.ContainsFunc(d.Hosts, func(h format.Text) bool { return routing.IsWild(h.Value) }) {
		return
	}
	v.Warn("challenge-redirected", d.Redirect.Origin, fmt.Sprintf("if issuer %q solves by HTTP-01, it never gets these certificates: port 80 redirects the challenge", c.Issuer.Value),
		"write solver: http01 or dns01 in secrets.cert-manager, whichever the issuer does, or remove the redirect, or write routing: gateway-api", c.Issuer.Origin)
}

// checkSolver checks that the challenges of HTTP-01 arrive and go to the solver.
func (v *verdict) checkSolver(c *format.CertManager) {
	if !c.Solver.IsSet() {
		return
	}
	if c.Create.IsSet() {
		v.Fail("issuer", c.Solver.Origin, "has no effect: an issuer that is made proves nothing to an authority", "remove it", c.Create.Origin)
		return
	}
	if !v.Plan.SolvesOverHTTP() {
		return
	}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		for j := range p.Servers {
			if s := &p.Servers[j]; s.OwnsSecret() {
				v.checkChallenged(p, s, c.Solver.Origin)
			}
		}
	}
}

// checkChallenged checks a server whose hosts are proven by HTTP-01.
func (v *verdict) checkChallenged(p *plan.Tier, s *plan.Server, solver format.Origin) {
	for _, h := range s.Hosts {
		if routing.IsWild(h.Value) {
			v.Fail("challenge-lost", h.Origin, "no authority proves a wildcard by HTTP-01", otherSolver+"the hosts by name", solver)
			return
		}
	}
	if m := format.ListOrigin(p.Written.SourceRanges); m.IsSet() {
		v.Fail("challenge-lost", m, "the authority asks from networks that are not let in", otherSolver+"remove it", solver)
	}
	if v.Plan.GatewayAPI() {
		return // whose solver has a route of its own, more exact than others
	}
	if !v.Plan.ServesIngress(p) {
		v.Fail("challenge-lost", format.Or(p.Written.Names.Label.Origin, p.Written.Name.Origin), fmt.Sprintf("cert-manager solves by an Ingress, and Istio serves that by gateways with the label istio: %s alone",
			v.Doc.IngressLabel()), otherSolver+"routing: gateway-api, or move the hosts to the tier that has the label", solver)
		return
	}
	for _, r := range p.Routes {
		if r.Path.Overlaps(challenge) && !r.CatchesAll() && slices.ContainsFunc(r.HostNames, func(h string) bool { return p.ServerOf(h) == s }) {
			v.Fail("challenge-lost", r.Origin, "this route may answer the challenge in place of the solver", otherSolver+"a path that is not for "+plan.ChallengePath, solver)
		}
	}
	if p.AnyDoor(func(d *plan.Door) bool { return d.Server == s && len(d.Clear) > 0 && len(d.Redirect.Except) == 0 }) {
		v.need(solver, platform.IstioRedirectScheme)
		v.need(solver, platform.IstioPathAsHeader)
	}
}

// acmeName reports whether an issuer is one of ACME by its name.
func acmeName(name string) bool {
	return slices.ContainsFunc([]string{"letsencrypt", "lets-encrypt", "acme", "zerossl", "buypass"}, func(word string) bool { return strings.Contains(name, word) })
}
