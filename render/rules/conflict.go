package rules

import (
	"fmt"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
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
		v.fail("routes-too-many", u.Route.Origin, fmt.Sprintf("%s%d more specific routes would have to stand before this one in the VirtualService of app %q, lest it hides them where it is the older object, and they do not fit",
			most, u.Count, u.Route.App.Written.Name.Value), help, also...)
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
	for at, b := range p.Routes {
		rival, relation := p.Index.Rival(at)
		a := p.Routes[rival]
		switch relation {
		case routing.SameAs:
			message := fmt.Sprintf("app %q matches the same requests", a.App.Written.Name.Value)
			if a.App == b.App {
				message = "this app has a route for the same requests already"
			}
			v.fail("route-taken", b.Origin, message, "write: another path, or hosts, methods or headers that tell them apart", a.Origin)
		case routing.HiddenBy:
			v.fail("route-hidden", b.Origin, "no request reaches this route: one that is tried before it matches them all",
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
	for at, b := range p.Routes {
		other, ok := p.Index.Turned(at)
		if !ok {
			continue
		}
		if a := p.Routes[other]; a.Path.Kind == routing.Every {
			v.fail("gateway-api-conflict", b.Origin, `with the Gateway API "/*" is tried before regular expressions, and no request would reach this one`,
				"write a prefix, let other hosts, methods or headers tell them apart, or write: routing: istio", a.Origin)
		} else {
			v.fail("gateway-api-conflict", b.Origin, "both expressions match some requests, and with the Gateway API the longer expression is tried first, not the first of the file",
				"write them so that no request matches both, or write: routing: istio", a.Origin)
		}
	}
}
