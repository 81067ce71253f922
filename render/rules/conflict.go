package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// failUnborrowed tells of VirtualServices that would have to repeat more routes of others
// than there is room for.
func (v *verdict) failUnborrowed() {
	for i := range v.plan.Unborrowed {
		u := &v.plan.Unborrowed[i]
		var also []format.Origin
		if u.First != nil {
			also = append(also, u.First.Origin)
		}
		if u.Fallback {
			v.fail("routes-too-many", u.Route.App.Written.Fallback.Origin, fmt.Sprintf("with this app's, hosts take over more than %d routes from wildcards", plan.MaxBorrowed),
				"remove fallback where a host needs none of them, or write fewer routes for the wildcard")
			continue
		}
		if u.Count == 0 {
			v.fail("routes-too-many", u.Route.Origin, fmt.Sprintf("with this app's, the VirtualServices would repeat more than %d routes of others, each before one that would hide it where its object is the older", plan.MaxBorrowed),
				"write paths of which fewer match the same requests, or divide the apps over tiers", also...)
			continue
		}
		most := ""
		if u.More {
			most = "at least "
		}
		help := "write a path that fewer of them match too"
		if u.Others {
			help += ", or move the app to a tier of its own"
		}
		v.fail("routes-too-many", u.Route.Origin, fmt.Sprintf("%s%d more specific routes would have to stand before this one in the VirtualService of %s, lest it hides them where it is the older object, and they do not fit",
			most, u.Count, u.Route.App.Called()), help, also...)
	}
}

// checkConflicts finds routes that match the same requests with equal right, and
// routes that no request ever reaches.
func (v *verdict) checkConflicts(p *plan.Tier) {
	const divide = "divide them over tiers or hosts, or write prefixes"
	switch p.Limit {
	case routing.RegexLimit:
		v.fail("routes-too-many", p.Beyond.Origin, fmt.Sprintf("more than %d regular expressions are in this tier", routing.MaxRegexes), divide)
		return
	case routing.SamePathLimit:
		v.fail("routes-too-many", p.Beyond.Origin, fmt.Sprintf("more than %d routes of this path are on one host", routing.MaxSamePath), divide)
		return
	}
	forgotten := unhosted{tier: p}
	defer forgotten.tell(v)
	for at, b := range p.Routes {
		rival, relation := p.Index.Rival(at)
		a := p.Indexed[rival]
		switch relation {
		case routing.SameAs:
			if forgotten.takes(a, b) {
				continue
			}
			message, help := a.App.Called()+" matches the same requests", "write: another path, or hosts, methods, headers or query that tell them apart"
			if b.App == p.Own && a.App != p.Own {
				help = cureOfTaken(b, a)
			}
			if a.App == b.App {
				message = "this app has a route for the same requests already"
				if a.App == p.Own {
					message = "this tier has a route for the same requests already"
				}
			}
			v.fail("route-taken", b.Origin, message, help, a.Origin)
		case routing.HiddenBy:
			message := "no request reaches this route: one that is tried before it matches them all"
			if a.Above != "" {
				message = fmt.Sprintf("no request reaches this route: one that %s takes over from %s by fallback is tried before it and matches them all", wording.Quote(a.HostNames[0]), wording.Quote(a.Above))
			}
			v.fail("route-hidden", b.Origin, message,
				"write: a path that the other does not match, or give the other less", a.Origin)
		}
	}
}

// checkGatewayAPIOrder: exact paths and prefixes are tried in the same order in both
// APIs, regular expressions are not.
func (v *verdict) checkGatewayAPIOrder(p *plan.Tier) {
	if p.Beyond != nil {
		return // told already
	}
	for at, b := range p.Indexed {
		other, ok := p.Index.Turned(at)
		a := p.Indexed[other]
		switch {
		case b.Above != "":
			v.checkGatewayAPITaken(p, at, b, a, ok)
		case !ok || a.Above != "" && a.Path.Kind == routing.Regex: // told with that one
		case a.Path.Kind == routing.Every:
			v.fail("gateway-api-conflict", b.Origin, `with the Gateway API "/*" is tried before regular expressions, and no request would reach this one`,
				v.OrIstio("write a prefix, let other hosts, methods or headers tell them apart"), a.Origin)
		default:
			v.fail("gateway-api-conflict", b.Origin, "both expressions match some requests, and with the Gateway API the longer expression is tried first, not the first of the file",
				v.OrIstio("write them so that no request matches both"), a.Origin)
		}
	}
}

// checkGatewayAPITaken is of a route that a host takes over from a wildcard: one of the
// host's own comes first where both have equal right. With the Gateway API the rules
// of one object keep their order, and of several the older object's come first.
func (v *verdict) checkGatewayAPITaken(p *plan.Tier, at int, b, a *plan.Route, turned bool) {
	why := "with the Gateway API the other one would be tried first"
	if rival, relation := p.Index.Rival(at); relation == routing.SameAs && !p.Together(p.Indexed[rival], b) {
		a, turned, why = p.Indexed[rival], true, "with the Gateway API the older object's would be tried first"
	}
	if turned {
		v.fail("gateway-api-conflict", b.Taker.Written.Fallback.Origin, fmt.Sprintf("%s takes over a route of %s from %s, behind one of %s that matches some of its requests, and %s",
			wording.Quote(b.HostNames[0]), b.App.Called(), wording.Quote(b.Above), a.App.Called(), why),
			v.OrIstio("write paths of which one is the more exact"), b.Origin, a.Origin)
	}
}
