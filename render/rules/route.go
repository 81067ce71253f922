package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"render/render/format"
	"render/render/handling"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkRoutes checks every route, and all of a tier against each other (rule 6).
func (v *verdict) checkRoutes() {
	for i := range v.plan.Tiers {
		p := &v.plan.Tiers[i]
		ports, names, tls := map[int]format.Origin{}, map[string]format.Origin{}, map[portHost]format.Origin{}
		wrong := false
		for app := range p.Routers() {
			if app == p.Own && p.PassesAll() {
				continue // told of
			}
			v.checkRouteHosts(p, app.Written.Hosts)
			v.checkTCPHosts(p, app)
			for k := range app.Written.Routes {
				if route := &app.Written.Routes[k]; route.TCP.IsSet() {
					v.checkTCPRoute(p, app, route, ports)
				} else if route.TLS.IsSet() {
					v.checkTLSRoute(p, app, route, ports, tls)
				} else if p.PassesAll() {
					v.checkRouteHosts(p, route.Hosts)
				} else {
					v.checkRoute(p, app, route)
				}
			}
			wrong = v.checkPassed(p, app, names) || wrong
		}
		if !wrong {
			v.checkUnpassed(p, names)
		}
		v.checkUnrouted(p, tls)
		v.checkRoutesOfHTTP(p)
	}
	v.checkCircles()
	if v.unordered = v.Failed; !v.Failed {
		v.failUnborrowed()
		v.warnOfUnanswered()
	}
}

// checkRoutesOfHTTP checks what is derived of a tier's routes.
func (v *verdict) checkRoutesOfHTTP(p *plan.Tier) {
	for _, r := range p.Routes {
		v.checkRoutePort(r)
		v.checkRouteFields(r)
	}
	v.warnOfPaths(p)
	v.checkFallback(p)
	v.warnOfMissed(p)
	v.checkConflicts(p)
}

// checkRoute checks what a route says of its path, hosts and methods.
func (v *verdict) checkRoute(p *plan.Tier, app *plan.App, r *format.Route) {
	if p.OfConnections(app, r) {
		return
	}
	if _, origin, ok := plan.PathOf(r); !ok {
		v.failNoOnePath(p, app, r, origin)
		return
	}
	v.checkRouteHosts(p, r.Hosts)
	seen := map[string]bool{}
	for _, m := range r.Methods {
		if seen[m.Value] {
			v.fail("value-twice", m.Origin, wording.Quote(m.Value)+" is there twice", "remove one of the two")
		}
		seen[m.Value] = true
	}
}

// checkRouteHosts checks the hosts that an app or a route of HTTP names: each once, and
// each one that the tier answers.
func (v *verdict) checkRouteHosts(p *plan.Tier, hosts []format.Text) {
	seen := map[string]format.Origin{}
	for _, h := range hosts {
		first, twice := seen[h.Value]
		switch {
		case format.CheckHost(h.Value).Found(): // is told
		case twice:
			v.fail("value-twice", h.Origin, wording.Quote(h.Value)+" is there twice", "remove one of the two", first)
		case p.Known.Covers(h.Value):
			seen[h.Value] = h.Origin
		default:
			v.failStrangeHost(h, p)
		}
	}
}

// failNoOnePath tells of a route without a path, or with several.
func (v *verdict) failNoOnePath(p *plan.Tier, app *plan.App, r *format.Route, path format.Origin) {
	switch {
	case path.IsSet():
		v.fail("route-path", r.Origin, "has more than one path", "write one of: exact, prefix, regex")
	case !r.IsSet() || r.IsWrong() || r.TCP.IsWrong() || r.TLS.IsWrong(): // is told, or a route of connections
	case len(r.Hosts) > 0 && app.EndsTLS():
		ended := slices.IndexFunc(r.Hosts, func(h format.Text) bool { s := p.ServerOf(h.Value); return s == nil || !s.Passthrough() })
		if ended < 0 {
			return // of connections, or told
		}
		host := format.YAMLWord(r.Hosts[ended].Value)
		v.fail("route-tls", r.Origin, fmt.Sprintf("tier %q ends the TLS of %s, and a route without a path would be one of whole connections", p.Written.Name.Value, wording.Quote(r.Hosts[ended].Value)),
			fmt.Sprintf("write {host: %s, tls: passthrough} in the tier's hosts, and in app %q hosts: [%s] in place of its routes", host, app.Written.Name.Value, host), app.Ports[0].Written.Origin)
	default:
		v.fail("route-path", r.Origin, "has no path", "write prefix: / beside it for every path, or exact, prefix or regex with one")
	}
}

