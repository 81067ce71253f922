package topology

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"render/render/routing"
	"render/render/wording"
)

// checkRoutes checks every route, and all of a tier against each other (rule 6).
func (v *verdict) checkRoutes() {
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		known, ports, names := map[string]bool{}, map[int]Origin{}, map[string]Origin{}
		for _, h := range p.tier.Hosts {
			known[h.Value] = true
		}
		for j := range p.apps {
			app := &p.apps[j]
			for k := range app.app.Routes {
				switch route := &app.app.Routes[k]; {
				case route.TCP.IsSet():
					v.checkTCPRoute(p, app, route, ports)
				case p.isConnection(route):
					v.checkSNIRoute(p, app, route, known, names)
				default:
					v.checkRoute(p, app, route, known)
				}
			}
		}
		v.checkRoutesOfHTTP(p)
	}
	if v.unordered = v.failed; !v.failed {
		v.failUnborrowed()
	}
}

// checkRoutesOfHTTP checks what is derived of a tier's routes.
func (v *verdict) checkRoutesOfHTTP(p *tierPlan) {
	nestings := routing.Nestings(values(p.tier.Hosts))
	for _, r := range p.routes {
		v.checkRoutePort(r)
		v.checkRouteFields(r)
		v.checkHostBelow(r, nestings)
	}
	v.warnOfPaths(p.routes)
	v.checkConflicts(p)
}

// checkRoute checks what a route says of its path, hosts and methods.
func (v *verdict) checkRoute(p *tierPlan, app *appPlan, r *Route, known map[string]bool) {
	if _, origin, ok := pathOf(r); !ok {
		v.failNoOnePath(p, app, r, origin)
		return
	}
	seen := map[string]bool{}
	for _, h := range r.Hosts {
		switch {
		case seen[h.Value]:
			v.fail("value-twice", h.Origin, wording.Quote(h.Value)+" is there twice", "remove one of the two")
		case known[h.Value]:
			seen[h.Value] = true
		default:
			v.failStrangeHost(h, p)
		}
	}
	seen = map[string]bool{}
	for _, m := range r.Methods {
		if seen[m.Value] {
			v.fail("value-twice", m.Origin, wording.Quote(m.Value)+" is there twice", "remove one of the two")
		}
		seen[m.Value] = true
	}
}

// failNoOnePath tells of a route without a path, or with several.
func (v *verdict) failNoOnePath(p *tierPlan, app *appPlan, r *Route, path Origin) {
	switch {
	case path.IsSet():
		v.fail("route-path", r.Origin, "has more than one path", "write one of: exact, prefix, regex")
	case !r.IsSet() || r.wrong:
	case len(r.Hosts) > 0 && app.speaksTLS():
		v.fail("route-tls", r.Origin, fmt.Sprintf("a tier ends TLS or passes it on, and tier %q ends it: connections for some hosts alone cannot be passed on", p.tier.Name.Value),
			fmt.Sprintf("put app %q on a tier of its own with tls: passthrough", app.app.Name.Value), app.ports[0].port.Origin)
	default:
		v.fail("route-path", r.Origin, "has no path", "write prefix: / beside it for every path, or exact, prefix or regex with one")
	}
}

// failStrangeHost tells of a route's host that its tier does not have.
func (v *verdict) failStrangeHost(h Text, p *tierPlan) {
	if !v.guess() {
		v.fail("host-unknown", h.Origin, fmt.Sprintf("%s is no host of tier %q", wording.Quote(h.Value), p.tier.Name.Value), "write one of the tier's hosts")
		return
	}
	hosts := values(p.tier.Hosts)
	if w, ok := routing.NewSet(hosts).MostSpecific(h.Value); ok {
		v.fail("host-unknown", h.Origin, fmt.Sprintf("%s is only below a host of tier %q, %s", wording.Quote(h.Value), p.tier.Name.Value, wording.Quote(w)),
			"in the tier's hosts write each name that has routes of its own, in place of "+wording.Quote(w))
		return
	}
	v.fail("host-unknown", h.Origin, fmt.Sprintf("%s is no host of tier %q", wording.Quote(h.Value), p.tier.Name.Value), wording.DidYouMean(h.Value, hosts))
}

// checkAppPort checks that the app has the port that a route goes to.
func (v *verdict) checkAppPort(app *appPlan, r *Route) *portPlan {
	port := app.portOf(r)
	if port == nil && len(app.ports) > 0 {
		var known []string
		for i := range app.ports {
			known = append(known, app.ports[i].name)
		}
		v.fail("port-unknown", r.Port.Origin, fmt.Sprintf("app %q has no port %s", app.app.Name.Value, wording.Quote(r.Port.Value)), wording.DidYouMean(r.Port.Value, known))
	}
	return port
}

