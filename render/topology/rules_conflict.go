package topology

import (
	"fmt"

	"render/render/routing"
)

// failUnborrowed tells of VirtualServices that would have to repeat more routes of others
// than there is room for.
func (v *verdict) failUnborrowed() {
	for i := range v.plan.unborrowed {
		u := &v.plan.unborrowed[i]
		var also []Origin
		if u.first != nil {
			also = append(also, u.first.origin)
		}
		if u.count == 0 {
			v.fail("routes-too-many", u.route.origin, fmt.Sprintf("with this app's, the VirtualServices would repeat more than %d routes of others, each before one that would hide it where its object is the older", maxBorrowed),
				"write paths of which fewer match the same requests, or divide the apps over tiers", also...)
			continue
		}
		most := ""
		if u.more {
			most = "at least "
		}
		help := "write a path that fewer of them match too"
		if u.others {
			help += ", or move the app to a tier of its own"
		}
		v.fail("routes-too-many", u.route.origin, fmt.Sprintf("%s%d more specific routes would have to stand before this one in the VirtualService of app %q, lest it hides them where it is the older object, and they do not fit",
			most, u.count, u.route.app.app.Name.Value), help, also...)
	}
}

// checkConflicts finds routes that match the same requests with equal right, and
// routes that no request ever reaches.
func (v *verdict) checkConflicts(p *tierPlan) {
	const divide = "divide them over tiers or hosts, or write prefixes"
	switch p.limit {
	case routing.RegexLimit:
		v.fail("routes-too-many", p.beyond.origin, fmt.Sprintf("more than %d regular expressions are in this tier", routing.MaxRegexes), divide)
		return
	case routing.SamePathLimit:
		v.fail("routes-too-many", p.beyond.origin, fmt.Sprintf("more than %d routes of this path are on one host", routing.MaxSamePath), divide)
		return
	}
	for at, b := range p.routes {
		rival, relation := p.index.Rival(at)
		a := p.routes[rival]
		switch relation {
		case routing.SameAs:
			message := fmt.Sprintf("app %q matches the same requests", a.app.app.Name.Value)
			if a.app == b.app {
				message = "this app has a route for the same requests already"
			}
			v.fail("route-taken", b.origin, message, "write: another path, or hosts, methods or headers that tell them apart", a.origin)
		case routing.HiddenBy:
			v.fail("route-hidden", b.origin, "no request reaches this route: one that is tried before it matches them all",
				"write: a path that the other does not match, or give the other less", a.origin)
		}
	}
}

// checkGatewayAPIOrder: exact paths and prefixes are tried in the same order in both
// APIs, regular expressions are not.
func (v *verdict) checkGatewayAPIOrder(p *tierPlan) {
	if p.beyond != nil {
		return // told already
	}
	for at, b := range p.routes {
		other, ok := p.index.Turned(at)
		if !ok {
			continue
		}
		if a := p.routes[other]; a.Path.Kind == routing.Every {
			v.fail("gateway-api-conflict", b.origin, `with the Gateway API "/*" is tried before regular expressions, and no request would reach this one`,
				"write a prefix, let other hosts, methods or headers tell them apart, or write: routing: istio", a.origin)
		} else {
			v.fail("gateway-api-conflict", b.origin, "both expressions match some requests, and with the Gateway API the longer expression is tried first, not the first of the file",
				"write them so that no request matches both, or write: routing: istio", a.origin)
		}
	}
}
