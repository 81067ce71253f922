package handling

import (
	"fmt"
	"slices"
	"strings"

	"render/render/diag"
	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// mayProve is what cert-manager is told, where its issuer may solve by HTTP-01 and nothing says
// whether it does; nil elsewhere. A wildcard says that it does not.
func (v *verdict) mayProve() *format.CertManager {
	if v.wildcards {
		return nil
	}
	return v.unsaid()
}

// unsaid is what cert-manager is told, where its issuer is one of ACME and no solver stands beside it; nil elsewhere.
func (v *verdict) unsaid() *format.CertManager {
	c := v.Doc.Secrets.CertManager
	if v.Plan.Secrets != format.SecretsCertManager || c == nil || c.Solver.IsSet() || c.Create.IsSet() || c.Group.Value != format.GroupCertManager || !acmeName(c.Issuer.Value) {
		return nil
	}
	return c
}

// provesWildcards reports whether the issuer has to prove a wildcard of any tier, which no authority
// does by HTTP-01: then it proves by DNS-01, hosts of other tiers too.
func (v *verdict) provesWildcards() bool {
	return slices.ContainsFunc(v.Plan.Tiers, func(p plan.Tier) bool {
		return p.AnyServer(func(s *plan.Server) bool {
			return s.OwnsSecret() && slices.ContainsFunc(s.Hosts, func(h format.Text) bool { return routing.IsWild(h.Value) })
		})
	})
}

// acmeName reports whether an issuer is one of ACME by its name.
func acmeName(name string) bool {
	return slices.ContainsFunc([]string{"letsencrypt", "lets-encrypt", "acme", "zerossl", "buypass"}, func(word string) bool { return strings.Contains(name, word) })
}

// warnOfLostChallenges warns where no challenge comes to its solver, if the issuer solves by
// HTTP-01: of a tier the first thing that keeps it away.
func (v *verdict) warnOfLostChallenges() {
	c := v.mayProve()
	if c == nil {
		return
	}
	var far []*plan.Tier
	closed := false
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		switch {
		case !p.OwnsSecret():
		case !v.Plan.ServesIngress(p):
			far = append(far, p)
		case v.warnOfNetworks(p, c) || v.warnOfRedirects(p, c) || v.warnOfAccess(p, c):
		case v.Doc.Isolation.OfGateways() && !closed:
			closed = true
			v.suppose("challenge-lost", format.Or(v.Doc.Isolation.Gateways.Origin, v.Doc.Isolation.All.Origin), fmt.Sprintf("if %s solves by HTTP-01, it never gets the certificates: isolated gateways open no connections to its solver", issuer(c)), v.solverCure(), c.Issuer.Origin)
		}
	}
	v.warnOfTiersWithoutSolver(far, c)
}

// suppose warns of what is so if the issuer solves by HTTP-01.
func (v *verdict) suppose(code diag.Code, m format.Origin, message, help string, others ...format.Origin) {
	warning, c := diag.At(code, m, message, help, others...), v.Doc.Secrets.CertManager
	warning.Severity, warning.Supposed = diag.Warning, c.Kind.Value+" "+c.Issuer.Value
	v.Diagnostics.Tally(warning)
}

// issuer is who issues, in a message: an Issuer and a ClusterIssuer may have one name.
func issuer(c *format.CertManager) string { return c.Kind.Value + " " + wording.Quote(c.Issuer.Value) }

// solverCure is to say which solver it is: with http01 the way to it is open, where there is one.
func (v *verdict) solverCure() string {
	if v.hasExceptions() && !v.challenged(func(format.Origin, string, string) {}) {
		return "write solver: http01 or dns01 in secrets.cert-manager, whichever the issuer does"
	}
	return "write solver: dns01 in secrets.cert-manager if that is what the issuer does"
}

// areAll reports whether networks are those of everybody.
func areAll(networks []format.Text) bool {
	return slices.ContainsFunc(networks, func(n format.Text) bool { return strings.HasSuffix(n.Value, "/0") })
}

// warnOfTiersWithoutSolver warns of tiers whose gateways serve no Ingress, all in one.
func (v *verdict) warnOfTiersWithoutSolver(far []*plan.Tier, c *format.CertManager) {
	var names []string
	var origins []format.Origin
	for _, p := range far {
		names, origins = append(names, wording.Quote(p.Written.Name.Value)), append(origins, p.Written.Name.Origin)
	}
	who := "this tier never gets its certificates"
	switch {
	case len(names) == 0:
		return
	case len(names) > 1:
		who = "tiers " + wording.Listed(names) + " never get their certificates"
	}
	v.suppose("challenge-lost", origins[0], fmt.Sprintf("if %s solves by HTTP-01, %s: Istio serves an Ingress by gateways with the label istio: %s alone", issuer(c), who, v.Doc.IngressLabel()),
		v.orGatewayAPI("write routing: gateway-api, or ")+"let the issuer solve by DNS-01 for all hosts and write solver: dns01 in secrets.cert-manager", append(origins[1:], c.Issuer.Origin)...)
}

// warnOfNetworks warns of a tier whose address is closed to an authority.
func (v *verdict) warnOfNetworks(p *plan.Tier, c *format.CertManager) bool {
	at := format.ListOrigin(p.Written.SourceRanges)
	if !at.IsSet() || areAll(p.Written.SourceRanges) {
		return false
	}
	v.suppose("challenge-lost", at, fmt.Sprintf("if %s solves by HTTP-01, this tier never gets its certificates: the authority asks from networks that are not let in", issuer(c)),
		"remove it, or write cert: {secret: NAME} in the tier with a Secret that is there; or let the issuer solve by DNS-01 for all hosts and write solver: dns01 in secrets.cert-manager", c.Issuer.Origin)
	return true
}

// warnOfRedirects warns of a tier whose port 80 redirects challenges. With the Gateway API the
// solver's route is more exact than the redirect.
func (v *verdict) warnOfRedirects(p *plan.Tier, c *format.CertManager) bool {
	warned := false
	for d := range p.Doors() {
		if v.Plan.GatewayAPI() || !d.Redirects() || !d.Server.OwnsSecret() || servesInClear(d, challenge()) {
			continue
		}
		if warned = true; redirectedChallenge(p, d) != nil {
			continue // which is told of that route
		}
		v.suppose("challenge-redirected", d.Redirect.Origin, fmt.Sprintf("if %s solves by HTTP-01, it never gets these certificates: port 80 redirects the challenge", issuer(c)),
			v.solverCure()+", or remove the redirect"+v.orGatewayAPI(", or write routing: gateway-api"), c.Issuer.Origin)
	}
	return warned
}

// warnOfAccess warns of a tier whose gateway asks an authority who it is.
func (v *verdict) warnOfAccess(p *plan.Tier, c *format.CertManager) bool {
	for i := range p.Servers {
		s := &p.Servers[i]
		if !s.OwnsSecret() {
			continue
		}
		for _, h := range s.Hosts {
			who, shut := p.ShutsOut(h.Value, challenge(), false)
			if shut {
				v.suppose("challenge-lost", format.Or(who, h.Origin), fmt.Sprintf("if %s solves by HTTP-01, it never gets the certificate of %s: access refuses what the authority asks for", issuer(c), wording.Quote(h.Value)), v.solverCure(), c.Issuer.Origin)
				return true
			}
		}
	}
	return false
}