func (v *verdict) checkRoutePort(r *routePlan) {
	port := v.checkAppPort(r.app, r.route)
	if port == nil {
		return
	}
	switch protocol := port.port.Protocol.Value; protocol {
	case ProtocolTCP, ProtocolTLS, ProtocolHTTPS:
		message := fmt.Sprintf("an HTTP route cannot go to a port that speaks %s", protocol)
		if protocol == ProtocolHTTPS {
			message += " inside the cluster: nothing tells by what name and authority its certificate would be checked"
		}
		if r.route.Redirect == nil && !(protocol == ProtocolHTTPS && r.app.backend.outside()) {
			v.fail("port-protocol", or(r.route.Port.Origin, r.route.Origin), message, httpCure(protocol), port.port.Origin)
		}
	}
}

func httpCure(protocol Protocol) string {
	if protocol == ProtocolTCP {
		return "write a port with protocol http, http2 or grpc, or a route {tcp: PORT}"
	}
	return "write a port with protocol http, http2 or grpc, or put the app on a tier with tls: passthrough"
}

// checkRouteFields checks what a route does beside matching.
func (v *verdict) checkRouteFields(r *routePlan) {
	route := r.route
	if d := route.Redirect; d != nil {
		for _, m := range []Origin{route.Rewrite.Origin, route.Timeout.Origin, pointerOrigin(route.Retries), pointerOrigin(route.Mirror), route.Port.Origin} {
			if m.IsSet() {
				v.fail("beside-redirect", m, "has no meaning beside a redirect", "remove it, or the redirect", d.Origin)
			}
		}
		v.checkRedirectVersion(d)
		v.checkRedirectLoop(r, d)
	}
	for _, t := range []Text{route.Prefix, route.Rewrite} {
		if body, found := strings.CutSuffix(t.Value, "*"); found {
			v.fail("rewrite-form", t.Origin, wording.Quote(t.Value)+` has a "*", which has no meaning here`, "write: "+cmp.Or(strings.TrimSuffix(body, "/"), "/"))
		}
	}
	if route.Rewrite.Value != "" && r.Path.Kind == routing.Regex {
		v.fail("rewrite-form", route.Rewrite.Origin, "what a regular expression matched cannot be replaced by one path", "write: a prefix or an exact path, or remove it")
	}
	for _, h := range route.Headers {
		given := 0
		for _, m := range []Origin{h.Value.Exact.Origin, h.Value.Prefix.Origin, h.Value.Regex.Origin, h.Value.Present.Origin} {
			if m.IsSet() {
				given++
			}
		}
		if given != 1 {
			v.fail("header-match", h.Value.Origin, "a header is compared in one way", "write one of: exact, prefix, regex, present")
		}
		if p := h.Value.Prefix; p.IsSet() && p.Value == "" {
			v.fail("header-match", p.Origin, "every value begins with nothing, and Istio refuses it", "write present: true in its place")
		}
		if h.Value.Present.IsSet() && !h.Value.Present.Value {
			v.fail("header-match", h.Value.Present.Origin, "a header that is absent cannot be matched", "write: true, or remove it")
		}
	}
	if route.Retries != nil {
		v.warnOfTries(route)
		if t := route.Retries; t.Attempts.Value == 0 && (t.PerTry.IsSet() || len(t.On) > 0) {
			v.fail("retries", t.Attempts.Origin, "0 attempts leave the rest without effect", "write: at least 1, or remove the rest")
		}
	}
	if m := route.Mirror; m != nil && route.Redirect == nil {
		v.checkMirror(r, m)
	}
	if c := route.CORS; c != nil && c.Credentials.Value {
		for _, o := range c.Origins {
			if o.Value == "*" {
				v.fail("cors-credentials", o.Origin, "browsers refuse credentials for every origin", "write the origins out, or remove credentials", c.Credentials.Origin)
			}
		}
	}
}

// checkHostBelow refuses a route that is for a wildcard and not for a host of the tier
// below it, or the other way round: in both routings Istio gives the wildcard's
// routes to the host below as well, in no order.
func (v *verdict) checkHostBelow(r *routePlan, nestings []routing.Nesting) {
	if r.Hosts.Every() {
		return
	}
	for _, o := range nestings {
		if r.Hosts.Has(o.Wide) == r.Hosts.Has(o.Narrow) {
			continue
		}
		origin := r.origin
		if r.named {
			origin = r.route.Hosts[0].Origin
		}
		v.fail("host-below-wildcard", origin, "the route tells "+wording.Quote(o.Narrow)+" from "+wording.Quote(o.Wide)+", which takes it in: Istio would give it the routes of both",
			"write both hosts, or none; or in the tier's hosts each name that has routes of its own, in place of "+wording.Quote(o.Wide), r.tier.hostOrigin(o.Narrow), r.tier.hostOrigin(o.Wide))
		return
	}
}

// warnOfTries warns of tries that are given more time than the whole request.
func (v *verdict) warnOfTries(route *Route) {
	try, err1 := time.ParseDuration(route.Retries.PerTry.Value)
	whole, err2 := time.ParseDuration(route.Timeout.Value)
	if err1 == nil && err2 == nil && whole > 0 && try > whole {
		v.warn("retries", route.Retries.PerTry.Origin, "each try may take longer than the whole request", "write: less than "+route.Timeout.Value, route.Timeout.Origin)
	}
}
