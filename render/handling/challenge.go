package handling

import (
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

const (
	exceptChallenge = "write redirect: {except: [" + plan.ChallengePath + "/*]}, or "
	// otherSolver ends a cure: it is for all hosts of all tiers, and for the issuer too.
	otherSolver = "; or have the issuer prove all hosts by DNS-01, and write solver: dns01"
)

// orGatewayAPI is the cure of that name, where Istio has it.
func (v *verdict) orGatewayAPI(cure string) string {
	if platform.IstioGatewayAPIV1.In(v.Plan.Versions.Istio) {
		return cure
	}
	return ""
}

// hasExceptions reports whether Istio lets port 80 serve a path while it redirects all else.
func (v *verdict) hasExceptions() bool {
	return v.Plan.GatewayAPI() || platform.IstioRedirectScheme.In(v.Plan.Versions.Istio) && platform.IstioPathAsHeader.In(v.Plan.Versions.Istio)
}

// warnOfChallenges warns where port 80 redirects a route that is for what an authority asks
// for by HTTP-01: Envoy then asks for TLS on all of a host, before any route.
func (v *verdict) warnOfChallenges(p *plan.Tier) {
	for d := range p.Doors() {
		if d.Redirects() && !v.provesByDNS(d) { // nobody asks for it
			v.warnOfChallengesOf(p, d)
		}
	}
}

// servesInClear reports whether port 80 of a door serves a path although it redirects all else.
func servesInClear(d *plan.Door, path routing.Path) bool {
	return slices.ContainsFunc(d.Clear, func(c routing.Path) bool { return c.Covers(path) })
}

func (v *verdict) warnOfChallengesOf(p *plan.Tier, d *plan.Door) {
	r := redirectedChallenge(p, d)
	if r == nil {
		return
	}
	except := exceptChallenge
	if !v.hasExceptions() {
		except = "" // it would be refused in its turn
	}
	dns := "prove the hosts by DNS-01"
	if v.mayProve() != nil {
		dns = "let the issuer prove all hosts by DNS-01 and write solver: dns01 in secrets.cert-manager"
	}
	v.Warn("challenge-redirected", r.Origin, "port 80 redirects this path too, so that no HTTP-01 challenge is answered before there is a certificate",
		except+"remove the redirect, or "+dns, d.Redirect.Origin)
}

// redirectedChallenge is the first route that is for what an authority asks for, of those that port 80 of a door
// redirects; nil where there is none.
func redirectedChallenge(p *plan.Tier, d *plan.Door) *plan.Route {
	for app := range p.Routers() {
		for _, r := range app.Routes {
			if strings.HasPrefix(r.Path.Text, plan.ChallengePath) && !servesInClear(d, r.Path) && slices.ContainsFunc(r.HostNames, func(h string) bool { return p.DoorOf(h) == d }) {
				return r
			}
		}
	}
	return nil
}

// provesByDNS reports whether it is said that all hosts are proved by DNS-01, or a wildcard says so of those
// that the issuer proves, of which a door's are.
func (v *verdict) provesByDNS(d *plan.Door) bool {
	c := v.Doc.Secrets.CertManager
	if v.Plan.Secrets == format.SecretsCertManager && c != nil && c.Solver.Value == format.SolverDNS01 {
		return true
	}
	return v.wildcards && d.Server.OwnsSecret()
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
	v.challenged(func(at format.Origin, message, help string) {
		v.Fail("challenge-lost", at, message, help, c.Solver.Origin)
	})
	redirects := func(d *plan.Door) bool {
		return d.Server.OwnsSecret() && len(d.Clear) > 0 && len(d.Redirect.Except) == 0
	}
	for i := range v.Plan.Tiers {
		if !v.Plan.Versions.Istio.IsZero() && !v.hasExceptions() && v.Plan.Tiers[i].AnyDoor(redirects) {
			v.Fail("challenge-lost", c.Solver.Origin, "port 80 redirects the challenge: only from Istio 1.12 on it can serve some paths and redirect the rest", "remove the redirect"+otherSolver, v.Doc.Istio.Origin)
			return
		}
	}
}

// challenged tells of what a challenge of HTTP-01 would not pass by, if an issuer solved so,
// and whether there is any.
func (v *verdict) challenged(tell func(at format.Origin, message, help string)) (lost bool) {
	fail := func(at format.Origin, message, help string) {
		lost = true
		tell(at, message, help+otherSolver)
	}
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		for j := range p.Servers {
			if s := &p.Servers[j]; s.OwnsSecret() {
				v.challengedOf(p, s, fail)
			}
		}
	}
	return lost
}

