package topology

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"render/render/platform"
	"render/render/routing"
	"render/render/wording"
)

// routes checks every route, and all of a tier against each other (rule 6).
func (v *verdict) routes() {
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
					v.tcpRoute(p, app, route, ports)
				case p.isConnection(route):
					v.sniRoute(p, app, route, known, names)
				default:
					v.route(p, app, route, known)
				}
			}
		}
		v.routesOfHTTP(p)
	}
	if v.unordered = v.failed; !v.failed {
		v.borrowing()
	}
}

// routesOfHTTP checks what is derived of a tier's routes.
func (v *verdict) routesOfHTTP(p *tierPlan) {
	nestings := routing.Nestings(values(p.tier.Hosts))
	for _, r := range p.routes {
		v.routePort(r)
		v.routeFields(r)
		v.hostBelow(r, nestings)
	}
	v.likelyPaths(p.routes)
	v.conflicts(p)
}

// route checks what a route says of its path, hosts and methods.
func (v *verdict) route(p *tierPlan, app *appPlan, r *Route, known map[string]bool) {
	if _, origin, ok := pathOf(r); !ok {
		v.noOnePath(p, app, r, origin)
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
			v.strangeHost(h, p)
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

// noOnePath tells of a route without a path, or with several.
func (v *verdict) noOnePath(p *tierPlan, app *appPlan, r *Route, path Origin) {
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

// strangeHost tells of a route's host that its tier does not have.
func (v *verdict) strangeHost(h Text, p *tierPlan) {
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

// appPort checks that the app has the port that a route goes to.
func (v *verdict) appPort(app *appPlan, r *Route) *portPlan {
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

func (v *verdict) routePort(r *routePlan) {
	port := v.appPort(r.app, r.route)
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

// routeFields checks what a route does beside matching.
func (v *verdict) routeFields(r *routePlan) {
	route := r.route
	if d := route.Redirect; d != nil {
		for _, m := range []Origin{route.Rewrite.Origin, route.Timeout.Origin, pointerOrigin(route.Retries), pointerOrigin(route.Mirror), route.Port.Origin} {
			if m.IsSet() {
				v.fail("beside-redirect", m, "has no meaning beside a redirect", "remove it, or the redirect", d.Origin)
			}
		}
		v.redirectVersion(d)
		v.redirectLoop(r, d)
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
		v.tries(route)
		if t := route.Retries; t.Attempts.Value == 0 && (t.PerTry.IsSet() || len(t.On) > 0) {
			v.fail("retries", t.Attempts.Origin, "0 attempts leave the rest without effect", "write: at least 1, or remove the rest")
		}
	}
	if m := route.Mirror; m != nil && route.Redirect == nil {
		v.mirror(r, m)
	}
	if c := route.CORS; c != nil && c.Credentials.Value {
		for _, o := range c.Origins {
			if o.Value == "*" {
				v.fail("cors-credentials", o.Origin, "browsers refuse credentials for every origin", "write the origins out, or remove credentials", c.Credentials.Origin)
			}
		}
	}
}

// redirectLoop finds a redirect whose target the same route answers: routes are
// there on ports 80 and 443, so that another scheme leads back too.
func (v *verdict) redirectLoop(r *routePlan, d *Redirect) {
	if checkRedirect(d.To.Value).Found() || !d.To.IsSet() {
		return
	}
	_, host, to, port := splitRedirect(d.To.Value)
	help := "write: a path that this route does not match"
	if host != "" {
		here := slices.ContainsFunc(r.hostNames, func(h string) bool { return routing.Covers(h, host) })
		if !here || port != 0 && port != httpPort && port != httpsPort {
			return
		}
		help = "write: another host or path; for https in place of http, tls: {redirect: true} on the tier"
	}
	kept := to == "" // the request's own path
	if kept || to == r.Path.Text || r.Path.Kind != routing.Regex && r.Path.Matches(to) {
		v.fail("redirect-loop", d.To.Origin, "this route answers "+wording.Quote(d.To.Value)+" too, and would redirect without an end", help)
	}
}

func (v *verdict) redirectVersion(d *Redirect) {
	scheme, _, _, port := splitRedirect(d.To.Value)
	if scheme != "" {
		v.needs(d.To.Origin, platform.IstioRedirectScheme, v.plan.Versions.Istio)
	}
	if port != 0 {
		v.needs(d.To.Origin, platform.IstioRedirectPort, v.plan.Versions.Istio)
	}
}

// mirror checks the app that gets copies of a route's requests.
func (v *verdict) mirror(r *routePlan, m *Mirror) {
	if r.mirrored != nil {
		v.mirroredPort(m, r.mirrored)
		return
	}
	if v.appsByName == nil {
		v.appsByName = v.plan.appsByName()
	}
	switch found := v.appsByName[m.App.Value]; {
	case len(found) == 0:
		help := "write the name of an app of this file"
		if v.guess() {
			if s := wording.Suggest(m.App.Value, slices.Sorted(maps.Keys(v.appsByName))); s != "" {
				help = "did you mean " + wording.Quote(s) + "?"
			}
		}
		v.fail("mirror", m.App.Origin, wording.Quote(m.App.Value)+" is no app", help)
	case len(found) > 1:
		v.fail("mirror", m.App.Origin, fmt.Sprintf("%d apps are called %s", len(found), wording.Quote(m.App.Value)), "write: "+m.App.Value+".<namespace>",
			found[0].app.Name.Origin, found[1].app.Name.Origin)
	default:
		v.fail("mirror", m.App.Origin, "an app cannot get a copy of its own requests", "write another app")
	}
}

// hostBelow refuses a route that is for a wildcard and not for a host of the tier
// below it, or the other way round: in both routings Istio gives the wildcard's
// routes to the host below as well, in no order.
func (v *verdict) hostBelow(r *routePlan, nestings []routing.Nesting) {
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

// tries warns of tries that are given more time than the whole request.
func (v *verdict) tries(route *Route) {
	try, err1 := time.ParseDuration(route.Retries.PerTry.Value)
	whole, err2 := time.ParseDuration(route.Timeout.Value)
	if err1 == nil && err2 == nil && whole > 0 && try > whole {
		v.warn("retries", route.Retries.PerTry.Origin, "each try may take longer than the whole request", "write: less than "+route.Timeout.Value, route.Timeout.Origin)
	}
}
