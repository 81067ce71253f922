package rules

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"render/render/format"
	"render/render/plan"
	"render/render/routing"
	"render/render/wording"
)

// checkPassed checks an app on hosts whose TLS is passed through: it gets whole
// connections, so that it has no routes, and no other app has the same hosts. taken
// are the hosts that have an app. It reports whether its routes are wrong.
func (v *verdict) checkPassed(p *plan.Tier, app *plan.App, taken map[string]format.Origin) (wrong bool) {
	hosts, every := p.PassedTo(app)
	if wrong = v.failPassedRoutes(p, app); wrong || len(hosts) == 0 {
		return wrong
	}
	for _, h := range hosts {
		at := h.Origin
		if every.IsSet() {
			at = every
		}
		if first, ok := taken[h.Value]; ok {
			v.fail("connection-taken", at, fmt.Sprintf("connections for %s go to another app already", wording.Quote(h.Value)), "write other hosts: [...] in each of the two apps", first)
			continue
		}
		taken[h.Value] = at
	}
	v.checkPassedPort(app, format.Or(every, hosts[0].Origin), p.ServerOf(hosts[0].Value).TLS.Mode.Origin)
	return false
}

// checkUnpassed finds hosts whose TLS is passed through to no app. Istio makes a chain for
// them of the routes of connections alone, so that those which have none end where a
// wildcard of another server takes them in, with its certificate and its app.
func (v *verdict) checkUnpassed(p *plan.Tier, taken map[string]format.Origin) {
	var passed *routing.Set
	if v.doubted().hosts[p] {
		return // one that is told may be that of an app
	}
	for i := range p.Servers {
		s := &p.Servers[i]
		if !s.Passthrough() {
			continue
		}
		if passed == nil {
			passed = routing.NewSet(slices.Collect(maps.Keys(taken)))
		}
		for _, h := range s.Hosts {
			if passed.Covers(h.Value) || format.CheckHost(h.Value).Found() {
				continue
			}
			help := "write " + format.YAMLWord(h.Value) + " in `hosts` of an app that ends its TLS, or remove it"
			if other := p.EndedBy(h.Value); other.IsSet() {
				v.fail("connection-nowhere", h.Origin, "no app gets the connections for "+wording.Quote(h.Value)+", so that they end at "+wording.Quote(other.Value)+", whose apps would read what was never meant for them", help, other.Origin, s.TLS.Mode.Origin)
			} else if !passed.Overlaps(h.Value) { // who has some names below it means those
				v.warn("connection-nowhere", h.Origin, "no app gets the connections for "+wording.Quote(h.Value)+", and they are closed", help, s.TLS.Mode.Origin)
			}
		}
	}
}

// failPassedRoutes tells, once an app, of routes on hosts whose TLS is passed through.
func (v *verdict) failPassedRoutes(p *plan.Tier, app *plan.App) bool {
	const message = "nobody sees requests while TLS is passed through: an app gets whole connections, and has no routes"
	var at format.Origin
	var passed []string
	every, others := false, false
	note := func(list []format.Text) (found format.Origin) {
		for _, h := range list {
			switch s := p.ServerOf(h.Value); {
			case s == nil:
			case !s.Passthrough():
				others = true
			default:
				found, passed = format.Or(found, h.Origin), append(passed, h.Value)
			}
		}
		return found
	}
	var own format.Origin
	if len(app.Written.Routes) > 0 {
		own = note(app.Written.Hosts)
	}
	for i := range app.Written.Routes {
		r := &app.Written.Routes[i]
		switch {
		case r.OfConnections() || p.OfConnections(app, r):
		case len(r.Hosts) > 0:
			at = format.Or(at, note(r.Hosts))
		case len(app.Written.Hosts) > 0:
			if own.IsSet() {
				at = format.Or(at, r.Origin)
			}
		case p.PassesAll():
			at, every = format.Or(at, r.Origin), true
		default:
			others = true
		}
	}
	if !at.IsSet() || !p.Written.ServesHosts() || v.doubted().hosts[p] {
		return false
	}
	slices.Sort(passed)
	passed = slices.Compact(passed)
	help, hosts := "remove the app's routes: it gets the connections without", routing.NewSet(format.Values(app.Written.Hosts))
	switch {
	case others:
		help = besidePassed(p, app, passed)
	case !every && slices.ContainsFunc(passed, func(h string) bool { return !hosts.Has(h) }):
		help = "write hosts: " + listed(passed) + " in the app, and remove its routes"
	}
	first := p.AllHosts[slices.IndexFunc(p.AllHosts, func(h format.Text) bool { s := p.ServerOf(h.Value); return s != nil && s.Passthrough() })]
	v.fail("beside-passthrough", at, message, help, p.ServerOf(first.Value).TLS.Mode.Origin)
	return true
}

// besidePassed is the app that gets whole connections beside one that keeps its routes: to
// the same pods, by the Service that is there for them.
func besidePassed(p *plan.Tier, app *plan.App, passed []string) string {
	w := app.Written
	to := "service: " + app.Names.Service
	switch {
	case app.Backend.Outside():
		to = "outside: " + format.YAMLWord(app.Backend.Written.Value)
	case app.Backend != nil:
		to = "service: " + app.Backend.Written.Value
	case app.Namespace != p.Namespace:
		to += "." + app.Namespace
	}
	port := "..."
	if found := cmp.Or(app.PassedPort(), app.PortOf(&format.Route{})); found != nil {
		port = fmt.Sprintf("{port: %d, protocol: tls}", found.Number)
	}
	return fmt.Sprintf("write {name: %.36s-tls, %s, port: %s, hosts: %s} as an app beside it, and remove those hosts here, with the routes that are for them alone", w.Name.Value, to, port, listed(passed))
}

func listed(hosts []string) string {
	words := make([]string, len(hosts))
	for i, h := range hosts {
		words[i] = format.YAMLWord(h)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// checkPassedPort checks the app's port that gets whole connections of TLS.
func (v *verdict) checkPassedPort(app *plan.App, at, mode format.Origin) {
	port := app.PassedPort()
	switch {
	case len(app.Ports) == 0 || slices.ContainsFunc(app.Ports, func(p plan.Port) bool { return p.Written.Protocol.IsWrong() }):
	case port == nil && len(app.Ports) > 1:
		v.fail("port-protocol", app.Ports[0].Written.Origin, "nothing tells which of the app's ports gets connections whose TLS is passed through", "write protocol: tls at the one that ends TLS, and at no other", at, mode)
	case port.Written.TLS != nil:
		v.fail("beside-passthrough", port.Written.TLS.Origin, "the gateway would encrypt what clients have encrypted for the app", "remove it, or tls: passthrough", mode)
	default:
		switch protocol := port.Written.Protocol.Value; protocol {
		case format.ProtocolHTTP, format.ProtocolHTTP2, format.ProtocolGRPC:
			v.fail("port-protocol", port.Written.Origin, fmt.Sprintf("TLS is passed through to a port that speaks %s", protocol), "write: {port: "+fmt.Sprint(port.Number)+", protocol: tls}", at, mode)
		}
	}
}
