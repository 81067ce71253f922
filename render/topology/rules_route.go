package topology

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"render/render/diag"
	"render/render/platform"
)

// routes settles every route, checks them against each other (rule 6) and
// divides them over VirtualServices.
func (v *validator) routes() {
	apps := v.appsByName()
	order := 0
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		tierHosts := map[string]bool{}
		var words []string
		for _, h := range p.tier.Hosts {
			tierHosts[h.Value] = true
			words = append(words, h.Value)
		}
		found := overlaps(words)
		var all []*routePlan
		ports, names := map[int]Origin{}, map[string]Origin{}
		for j := range p.apps {
			app := &p.apps[j]
			for k := range app.app.Routes {
				order++
				switch route := &app.app.Routes[k]; {
				case route.TCP.IsSet():
					v.tcpRoute(p, app, route, ports)
					continue
				case p.tier.TLS.Mode.Value == "passthrough":
					v.sniRoute(p, app, route, tierHosts, words, names)
					continue
				}
				r := v.route(p, app, &app.app.Routes[k], tierHosts, words)
				if r == nil {
					continue
				}
				r.order = order
				v.routeFields(r, apps)
				v.hostBelow(r, found)
				app.routes = append(app.routes, r)
				all = append(all, r)
			}
		}
		v.likelyPaths(all)
		v.conflicts(newRouteIndex(all))
		v.virtualServices(p)
		v.connections(p)
	}
}

// route reads one route; nil where its path cannot be told.
func (v *validator) route(p *tierPlan, app *appPlan, r *Route, tierHosts map[string]bool, words []string) *routePlan {
	class, path, origin, ok := pathOf(r)
	if !ok {
		v.noOnePath(p, app, r, origin)
		return nil
	}
	out := &routePlan{route: r, app: app, tier: p, origin: origin, class: class, path: path}
	if class == regexPath {
		out.literal = literalPrefix(path)
	}
	if len(r.Hosts) == 0 {
		out.hosts = words
	} else {
		out.hostSet = map[string]bool{}
		for _, h := range r.Hosts {
			switch {
			case out.hostSet[h.Value]:
				v.fail(h.Origin, diag.Quote(h.Value)+" is there twice", "remove one of the two")
			case tierHosts[h.Value]:
				out.hostSet[h.Value] = true
				out.hosts = append(out.hosts, h.Value)
			default:
				v.strangeHost(h, p, words)
			}
		}
	}
	seen := map[string]bool{}
	for _, m := range r.Methods {
		if seen[m.Value] {
			v.fail(m.Origin, diag.Quote(m.Value)+" is there twice", "remove one of the two")
			continue
		}
		seen[m.Value] = true
		out.methods = append(out.methods, m.Value)
	}
	out.port = v.routePort(app, r)
	return out
}

// noOnePath tells of a route without a path, or with several.
func (v *validator) noOnePath(p *tierPlan, app *appPlan, r *Route, path Origin) {
	switch {
	case path.IsSet():
		v.fail(r.Origin, "has more than one path", "write one of: exact, prefix, regex")
	case !r.IsSet() || r.wrong:
	case len(r.Hosts) > 0 && app.speaksTLS():
		v.fail(r.Origin, fmt.Sprintf("a tier ends TLS or passes it on, and tier %q ends it: connections for some hosts alone cannot be passed on", p.tier.Name.Value),
			fmt.Sprintf("put app %q on a tier of its own with tls: passthrough", app.app.Name.Value), app.ports[0].port.related())
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
	for _, w := range words {
		if covers(w, h.Value) {
			v.fail(h.Origin, fmt.Sprintf("%s is only below a host of tier %q, %s", diag.Quote(h.Value), p.tier.Name.Value, diag.Quote(w)),
				"in the tier's hosts write each name that has routes of its own, in place of "+diag.Quote(w))
			return
		}
	}
	v.fail(h.Origin, fmt.Sprintf("%s is no host of tier %q", diag.Quote(h.Value), p.tier.Name.Value), diag.DidYouMean(h.Value, words))
}

// appPort is the port of the app that a route goes to.
func (v *validator) appPort(app *appPlan, r *Route) *portPlan {
	if len(app.ports) == 0 {
		return nil
	}
	port := &app.ports[0]
	if r.Port.IsSet() {
		var known []string
		at := -1
		for i := range app.ports {
			p := &app.ports[i]
			known = append(known, p.name)
			if r.Port.Value == p.name || r.Port.Value == p.port.Name.Value && r.Port.Value != "" || r.Port.Value == strconv.Itoa(p.number) {
				at = i
			}
		}
		if at < 0 {
			v.fail(r.Port.Origin, fmt.Sprintf("app %q has no port %s", app.app.Name.Value, diag.Quote(r.Port.Value)), diag.DidYouMean(r.Port.Value, known))
			return nil
		}
		port = &app.ports[at]
	}
	return port
}

func (v *validator) routePort(app *appPlan, r *Route) *portPlan {
	port := v.appPort(app, r)
	if port == nil {
		return nil
	}
	switch protocol := port.port.Protocol.Value; protocol {
	case "tcp", "tls", "https":
		message := fmt.Sprintf("an HTTP route cannot go to a port that speaks %s", protocol)
		if protocol == "https" {
			message += " inside the cluster: nothing tells by what name and authority its certificate would be checked"
		}
		if r.Redirect == nil && !(protocol == "https" && app.backend.outside()) {
			v.fail(or(r.Port.Origin, r.Origin), message, httpCure(protocol), port.port.related())
		}
	}
	return port
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
				v.fail(m, "has no meaning beside a redirect", "remove it, or the redirect", d.related())
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
	if route.Rewrite.Value != "" && r.class == regexPath {
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
				v.fail(o.Origin, "browsers refuse credentials for every origin", "write the origins out, or remove credentials", c.Credentials.related())
			}
		}
	}
}