// challengedOf looks at a server whose hosts are proven by HTTP-01.
func (v *verdict) challengedOf(p *plan.Tier, s *plan.Server, fail func(at format.Origin, message, help string)) {
	for _, h := range s.Hosts {
		if routing.IsWild(h.Value) {
			help := "{host: " + wording.Quote(h.Value) + ", cert: {secret: NAME}} in its place"
			if s.Item != nil {
				help = ownSecret(s)
			}
			fail(h.Origin, "no authority proves a wildcard by HTTP-01", "write the hosts by name, or "+help+" with a Secret that is there")
			break
		}
	}
	if m := format.ListOrigin(p.Written.SourceRanges); m.IsSet() && !areAll(p.Written.SourceRanges) {
		fail(m, "the authority asks from networks that are not let in", "remove it, or write "+ownSecret(s)+" with a Secret that is there")
	}
	if v.Plan.GatewayAPI() {
		return // whose solver has a route of its own, more exact than others
	}
	if !v.Plan.ServesIngress(p) {
		v.unservedIngress(p, s, fail)
		return
	}
	for _, r := range p.Routes {
		if r.Path.Overlaps(challenge()) && !r.CatchesAll() && slices.ContainsFunc(r.HostNames, func(h string) bool { return p.ServerOf(h) == s }) {
			fail(r.Origin, "this route may answer the challenge in place of the solver", "write a path that is not for "+plan.ChallengePath)
		}
	}
}

// ownSecret is what says that hosts have a certificate which is there already.
func ownSecret(s *plan.Server) string {
	if s.Item != nil {
		return "cert: {secret: NAME} beside the host"
	}
	return "cert: {secret: NAME} in the tier"
}

// unservedIngress tells of a tier whose gateway serves no Ingress.
func (v *verdict) unservedIngress(p *plan.Tier, s *plan.Server, fail func(at format.Origin, message, help string)) {
	at, label := format.Or(p.Written.Names.Label.Origin, p.Written.Name.Origin), v.Doc.IngressLabel()
	if label == "" {
		fail(at, "cert-manager solves by an Ingress, and Istio serves none with ingressControllerMode: OFF", v.orGatewayAPI("write routing: gateway-api, or ")+"remove that from istio.meshConfig")
		return
	}
	help := "write names: {label: " + label + "} in this tier" + v.orGatewayAPI(", or write routing: gateway-api")
	if slices.ContainsFunc(v.Plan.Tiers, func(t plan.Tier) bool { return t.Names.Label == label }) {
		help = v.orGatewayAPI("write routing: gateway-api, or ") + "move the hosts to the tier that has the label"
	} else if first := v.firstUnserved(); first != p { // one tier alone can have it
		help = v.orGatewayAPI("write routing: gateway-api, or ") + "move the hosts to tier " + wording.Quote(first.Written.Name.Value) + ", once that has the label"
	}
	fail(at, "cert-manager solves by an Ingress, and Istio serves that by gateways with the label istio: "+label+" alone", help+", or write "+ownSecret(s)+" with a Secret that is there")
}

// firstUnserved is the first tier whose certificates are proven by an Ingress that its gateway
// does not serve.
func (v *verdict) firstUnserved() *plan.Tier {
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		if !v.Plan.ServesIngress(p) && slices.ContainsFunc(p.Servers, func(s plan.Server) bool { return (&s).OwnsSecret() }) {
			return p
		}
	}
	return nil
}
