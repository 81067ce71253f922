package plan

import (
	"render/render/format"
	"render/render/routing"
)

// deriveRoutes settles the routes of HTTP, in the order of the file: those that give
// one path, and of their hosts those that the tier answers. Those of a tier are
// indexed.
func (p *Plan) deriveRoutes() {
	var apps map[string][]*App // by name, once a route asks for one
	order := 0
	for i := range p.Tiers {
		t := &p.Tiers[i]
		for j := range t.Apps {
			app := &t.Apps[j]
			of := t.hostsOfApp(app)
			for k := range app.Written.Routes {
				order++
				route := &app.Written.Routes[k]
				if t.IsConnection(route) {
					continue
				}
				if r := routeOf(app, route, of); r != nil {
					if route.Mirror != nil && apps == nil {
						apps = p.AppsByName()
					}
					r.Tier, r.Order, r.at, r.Mirrored = t, order, len(t.Routes), mirrorOf(app, route, apps)
					app.Routes, t.Routes = append(app.Routes, r), append(t.Routes, r)
				}
			}
		}
		t.deriveAnswered()
		t.deriveIndex()
	}
}

// hostNames are hosts that routes are for, and whether routes name them.
type hostNames struct {
	list  []string
	named bool
}

// hostsOfApp are the hosts of an app's routes that name none themselves.
func (t *Tier) hostsOfApp(a *App) func(*format.Route) hostNames {
	own := hostNames{list: t.known(a.Written.Hosts), named: true}
	if len(a.Written.Hosts) == 0 {
		own = hostNames{list: t.names}
	}
	return func(r *format.Route) hostNames {
		if len(r.Hosts) == 0 {
			return own
		}
		return hostNames{t.known(r.Hosts), true}
	}
}

// known are those of some hosts that the tier answers, each once.
func (t *Tier) known(hosts []format.Text) []string {
	var out []string
	for _, h := range unique(hosts) {
		if t.Known.Covers(h) {
			out = append(out, h)
		}
	}
	return out
}

// HostsOf are the hosts that a route names, or its app for it; none where they are
// those that the tier lists.
func (a *App) HostsOf(r *format.Route) []format.Text {
	if len(r.Hosts) > 0 {
		return r.Hosts
	}
	return a.Written.Hosts
}

// routeOf is one route; nil where its path cannot be told.
func routeOf(app *App, r *format.Route, hosts func(*format.Route) hostNames) *Route {
	path, origin, ok := PathOf(r)
	if !ok {
		return nil
	}
	of := hosts(r)
	out := &Route{Written: r, App: app, Origin: origin, HostNames: of.list, Named: of.named, Port: app.PortOf(r)}
	out.Path, out.Methods, out.Headers = path, unique(r.Methods), headersOf(r)
	return out
}

// deriveAnswered settles which hosts the tier answers, each a virtual host of its own,
// and on which of them each route is: the most specific of them alone answers a
// request. Those that the tier lists are a list of their own in every route of them.
func (t *Tier) deriveAnswered() {
	below := map[string]bool{}
	for _, r := range t.Routes {
		if r.Named {
			for _, h := range r.HostNames {
				if !t.Known.Has(h) {
					below[h] = true
				}
			}
		}
	}
	t.answered = len(t.names) + len(below)
	listed := t.these(t.names)
	for _, r := range t.Routes {
		if r.Hosts = listed; r.Named {
			r.Hosts = t.these(r.HostNames)
		}
	}
}

// deriveIndex indexes the tier's routes.
func (t *Tier) deriveIndex() {
	matches := make([]*routing.Match, len(t.Routes))
	for at, r := range t.Routes {
		matches[at] = &r.Match
	}
	t.Index = routing.NewIndex(matches)
	if at, limit := t.Index.TooMany(); limit != routing.NoLimit {
		t.Limit, t.Beyond = limit, t.Routes[at]
	}
}
