package topology

import (
	"strconv"
	"strings"

	"render/render/routing"
)

// pathOf reads which of the four ways a route gives its path in. ok is false
// where it gives none, or several.
func pathOf(r *Route) (path routing.Path, at Origin, ok bool) {
	given := 0
	var kind routing.Kind
	var text Text
	take := func(t Text, as routing.Kind) {
		if t.IsSet() {
			given++
			kind, text = as, t
		}
	}
	take(r.Path, routing.Exact)
	take(r.Exact, routing.Exact)
	take(r.Prefix, routing.Prefix)
	take(r.Regex, routing.Regex)
	if given != 1 {
		return routing.Path{}, text.Origin, false
	}
	words := text.Value
	if r.Path.IsSet() {
		if body, below := strings.CutSuffix(words, "/*"); below {
			kind, words = routing.Prefix, body
		}
	}
	return routing.NewPath(kind, words), text.Origin, true
}

// isConnection reports whether a route is one of whole connections.
func (p *tierPlan) isConnection(r *Route) bool {
	return r.TCP.IsSet() || p.tier.TLS.Mode.Value == TLSPassthrough
}

// deriveRoutes settles the routes of HTTP, in the order of the file: those that give
// one path, and of their hosts the tier's. Those of a tier are indexed.
func (p *Plan) deriveRoutes() {
	var apps map[string][]*appPlan // by name, once a route asks for one
	order := 0
	for i := range p.Tiers {
		t := &p.Tiers[i]
		hosts := map[string]bool{}
		for _, h := range t.tier.Hosts {
			hosts[h.Value] = true
		}
		all := values(t.tier.Hosts)
		for j := range t.apps {
			app := &t.apps[j]
			for k := range app.app.Routes {
				order++
				route := &app.app.Routes[k]
				if t.isConnection(route) {
					continue
				}
				if r := routeOf(t, app, route, hosts, all); r != nil {
					if route.Mirror != nil && apps == nil {
						apps = p.appsByName()
					}
					r.Order, r.at, r.mirrored = order, len(t.routes), mirrorOf(app, route, apps)
					app.routes, t.routes = append(app.routes, r), append(t.routes, r)
				}
			}
		}
		matches := make([]*routing.Match, len(t.routes))
		for at, r := range t.routes {
			matches[at] = &r.Match
		}
		t.index = routing.NewIndex(matches)
		if at, limit := t.index.TooMany(); limit != routing.NoLimit {
			t.limit, t.beyond = limit, t.routes[at]
		}
	}
}

// routeOf is one route; nil where its path cannot be told.
func routeOf(t *tierPlan, app *appPlan, r *Route, tierHosts map[string]bool, all []string) *routePlan {
	path, origin, ok := pathOf(r)
	if !ok {
		return nil
	}
	out := &routePlan{route: r, app: app, tier: t, origin: origin, hostNames: all, named: len(r.Hosts) > 0, port: app.portOf(r)}
	out.Path, out.Methods, out.Headers = path, unique(r.Methods), headersOf(r)
	if out.named {
		out.hostNames = nil
		for _, h := range unique(r.Hosts) {
			if tierHosts[h] {
				out.hostNames = append(out.hostNames, h)
			}
		}
	}
	if len(out.hostNames) == 0 || len(out.hostNames) != len(all) {
		out.Hosts = routing.Only(out.hostNames)
	}
	return out
}

// unique are texts, each once.
func unique(list []Text) []string {
	if len(list) == 0 {
		return nil
	}
	out, seen := make([]string, 0, len(list)), map[string]bool{}
	for _, t := range list {
		if !seen[t.Value] {
			seen[t.Value] = true
			out = append(out, t.Value)
		}
	}
	return out
}

// headersOf are what a route compares headers with.
func headersOf(r *Route) []routing.Header {
	var out []routing.Header
	for i := range r.Headers {
		h := routing.Header{Name: r.Headers[i].Key.Value}
		switch x := &r.Headers[i].Value; {
		case x.Exact.IsSet():
			h.Kind, h.Value = routing.HeaderExact, x.Exact.Value
		case x.Prefix.IsSet():
			h.Kind, h.Value = routing.HeaderPrefix, x.Prefix.Value
		case x.Regex.IsSet():
			h.Kind, h.Value = routing.HeaderRegex, x.Regex.Value
		}
		out = append(out, h)
	}
	return out
}

// portOf is the port of the app that a route goes to; nil where there is none.
func (a *appPlan) portOf(r *Route) *portPlan {
	var out *portPlan
	if len(a.ports) > 0 && !r.Port.IsSet() {
		out = &a.ports[0]
	}
	for i := range a.ports {
		p := &a.ports[i]
		if r.Port.IsSet() && (r.Port.Value == p.name || r.Port.Value == p.port.Name.Value && r.Port.Value != "" || r.Port.Value == strconv.Itoa(p.number)) {
			out = p
		}
	}
	return out
}

// mirrorOf is the app that gets copies of a route's requests; nil where none does, or
// nobody can tell which.
func mirrorOf(app *appPlan, r *Route, apps map[string][]*appPlan) *appPlan {
	if r.Mirror == nil || r.Redirect != nil {
		return nil
	}
	if found := apps[r.Mirror.App.Value]; len(found) == 1 && found[0] != app {
		return found[0]
	}
	return nil
}

// appsByName finds apps by <name> and <name>.<namespace>.
func (p *Plan) appsByName() map[string][]*appPlan {
	out := map[string][]*appPlan{}
	for i := range p.Tiers {
		for j := range p.Tiers[i].apps {
			a := &p.Tiers[i].apps[j]
			name := a.app.Name.Value
			out[name] = append(out[name], a)
			out[name+"."+a.namespace] = append(out[name+"."+a.namespace], a)
		}
	}
	return out
}

// hostOrigin is where a tier names a host.
func (p *tierPlan) hostOrigin(host string) Origin {
	for _, h := range p.tier.Hosts {
		if h.Value == host {
			return h.Origin
		}
	}
	return Origin{}
}
