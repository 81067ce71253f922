package topology

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"render/render/diag"
	"render/render/platform"
	"render/render/routing"
)

// routes checks every route, and all of a tier against each other (rule 6).
func (v *validator) routes() {
	v.plan.deriveRoutes()
	apps := v.plan.appsByName()
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		tierHosts := map[string]bool{}
		words := values(p.tier.Hosts)
		for _, h := range words {
			tierHosts[h] = true
		}
		ports, names := map[int]Origin{}, map[string]Origin{}
		for j := range p.apps {
			app := &p.apps[j]
			for k := range app.app.Routes {
				switch route := &app.app.Routes[k]; {
				case route.TCP.IsSet():
					v.tcpRoute(p, app, route, ports)
				case p.isConnection(route):
					v.sniRoute(p, app, route, tierHosts, words, names)
				default:
					v.route(p, app, route, tierHosts, words)
				}
			}
		}
		v.routesOfHTTP(p, words, apps)
		v.connections(p)
	}
	if !v.failed { // else routes that conflict have no order anyway
		v.plan.deriveVirtualServices()
		v.borrowing()
	}
}

// routesOfHTTP checks what is derived of a tier's routes.
func (v *validator) routesOfHTTP(p *tierPlan, words []string, apps map[string][]*appPlan) {
	nestings := routing.Nestings(words)
	for _, r := range p.routes {
		v.routePort(r)
		v.routeFields(r, apps)
		v.hostBelow(r, nestings)
	}
	v.likelyPaths(p.routes)
	v.conflicts(p)
}

// route checks what a route says of its path, hosts and methods.
func (v *validator) route(p *tierPlan, app *appPlan, r *Route, tierHosts map[string]bool, words []string) {
	if _, origin, ok := pathOf(r); !ok {
		v.noOnePath(p, app, r, origin)
		return
	}
	seen := map[string]bool{}
	for _, h := range r.Hosts {
		switch {
		case seen[h.Value]:
			v.fail(h.Origin, diag.Quote(h.Value)+" is there twice", "remove one of the two")
		case tierHosts[h.Value]:
			seen[h.Value] = true
		default:
			v.strangeHost(h, p, words)
		}
	}
	seen = map[string]bool{}
	for _, m := range r.Methods {
		if seen[m.Value] {
			v.fail(m.Origin, diag.Quote(m.Value)+" is there twice", "remove one of the two")
		}
		seen[m.Value] = true
	}
}

// noOnePath tells of a route without a path, or with several.
func (v *validator) noOnePath(p *tierPlan, app *appPlan, r *Route, path Origin) {
	switch {
	case path.IsSet():
		v.fail(r.Origin, "has more than one path", "write one of: exact, prefix, regex")
	case !r.IsSet() || r.wrong:
	case len(r.Hosts) > 0 && app.speaksTLS():
		v.fail(r.Origin, fmt.Sprintf("a tier ends TLS or passes it on, and tier %q ends it: connections for some hosts alone cannot be passed on", p.tier.Name.Value),
			fmt.Sprintf("put app %q on a tier of its own with tls: passthrough", app.app.Name.Value), app.ports[0].port.Origin)
	default:
		v.fail(r.Origin, "has no path", "write prefix: / beside it for every path, or exact, prefix or regex with one")
	}
}

// speaksTLS reports whether an app ends TLS itself, by what its first port speaks.
func (a *appPlan) speaksTLS() bool {
	if len(a.ports) == 0 || a.backend.outside() {
		return false
	}
	protocol := a.ports[0].port.Protocol.Value
	return protocol == "tls" || protocol == "https"
}

// strangeHost tells of a route's host that its tier does not have.
func (v *validator) strangeHost(h Text, p *tierPlan, words []string) {
	if !v.guess() {
		v.fail(h.Origin, fmt.Sprintf("%s is no host of tier %q", diag.Quote(h.Value), p.tier.Name.Value), "write one of the tier's hosts")
		return
	}
	if w, ok := routing.NewSet(words).MostSpecific(h.Value); ok {
		v.fail(h.Origin, fmt.Sprintf("%s is only below a host of tier %q, %s", diag.Quote(h.Value), p.tier.Name.Value, diag.Quote(w)),
			"in the tier's hosts write each name that has routes of its own, in place of "+diag.Quote(w))
		return
	}
	v.fail(h.Origin, fmt.Sprintf("%s is no host of tier %q", diag.Quote(h.Value), p.tier.Name.Value), diag.DidYouMean(h.Value, words))
}

// appPort checks that the app has the port that a route goes to.
func (v *validator) appPort(app *appPlan, r *Route) *portPlan {
	port := app.portOf(r)
	if port == nil && len(app.ports) > 0 {
		var known []string
		for i := range app.ports {
			known = append(known, app.ports[i].name)
		}
		v.fail(r.Port.Origin, fmt.Sprintf("app %q has no port %s", app.app.Name.Value, diag.Quote(r.Port.Value)), diag.DidYouMean(r.Port.Value, known))
	}
	return port
}

func (v *validator) routePort(r *routePlan) {
	port := v.appPort(r.app, r.route)
	if port == nil {
		return
	}
	switch protocol := port.port.Protocol.Value; protocol {
	case "tcp", "tls", "https":
		message := fmt.Sprintf("an HTTP route cannot go to a port that speaks %s", protocol)
		if protocol == "https" {
			message += " inside the cluster: nothing tells by what name and authority its certificate would be checked"
		}
		if r.route.Redirect == nil && !(protocol == "https" && r.app.backend.outside()) {
			v.fail(or(r.route.Port.Origin, r.route.Origin), message, httpCure(protocol), port.port.Origin)
		}
	}
}