type marked interface{ origin() Origin }

func pointerOrigin[T any, P interface {
	*T
	marked
}](p P) Origin {
	if p == nil {
		return Origin{}
	}
	return p.origin()
}

// redirectLoop finds a redirect whose target the same route answers: routes are
// there on ports 80 and 443, so that another scheme leads back too.
func (v *validator) redirectLoop(r *routePlan, d *Redirect) {
	if message, _ := checkRedirect(d.To.Value); message != "" || !d.To.IsSet() {
		return
	}
	_, host, to, port := splitRedirect(d.To.Value)
	help := "write: a path that this route does not match"
	if host != "" {
		here := slices.ContainsFunc(r.hosts, func(h string) bool { return covers(h, host) })
		if !here || port != 0 && port != httpPort && port != httpsPort {
			return
		}
		help = "write: another host or path; for https in place of http, tls: {redirect: true} on the tier"
	}
	kept := to == "" // the request's own path
	if kept || r.class == everyPath || to == r.path || r.class == prefixPath && strings.HasPrefix(to, r.path+"/") {
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

// appsByName finds apps by <name> and <name>.<namespace>.
func (v *validator) appsByName() map[string][]*appPlan {
	out := map[string][]*appPlan{}
	for i := range v.plan.Tiers {
		for j := range v.plan.Tiers[i].apps {
			a := &v.plan.Tiers[i].apps[j]
			name := a.app.Name.Value
			out[name] = append(out[name], a)
			out[name+"."+a.namespace] = append(out[name+"."+a.namespace], a)
		}
	}
	return out
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
			found[0].app.Name.related(), found[1].app.Name.related())
	case found[0] == r.app:
		v.fail(m.App.Origin, "an app cannot get a copy of its own requests", "write another app")
	default:
		r.mirrored = found[0]
		v.mirroredPort(m, found[0])
	}
}

// conflicts finds routes that match the same requests with equal right, and
// routes that no request ever reaches.
func (v *validator) conflicts(index *routeIndex) {
	if r, message := index.tooMany(); r != nil {
		v.fail(r.origin, message, "divide them over tiers or hosts, or write prefixes")
		return
	}
	told := map[*routePlan]bool{}
	index.pairs(func(b, a *routePlan) bool {
		first := b
		if compareRoutes(a, b) > 0 {
			if (a.class == regexPath) == (b.class == regexPath) {
				return true // this pair comes in the other order too
			}
			a, b = b, a
		}
		if told[b] || !sameRequest(a, b) {
			return true
		}
		if a.class == b.class && a.path == b.path && a.conditions() == b.conditions() {
			message := fmt.Sprintf("app %q matches the same requests", a.app.app.Name.Value)
			if a.app == b.app {
				message = "this app has a route for the same requests already"
			}
			v.fail(b.origin, message, "write: another path, or hosts, methods or headers that tell them apart", a.origin.related())
			told[b] = true
			return b != first
		}
		if hides(a, b) {
			v.fail(b.origin, "no request reaches this route: one that is tried before it matches them all",
				"write: a path that the other does not match, or give the other less", a.origin.related())
			told[b] = true
			return b != first
		}
		return true
	})
}

// tries warns of tries that are given more time than the whole request.
func (v *validator) tries(route *Route) {
	try, err1 := time.ParseDuration(route.Retries.PerTry.Value)
	whole, err2 := time.ParseDuration(route.Timeout.Value)
	if err1 == nil && err2 == nil && whole > 0 && try > whole {
		v.warn(route.Retries.PerTry.Origin, "each try may take longer than the whole request", "write: less than "+route.Timeout.Value, route.Timeout.related())
	}
}
