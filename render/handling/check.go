// Package handling owns what is wrong with what routes ask of requests and do with
// them: conditions, headers and paths that are changed, answers of the gateway itself,
// and what port 80 serves although it redirects, the challenges of certificates too.
//
// In goes a plan; what is found goes to the findings of all rules. It must never ask
// how routes stand to each other.
package handling

import (
	"render/render/findings"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
)

// Check checks what is done with requests.
func Check(f *findings.Findings) {
	p, v := f.Plan, &verdict{Findings: f}
	v.wildcards = v.unsaid() != nil && v.provesWildcards()
	api := p.GatewayAPI() && platform.IstioGatewayAPIV1.In(p.Versions.Istio)
	for i := range p.Tiers {
		t := &p.Tiers[i]
		v.checkTierRoutes(t)
		for _, r := range t.Routes {
			v.checkRoute(r)
			if api {
				v.checkGatewayAPI(r)
			}
		}
		v.warnOfChallenges(t)
	}
	v.warnOfLostChallenges()
	v.checkExceptions()
	if c := v.Doc.Secrets.CertManager; c != nil && p.Secrets == format.SecretsCertManager {
		v.checkSolver(c)
	}
}

// checkRoute checks what a route asks for and does.
func (v *verdict) checkRoute(r *plan.Route) {
	v.checkAnswer(r)
	v.checkRewrite(r)
	v.checkRouteVersion(r)
	v.checkConditions(r)
	v.checkExpressions(r)
	v.checkHeaderChanges(r)
	if c := r.Written.CORS; c != nil {
		v.checkCORS(c)
	}
}