func httpCure(protocol string) string {
	if protocol == "tcp" {
		return "write a port with protocol http, http2 or grpc, or a route {tcp: PORT}"
	}
	return "write a port with protocol http, http2 or grpc, or put the app on a tier with tls: passthrough"
}

// routeFields checks what a route does beside matching.
func (v *validator) routeFields(r *routePlan, apps map[string][]*appPlan) {
	route := r.route
	if d := route.Redirect; d != nil {
		for _, m := range []Origin{route.Rewrite.Origin, route.Timeout.Origin, pointerOrigin(route.Retries), pointerOrigin(route.Mirror), route.Port.Origin} {
			if m.IsSet() {
				v.fail(m, "has no meaning beside a redirect", "remove it, or the redirect", d.Origin)
			}
		}
		v.redirectVersion(d)
		v.redirectLoop(r, d)
	}
	for _, t := range []Text{route.Prefix, route.Rewrite} {
		if body, found := strings.CutSuffix(t.Value, "*"); found {
			v.fail(t.Origin, diag.Quote(t.Value)+` has a "*", which has no meaning here`, "write: "+cmp.Or(strings.TrimSuffix(body, "/"), "/"))
		}
	}
	if route.Rewrite.Value != "" && r.Path.Kind == routing.Regex {
		v.fail(route.Rewrite.Origin, "what a regular expression matched cannot be replaced by one path", "write: a prefix or an exact path, or remove it")
	}
	for _, h := range route.Headers {
		given := 0
		for _, m := range []Origin{h.Value.Exact.Origin, h.Value.Prefix.Origin, h.Value.Regex.Origin, h.Value.Present.Origin} {
			if m.IsSet() {
				given++
			}
		}
		if given != 1 {
			v.fail(h.Value.Origin, "a header is compared in one way", "write one of: exact, prefix, regex, present")
		}
		if p := h.Value.Prefix; p.IsSet() && p.Value == "" {
			v.fail(p.Origin, "every value begins with nothing, and Istio refuses it", "write present: true in its place")
		}
		if h.Value.Present.IsSet() && !h.Value.Present.Value {
			v.fail(h.Value.Present.Origin, "a header that is absent cannot be matched", "write: true, or remove it")
		}
	}
	if route.Retries != nil {
		v.tries(route)
		if t := route.Retries; t.Attempts.Value == 0 && (t.PerTry.IsSet() || len(t.On) > 0) {
			v.fail(t.Attempts.Origin, "0 attempts leave the rest without effect", "write: at least 1, or remove the rest")
		}
	}
	if m := route.Mirror; m != nil && route.Redirect == nil {
		v.mirror(r, m, apps)
	}
	if c := route.CORS; c != nil && c.Credentials.Value {
		for _, o := range c.Origins {
			if o.Value == "*" {
				v.fail(o.Origin, "browsers refuse credentials for every origin", "write the origins out, or remove credentials", c.Credentials.Origin)
			}
		}
	}
}

// redirectLoop finds a redirect whose target the same route answers: routes are
// there on ports 80 and 443, so that another scheme leads back too.
func (v *validator) redirectLoop(r *routePlan, d *Redirect) {
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
		v.fail(d.To.Origin, "this route answers "+diag.Quote(d.To.Value)+" too, and would redirect without an end", help)
	}
}

func (v *validator) redirectVersion(d *Redirect) {
	scheme, _, _, port := splitRedirect(d.To.Value)
	if scheme != "" {
		v.needs(d.To.Origin, platform.IstioRedirectScheme, v.plan.Versions.Istio)
	}
	if port != 0 {
		v.needs(d.To.Origin, platform.IstioRedirectPort, v.plan.Versions.Istio)
	}
}

func (v *validator) mirror(r *routePlan, m *Mirror, apps map[string][]*appPlan) {
	found := apps[m.App.Value]
	switch {
	case len(found) == 0:
		help := "write the name of an app of this file"
		if v.guess() {
			if s := diag.Suggest(m.App.Value, slices.Sorted(maps.Keys(apps))); s != "" {
				help = "did you mean " + diag.Quote(s) + "?"
			}
		}
		v.fail(m.App.Origin, diag.Quote(m.App.Value)+" is no app", help)
	case len(found) > 1:
		v.fail(m.App.Origin, fmt.Sprintf("%d apps are called %s", len(found), diag.Quote(m.App.Value)), "write: "+m.App.Value+".<namespace>",
			found[0].app.Name.Origin, found[1].app.Name.Origin)
	case found[0] == r.app:
		v.fail(m.App.Origin, "an app cannot get a copy of its own requests", "write another app")
	default:
		v.mirroredPort(m, found[0])
	}
}

// hostBelow refuses a route that is for a wildcard and not for a host of the tier
// below it, or the other way round: in both routings Istio gives the wildcard's
// routes to the host below as well, in no order.
func (v *validator) hostBelow(r *routePlan, nestings []routing.Nesting) {
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
		v.fail(origin, "the route tells "+diag.Quote(o.Narrow)+" from "+diag.Quote(o.Wide)+", which takes it in: Istio would give it the routes of both",
			"write both hosts, or none; or in the tier's hosts each name that has routes of its own, in place of "+diag.Quote(o.Wide), r.tier.hostOrigin(o.Narrow), r.tier.hostOrigin(o.Wide))
		return
	}
}

// tries warns of tries that are given more time than the whole request.
func (v *validator) tries(route *Route) {
	try, err1 := time.ParseDuration(route.Retries.PerTry.Value)
	whole, err2 := time.ParseDuration(route.Timeout.Value)
	if err1 == nil && err2 == nil && whole > 0 && try > whole {
		v.warn(route.Retries.PerTry.Origin, "each try may take longer than the whole request", "write: less than "+route.Timeout.Value, route.Timeout.Origin)
	}
}
