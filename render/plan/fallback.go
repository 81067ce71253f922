package plan

import (
	"slices"

	"render/render/routing"
)

// takenOver is what of the wildcards above hosts their own apps take over.
type takenOver struct {
	tier  *Tier
	hosts map[string]bool // that fall back
	after int             // more than any place of a route in the file
	count int
	on    map[string][]*Route // the routes of wildcards, and of hosts that fall back
	of    map[string][]*Route // what each host takes over
}

// deriveFallback repeats, for each host that falls back, the routes of the wildcard above
// it, and where that falls back too those of the next one. They count as the host's
// own, and a tie goes to what is nearer: by its place in the file, after which those
// taken over have theirs. What no request would reach is left out.
func (p *Plan) deriveFallback(t *Tier, after int) {
	x := takenOver{tier: t, hosts: map[string]bool{}, after: after + 1, of: map[string][]*Route{}}
	for i := range t.Apps {
		if a := &t.Apps[i]; a.Written.Fallback.Value {
			for _, r := range a.Routes {
				for _, h := range r.HostNames {
					x.hosts[h] = true
				}
			}
		}
	}
	t.Indexed = t.Routes
	if len(x.hosts) == 0 {
		return
	}
	x.find()
	var over *App // the first with which it is too much
	for i := range t.Apps {
		if a := &t.Apps[i]; a.Written.Fallback.Value && !x.app(a) && over == nil {
			over = a
		}
	}
	if over != nil {
		p.Unborrowed = append(p.Unborrowed, unborrowed{Route: over.Routes[0], Fallback: true})
		return
	}
	t.Indexed = slices.Clone(t.Routes)
	for i := range t.Apps {
		x.index(&t.Apps[i])
	}
	index := routing.NewIndex(matchesOf(t.Indexed))
	if _, limit := index.TooMany(); limit != routing.NoLimit {
		return // which is told
	}
	reached := t.Routes[:len(t.Routes):len(t.Routes)]
	for at, r := range t.Indexed[len(t.Routes):] {
		if r.hidden = index.Hidden(len(t.Routes) + at); !r.hidden {
			r.at = len(reached)
			reached = append(reached, r)
		}
	}
	t.Indexed = reached
	for i := range t.Apps {
		a := &t.Apps[i]
		a.takenOver = slices.DeleteFunc(a.takenOver, func(r *Route) bool { return r.hidden })
	}
}

// find finds the routes of wildcards, and of hosts that fall back.
func (x *takenOver) find() {
	x.on = map[string][]*Route{}
	for _, r := range x.tier.Routes {
		for _, h := range r.HostNames {
			if routing.IsWild(h) || x.hosts[h] {
				x.on[h] = append(x.on[h], r)
			}
		}
	}
}

// app has an app take over what its hosts fall back to. ok is false where that is too
// much.
func (x *takenOver) app(a *App) (ok bool) {
	seen := map[string]bool{}
	for _, r := range a.Routes {
		for _, h := range r.HostNames {
			if seen[h] {
				continue
			}
			seen[h] = true
			above, _ := x.tier.virtual.Above(x.tier.standsFor(h))
			a.Fallback = append(a.Fallback, Fallback{h, above})
			if x.count > MaxBorrowed {
				continue
			}
			a.takenOver = append(a.takenOver, x.host(a, h)...)
			x.count += len(x.of[h])
		}
	}
	return x.count <= MaxBorrowed
}

// host is what a host takes over, as an app of it says.
func (x *takenOver) host(a *App, host string) []*Route {
	if out, ok := x.of[host]; ok {
		return out
	}
	var out []*Route
	seen, before := map[*Route]bool{}, map[string][]*Route{}
	for _, r := range x.on[host] {
		before[r.Path.Text] = append(before[r.Path.Text], r)
	}
	for at, depth := x.tier.standsFor(host), 1; x.hosts[at] && len(out) <= MaxBorrowed; depth++ {
		above, ok := x.tier.virtual.Above(at)
		if !ok {
			break
		}
		for _, r := range x.on[above] {
			if seen[r] || r.Hosts.Has(host) {
				continue
			}
			seen[r] = true
			one := *r
			one.Hosts, one.HostNames, one.Named = routing.Only([]string{host}), []string{host}, true
			one.Order, one.Above, one.Taker, one.at = depth*x.after+r.Order, above, a, -1
			if one.leaveMethods(before[r.Path.Text]) {
				before[r.Path.Text] = append(before[r.Path.Text], &one)
				out = append(out, &one)
			}
		}
		at = above
	}
	x.of[host] = out
	return out
}

// leaveMethods takes from a route the methods that routes of the same path have before
// it, whatever else is asked for. It is not ok where none is left.
func (r *Route) leaveMethods(before []*Route) (ok bool) {
	if len(r.Methods) == 0 {
		return true
	}
	for _, o := range before {
		if o.Path.Same(r.Path) && len(o.Headers)+len(o.Query) == 0 && o.Compare(&r.Match) < 0 {
			r.Methods = slices.DeleteFunc(slices.Clone(r.Methods), func(m string) bool { return slices.Contains(o.Methods, m) })
		}
	}
	return len(r.Methods) > 0
}

// index gives what an app takes over its places behind the tier's own routes.
func (x *takenOver) index(a *App) {
	for _, r := range a.takenOver {
		if r.at < 0 {
			r.at = len(x.tier.Indexed)
			x.tier.Indexed = append(x.tier.Indexed, r)
		}
	}
}

// TakesOver reports whether any host of an app takes over anything, or its routes are
// not all read, of which something else is told.
func (t *Tier) TakesOver(a *App) bool {
	if slices.ContainsFunc(a.Fallback, func(f Fallback) bool { return f.Above != "" }) {
		return true
	}
	requests := 0
	for i := range a.Written.Routes {
		if r := &a.Written.Routes[i]; !r.OfConnections() && !t.PassesAllOf(a.HostsOf(r)) {
			requests++
		}
	}
	return len(a.Routes) < requests
}

// ClientsApart is which side of a fallback asks for clients' certificates, where both
// are on servers of their own: whoever has none would come to its apps by the other
// one. The server is nil for none.
func (t *Tier) ClientsApart(f Fallback) (asks string, server *Server) {
	host, wide := t.ServerOf(f.Host), t.ServerOf(f.Above)
	switch {
	case host == nil || wide == nil || host == wide:
		return "", nil
	case host.TLS.ClientCertificates():
		return f.Host, host
	case wide.TLS.ClientCertificates():
		return f.Above, wide
	}
	return "", nil
}

// Together reports whether each object of the Gateway API that has one route has another
// one too.
func (t *Tier) Together(a, b *Route) bool {
	for app := range t.Routers() {
		for i := range app.HTTP {
			if routes := app.HTTP[i].Routes; slices.Contains(routes, b) && !slices.Contains(routes, a) {
				return false
			}
		}
	}
	return true
}
