package plan

import (
	"maps"
	"slices"
	"strings"

	"render/render/naming"
	"render/render/routing"
)

// clearing finds the routes of the Gateway API for what port 80 serves for a door,
// where it redirects all else: those within its paths, and those above for just them.
// The redirect is for every path, so less specific.
type clearing struct {
	tier   *Tier
	door   *Door
	routes map[*Route][]cleared
}

// cleared is a route as port 80 serves it. A route for all hosts of the tier is without
// those where another is for the path that both are cut to: of two alike the Gateway API
// would try the older object's first.
type cleared struct {
	*Route
	without map[string]bool
}

// deriveClearRoutes adds them to the routes of apps, and redirects all else.
func (p *Plan) deriveClearRoutes() {
	for i := range p.Tiers {
		if p.GatewayAPI() {
			p.clearRoutes(&p.Tiers[i])
			p.redirectRoutes(&p.Tiers[i])
		}
	}
}

// redirectRoutes are a tier's routes to https. Hosts below wildcards that apps name have
// theirs beside what port 80 serves of those apps.
func (p *Plan) redirectRoutes(t *Tier) {
	var hosts []string
	for d := range t.Doors() {
		if d.Redirects() {
			hosts = append(hosts, t.redirected(d)...)
		}
	}
	if len(hosts) == 0 {
		return
	}
	redirect := VirtualService{Name: "redirect-on-" + t.Names.Gateway, Namespace: t.GatewayNamespace, Hosts: hosts, Origin: t.Written.Name.Origin}
	routes := p.httpRoutes(t, &redirect, "HTTPRoute", 1)
	for i := range routes {
		routes[i].ToHTTPS = true
	}
	t.HTTP = append(routes, t.HTTP...)
}

func (p *Plan) clearRoutes(t *Tier) {
	for d := range t.Doors() {
		x := clearing{t, d, map[*Route][]cleared{}}
		for i, path := range d.Clear {
			within := func(other routing.Path) bool { return other.Covers(path) && !other.Same(path) }
			if !slices.ContainsFunc(d.Clear, within) && !slices.ContainsFunc(d.Clear[:i], path.Same) {
				x.narrow(path)
			}
		}
		if len(d.Clear) == 0 {
			continue
		}
		for a := range t.Routers() {
			for j := range a.Own {
				a.HTTP = append(a.HTTP, x.of(p, &a.Own[j])...)
			}
		}
	}
}

// of are the routes of what would be a VirtualService. Where it is for all hosts of the
// tier, those of a host that lacks one are in an object of its own.
func (x *clearing) of(p *Plan, whole *VirtualService) []GatewayRoute {
	if len(whole.Hosts) == 0 || x.tier.DoorOf(whole.Hosts[0]) != x.door {
		return nil
	}
	if whole.routes[0].Named {
		return x.on(p, whole, "", whole.Hosts)
	}
	lacks := map[string]bool{}
	for _, r := range whole.routes {
		for _, one := range x.routes[r] {
			maps.Copy(lacks, one.without)
		}
	}
	apart := slices.DeleteFunc(slices.Clone(whole.Hosts), func(h string) bool { return !lacks[h] })
	all := slices.DeleteFunc(slices.Clone(whole.Hosts), func(h string) bool { return lacks[h] })
	out := x.on(p, whole, "", all)
	words := naming.Slugs(apart, naming.MaxSlug)
	for _, h := range apart {
		out = append(out, x.on(p, whole, "-"+words[h], []string{h})...)
	}
	return out
}

// on are the routes on hosts that have the same ones. They are HTTPRoutes always: the
// redirect beside them is, and a listener has no GRPCRoute beside it for one host. That of
// a host below a wildcard is among them, and alone where no path is served: the most
// specific host alone answers, and all else would be 404, or what the wildcard is in clear.
func (x *clearing) on(p *Plan, whole *VirtualService, suffix string, hosts []string) []GatewayRoute {
	if len(hosts) == 0 {
		return nil
	}
	s := *whole
	s.Name, s.Hosts, s.routes = s.Name+".http"+suffix, hosts, nil
	for _, r := range whole.routes {
		for _, one := range x.routes[r] {
			if !one.without[hosts[0]] {
				s.routes = append(s.routes, one.Route)
			}
		}
	}
	also, below := 0, !x.tier.Known.Has(hosts[0])
	switch {
	case below:
		also = 1
	case len(s.routes) == 0:
		return nil
	}
	out := p.httpRoutes(x.tier, &s, "HTTPRoute", also)
	for i := range out {
		out[i].Clear, out[i].ToHTTPS = true, below
	}
	return out
}

// narrow finds the routes for a path that port 80 serves.
func (x *clearing) narrow(path routing.Path) {
	everywhere, byHost := []*Route{}, map[string][]*Route{}
	for _, r := range x.tier.Indexed {
		switch {
		case r.Path.Covers(path) && r.Named:
			for _, h := range r.HostNames {
				if x.tier.DoorOf(h) == x.door {
					byHost[h] = append(byHost[h], r)
				}
			}
		case r.Path.Covers(path):
			everywhere = append(everywhere, r)
		case path.Covers(r.Path):
			x.routes[r] = append(x.routes[r], cleared{Route: r})
		case r.Path.Kind == routing.Regex && path.Overlaps(r.Path):
			x.tier.Turned = append(x.tier.Turned, turned{Route: r, Door: x.door})
		}
	}
	kept := map[*Route]bool{}
	x.keepReached(everywhere, kept)
	without := map[*Route]map[string]bool{}
	for _, h := range slices.Sorted(maps.Keys(byHost)) {
		list, here := byHost[h], map[*Route]bool{}
		if x.tier.Known.Has(h) {
			list = append(list, everywhere...)
		}
		x.keepReached(list, here)
		for _, r := range list {
			switch {
			case here[r]:
				kept[r] = true
			case without[r] == nil:
				without[r] = map[string]bool{h: true}
			default:
				without[r][h] = true
			}
		}
	}
	for _, r := range x.tier.Indexed {
		if kept[r] {
			x.routes[r] = append(x.routes[r], cleared{r.narrowedTo(path), without[r]})
		}
	}
}

// keepReached notes the routes of one host that a request for a path reaches which all
// of them are for: the most specific ones, up to the first that asks for nothing more.
func (x *clearing) keepReached(list []*Route, kept map[*Route]bool) {
	slices.SortFunc(list, func(a, b *Route) int { return a.Compare(&b.Match) })
	for i, r := range list {
		for _, before := range list[:i] {
			other := turned{r, before, x.door}
			if before.SharesConditions(&r.Match) && before.CompareConditions(&r.Match) >= 0 && !slices.Contains(x.tier.Turned, other) {
				x.tier.Turned = append(x.tier.Turned, other)
			}
		}
		if kept[r] = true; len(r.Methods)+len(r.Headers)+len(r.Query) == 0 {
			return
		}
	}
}

// narrowedTo is a route for one path of those that it is for.
func (r *Route) narrowedTo(path routing.Path) *Route {
	if r.Path.Same(path) {
		return r
	}
	out, written := *r, *r.Written
	if w := &written.Rewrite.Path; w.IsSet() && r.Path.Kind != routing.Exact {
		w.Value = strings.TrimSuffix(w.Value, "/") + strings.TrimPrefix(path.Text, r.Path.Text)
	}
	out.Path, out.Written = path, &written
	return &out
}
