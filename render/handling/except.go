package handling

import (
	"fmt"
	"slices"

	"render/internal/later"
	"render/render/format"
	"render/render/plan"
	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// checkExceptions checks what port 80 serves although it redirects all else.
func (v *verdict) checkExceptions() {
	for i := range v.Plan.Tiers {
		p := &v.Plan.Tiers[i]
		told := map[format.Origin]bool{} // a server may have the tier's own
		check := func(d *plan.Door) {
			if at := d.Redirect.Origin; at.IsSet() && !told[at] {
				told[at] = true
				v.checkException(p, d)
			}
		}
		check(&plan.Door{Redirect: &p.Written.TLS.Redirect, Server: &p.Servers[0]})
		for d := range p.Doors() {
			check(d)
		}
		for _, turned := range p.Turned {
			if turned.Before == nil {
				v.Fail("gateway-api-conflict", turned.Route.Origin, "this expression may match a path that port 80 serves, and the Gateway API cannot say which of its paths do",
					v.OrIstio("write a prefix"), turned.Door.Redirect.Origin)
				continue
			}
			v.Fail("gateway-api-conflict", turned.Route.Origin, "on port 80 this route and a more specific one are for one path alone, and the Gateway API would try this one first",
				v.OrIstio("write the path that port 80 serves as a route of its own"), turned.Before.Origin, turned.Door.Redirect.Origin)
		}
	}
}

// maxExpression is how long Istio lets an expression be.
const maxExpression = 1024

func (v *verdict) checkException(p *plan.Tier, d *plan.Door) {
	r, mode := d.Redirect, d.Server.TLS.Mode
	if r.IsWrong() {
		return
	}
	if !r.On.IsSet() && len(r.Except) == 0 {
		v.Fail("redirect-except", r.Origin, "says neither whether port 80 redirects nor what it serves", "write true, or except: [PATH]")
	}
	if len(r.Except) == 0 {
		return
	}
	if mode.Value == format.TLSPassthrough {
		v.Fail("redirect-except", format.ListOrigin(r.Except), "nothing is served in clear where TLS is passed through", "write redirect: true", mode.Origin)
		return
	}
	seen, code := map[string]format.Origin{}, 404
	if p.RefusesUnrouted(plan.HTTPPort) {
		code = 403 // by its policy, ahead of routing
	}
	for _, t := range r.Except {
		path, _, ok := plan.PathOf(&format.Route{Path: t})
		switch first, twice := seen[t.Value]; {
		case t.IsWrong() || !ok:
		case twice:
			v.Fail("value-twice", t.Origin, wording.Quote(t.Value)+" is there twice", "remove one of the two", first)
		case path.Kind == routing.Every:
			v.Fail("redirect-except", t.Origin, "then port 80 serves all, and redirects nothing", "remove `redirect`, or write the paths")
		case !underChallenge(path) && !slices.ContainsFunc(p.Routes, func(r *plan.Route) bool { return r.Path.Overlaps(path) }):
			v.Warn("no-effect", t.Origin, fmt.Sprintf("no route of the tier is for %s, so that port 80 answers %d there", wording.Quote(t.Value), code), "write a path of a route, or remove it")
		}
		seen[t.Value] = t.Origin
	}
	if v.Plan.GatewayAPI() {
		return
	}
	v.need(format.ListOrigin(r.Except), platform.IstioRedirectScheme)
	v.need(format.ListOrigin(r.Except), platform.IstioPathAsHeader)
	if len(d.InClear) > maxExpression {
		v.Fail("redirect-except", r.Except[len(r.Except)-1].Origin, fmt.Sprintf("these paths make an expression of %d characters, and Istio takes %d", len(d.InClear), maxExpression), "write fewer paths, or prefixes")
	}
}

// challenge is what an authority asks for by HTTP-01.
func challenge() routing.Path { return challengeOnce.Get(makeChallenge) }

var challengeOnce later.Value[routing.Path]

func makeChallenge() routing.Path {
	return routing.NewPath(routing.Prefix, plan.ChallengePath)
}

func underChallenge(path routing.Path) bool { return challenge().Covers(path) }
