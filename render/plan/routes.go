package plan

import (
	"maps"
	"slices"
	"strings"

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
		for app := range t.Routers() {
			of := t.hostsOfApp(app)
			for k := range app.Written.Routes {
				order++
				route := &app.Written.Routes[k]
				if route.OfConnections() || t.PassesAllOf(app.HostsOf(route)) {
					continue
				}
				if r := routeOf(app, route, of); r != nil {
					if route.Mirror != nil && apps == nil {
						apps = p.AppsByName()
					}
					r.Tier, r.Order, r.at, r.Mirrored = t, order, len(t.Routes), mirrorOf(app, route, apps)
					if r.Mirrored != nil {
						r.MirroredPort = r.Mirrored.PortOf(&format.Route{Port: route.Mirror.Port})
					}
					app.Routes, t.Routes = append(app.Routes, r), append(t.Routes, r)
				}
			}
		}
		t.deriveAnswered()
		t.deriveCertified()
		p.deriveFallback(t, order)
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
		own = hostNames{list: t.web}
	}
	return func(r *format.Route) hostNames {
		if len(r.Hosts) == 0 {
			return own
		}
		return hostNames{t.known(r.Hosts), true}
	}
}

// known are those of some hosts whose requests the tier answers, each once.
func (t *Tier) known(hosts []format.Text) []string {
	var out []string
	for _, h := range format.Unique(hosts) {
		if s := t.ServerOf(h); s != nil && !s.Passthrough() {
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
	out := &Route{Written: r, App: app, Origin: origin, HostNames: of.list, Named: of.named, Port: app.PortOf(r), Version: app.versionOf(r)}
	if r.IgnoreCase.Value {
		path = path.InAnyCase()
	}
	out.Path, out.Methods, out.Headers, out.Query = path, format.Unique(r.Methods), format.Conditions(r.Headers), format.Conditions(r.Query)
	return out
}

// deriveAnswered settles which hosts the tier answers, each a virtual host of its own,
// and on which of them each route is: the most specific of those with routes alone
// answers a request.
func (t *Tier) deriveAnswered() {
	below := map[string]bool{}
	own := map[string]bool{} // with routes
	for _, r := range t.Routes {
		if !r.Named {
			own[listedWord] = true
			continue
		}
		for _, h := range r.HostNames {
			if own[h] = true; !t.Known.Has(h) {
				below[h] = true
			}
		}
	}
	t.deriveInherited(own)
	if own[listedWord] {
		delete(own, listedWord)
		for _, h := range t.web {
			own[h] = true
		}
	}
	t.virtual = routing.NewSet(slices.Sorted(maps.Keys(own)))
	t.answered = len(t.web) + len(below)
	listed := t.these(t.web)
	for _, r := range t.Routes {
		if r.Hosts = listed; r.Named {
			r.Hosts = t.these(r.HostNames)
		}
	}
}

// deriveCertified finds the names that routes name and that a certificate has to have
// beside those of its server's hosts.
func (t *Tier) deriveCertified() {
	seen := map[string]bool{}
	for _, r := range t.Routes {
		if !r.Named {
			continue
		}
		for _, h := range r.App.HostsOf(r.Written) {
			if seen[h.Value] || t.Known.Has(h.Value) {
				continue
			}
			seen[h.Value] = true
			s := t.ServerOf(h.Value)
			if s == nil || !s.TLS.Terminated() {
				continue
			}
			_, parent, _ := strings.Cut(h.Value, ".")
			if one := "*." + parent; routing.IsWild(h.Value) || t.listedOn(one) != s || !routing.CertificateCovers(one, h.Value) {
				s.Below = append(s.Below, h)
			}
		}
	}
}

// listedWord is no host, and stands for all that the tier lists.
const listedWord = ""

// Answering is the host whose routes answer requests to a host: itself, or the wildcard
// next above it that has any, at the same door. ok is false where none has.
func (t *Tier) Answering(host string) (found string, ok bool) {
	found, ok = t.virtual.MostSpecific(host)
	return found, ok && t.DoorOf(found) == t.DoorOf(host)
}

// Unanswered are hosts that the tier lists, whose TLS it ends, and for which no route is,
// nor an app that names them. Where the tier has no route at all, or others attach theirs,
// there are none: its Gateway is there for those.
func (t *Tier) Unanswered() []format.Text {
	if len(t.Routes) == 0 || t.Written.Gateway.Attach.IsSet() {
		return nil
	}
	named := map[string]bool{}
	for i := range t.Apps {
		a := &t.Apps[i]
		for k := range a.Written.Routes {
			if r := &a.Written.Routes[k]; r.TLS.IsSet() && len(a.HostsOf(r)) == 0 {
				return nil
			}
			for _, h := range a.Written.Routes[k].Hosts {
				named[h.Value] = true
			}
		}
		for _, h := range a.Written.Hosts {
			named[h.Value] = true
		}
	}
	var out []format.Text
	for _, h := range t.AllHosts {
		s := t.ServerOf(h.Value)
		if s == nil || s.Passthrough() || named[h.Value] || format.CheckHost(h.Value).Found() {
			continue
		}
		below := func(r *Route) bool {
			return slices.ContainsFunc(r.HostNames, func(name string) bool { return routing.Covers(h.Value, name) })
		}
		if _, ok := t.Answering(h.Value); !ok && !(routing.IsWild(h.Value) && slices.ContainsFunc(t.Routes, below)) {
			out = append(out, h)
		}
	}
	return out
}

// deriveIndex indexes the tier's routes, and those taken over.
func (t *Tier) deriveIndex() {
	t.Index = routing.NewIndex(matchesOf(t.Indexed))
	if at, limit := t.Index.TooMany(); limit != routing.NoLimit {
		t.Limit, t.Beyond = limit, t.Indexed[at]
	}
}

func matchesOf(routes []*Route) []*routing.Match {
	out := make([]*routing.Match, len(routes))
	for at, r := range routes {
		out[at] = &r.Match
	}
	return out
}