// failStrangeHost tells of a route's host that its tier does not have.
func (v *verdict) failStrangeHost(h format.Text, p *plan.Tier) {
	if hosts := p.Written.Hosts; hosts != nil && (len(hosts) == 0 || slices.ContainsFunc(hosts, func(i format.HostItem) bool { return len(i.Host) == 0 })) {
		return // of which nobody can read which they are
	}
	if slices.ContainsFunc(v.misspeltHosts(p), func(own string) bool { return mayMean(own, h.Value) }) {
		return // https://shop.example.org/, say, which is told where the tier has it
	}
	why, help := "", "write one of the tier's hosts, or add it to them"
	if v.Guess() {
		why, help = handling.HostCure(p, h.Value)
	}
	v.fail("host-unknown", h.Origin, fmt.Sprintf("%s is no host of tier %q%s", wording.Quote(h.Value), p.Written.Name.Value, why), help)
}

// mostMisspelt bounds how many hosts that are no names are compared with those of routes.
const mostMisspelt = 100

// misspeltHosts are the hosts of a tier that are no names.
func (v *verdict) misspeltHosts(p *plan.Tier) []string {
	if list, known := v.misspelt[p]; known {
		return list
	}
	var list []string
	for _, own := range p.AllHosts {
		if len(list) < mostMisspelt && format.CheckHost(own.Value).Found() {
			list = append(list, own.Value)
		}
	}
	if v.misspelt == nil {
		v.misspelt = map[*plan.Tier][]string{}
	}
	v.misspelt[p] = list
	return list
}

// mayMean reports whether a tier's host that is no name may be another one: the name that its cure
// gives, one below that, or where the cure gives none any.
func mayMean(own, host string) bool {
	if strings.Contains(strings.ToLower(own), strings.ToLower(host)) || strings.ReplaceAll(own, "_", ".") == host || strings.ReplaceAll(own, "_", "") == host {
		return true
	}
	meant, literal := strings.CutPrefix(format.CheckHost(own).Help, "write: ")
	meant, _, _ = strings.Cut(meant, ", or ")
	domain, wild := routing.Wildcard(strings.Trim(meant, `"`))
	return !literal || wild && routing.InDomain(host, domain)
}

// checkRouteFields checks what a route does beside matching.
func (v *verdict) checkRouteFields(r *plan.Route) {
	route := r.Written
	if d := route.Redirect; d != nil {
		v.checkRedirectVersion(d)
	}
	if route.Retries != nil {
		v.warnOfTries(route)
		if t := route.Retries; t.Attempts.Value == 0 && (t.PerTry.IsSet() || len(t.On) > 0) {
			v.fail("retries", t.Attempts.Origin, "0 attempts leave the rest without effect", "write: at least 1, or remove the rest")
		}
	}
	if m := route.Mirror; m != nil && !route.Answered() {
		v.checkMirror(r, m)
	}
}

// warnOfTries warns of tries that are given more time than the whole request.
func (v *verdict) warnOfTries(route *format.Route) {
	try, err1 := time.ParseDuration(route.Retries.PerTry.Value)
	whole, err2 := time.ParseDuration(route.Timeout.Value)
	if err1 == nil && err2 == nil && whole > 0 && try > whole {
		v.warn("retries", route.Retries.PerTry.Origin, "each try may take longer than the whole request", "write: less than "+route.Timeout.Value, route.Timeout.Origin)
	}
}
