package mesh

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// drafter makes up topologies, and changes of them, by a seed.
type drafter struct {
	*rand.Rand
	apps, routes int // how many were made
	// marked: nearly each route has a timeout of its own, by which the route that a
	// request took is known, not only the app that it came to.
	marked bool
	// api: with the Gateway API, which lacks some of what there is.
	api bool
}

func one[T any](r *drafter, from ...T) T { return from[r.IntN(len(from))] }

// often is true in so many of a hundred.
func (r *drafter) often(percent int) bool { return r.IntN(100) < percent }

// lacked is often, but seldom of what the Gateway API lacks.
func (r *drafter) lacked(percent int) bool {
	if r.api {
		return r.IntN(1000) < percent
	}
	return r.often(percent)
}

// tierHosts are what tiers are for, more and less.
var tierHosts = [][]string{
	{"home.example.org"},
	{"home.example.org", "alt.example.org"},
	{"home.example.org", "alt.example.org", "third.example.org"},
	{"*.example.org"},
	{"*.example.org", "example.org"},
	{"*.example.org", "home.example.org"},
	{"*.example.org", "*.wide.example.org"},
	{"*"},
	{"*", "home.example.org", "*.wide.example.org"},
}

func (r *drafter) tierHosts() (out []draftHost) {
	for _, host := range one(r, tierHosts...) {
		out = append(out, draftHost{Host: []string{host}})
	}
	return out
}

// topology makes up a whole one, whose objects the pair test can tell apart.
func (r *drafter) topology() *draft {
	d := &draft{Name: "proof", Kubernetes: "1.36", Metallb: "0.16", Secrets: "omit", Istio: map[string]any{"version": "1.31", "install": "none"}}
	if r.api = r.often(25); r.api {
		d.Routing = gatewayAPI
	}
	r.marked = r.often(70)
	for i := range 1 + r.IntN(2) {
		t := draftTier{Name: []string{"primary", "staff"}[i], IP: fmt.Sprintf("192.168.1.%d", 10+i), Hosts: r.tierHosts()}
		if r.often(50) {
			t.TLS = "off"
		} else {
			r.served(&t)
		}
		if r.often(20) {
			t.Ports = append(t.Ports, draftPort{Name: "http-alt", Port: 8888})
		}
		if t.ended() != nil && r.often(20) {
			t.Ports = append(t.Ports, draftPort{Name: "https-admin", Port: 9443})
		}
		way := r.often(40)
		if way {
			r.ways(&t)
		}
		for i := range 1 + r.IntN(4) {
			t.Apps = append(t.Apps, draftApp{})
			r.app(&t, i)
			if way && i > 0 && r.often(60) {
				r.joins(&t, i)
			}
		}
		r.taken(&t)
		if r.often(20) {
			t.Routes = append(t.Routes, r.own(&t))
		}
		d.Tiers = append(d.Tiers, t)
	}
	return d
}

// served makes up what port 80 of a tier redirects, and hosts with a certificate or a
// way with TLS of their own.
func (r *drafter) served(t *draftTier) {
	redirects := func() any {
		return map[string]any{"redirect": one[any](r, true, map[string]any{"except": one(r, []string{"/.well-known/acme-challenge/*"}, []string{"/shop", "/api/*"})})}
	}
	if r.often(30) {
		t.TLS = redirects()
	}
	for i := range t.Hosts {
		h := &t.Hosts[i]
		switch n := r.IntN(100); {
		case n < 15:
			h.Cert = "certs/" + slug(h.Host[0])
		case n < 22:
			h.TLS = redirects()
		case n < 27:
			h.TLS = "off"
		}
	}
}

// app makes up the app in a place of a tier.
func (r *drafter) app(t *draftTier, at int) {
	r.apps++
	name := one(r, "shop", "cart", "admin", "api", "zoo", "blog")
	a := &t.Apps[at]
	*a = draftApp{Name: fmt.Sprintf("%s-%d", name, r.apps), Port: one(r, 80, 8080)}
	if r.often(20) {
		a.Namespace = one(r, "one", "two")
	}
	switch image := "registry.example.org/" + name + ":1"; {
	case r.often(60):
		a.Image = image
		if r.often(30) {
			a.Version = one(r, "v1", "v2")
		}
	case r.often(50):
		a.Versions = []draftVersion{{"v1", image, 90}, {"v2", image, 10}}
	case r.often(50):
		a.Service = fmt.Sprintf("there-%d%s", r.apps, one(r, "", ".else"))
	default:
		a.Outside = r.outside()
	}
	if r.often(25) {
		a.Hosts = r.hosts(t)
		a.Fallback = a.Hosts != nil && r.often(50) && t.falls(a.Hosts)
	}
	for range 1 + r.IntN(3) {
		a.Routes = append(a.Routes, r.route(t, a))
	}
}

func (r *drafter) outside() any {
	name := fmt.Sprintf("api-%d.partner.example.net", r.apps)
	return one[any](r, name, (fmt.Sprintf("10.9.0.%d", 1+r.apps%250)), map[string]any{"address": name, "host": "keep"},
		map[string]any{"address": name, "host": "inner.example.net"})
}

// Paths that lie below and beside each other.
var (
	draftPaths = []string{"/shop", "/shop/admin", "/shop/admin/keys", "/shop/cart", "/shopping", "/api", "/api/v1", "/api/v1/users", "/api/v2"}
	draftRegex = []string{"/shop/[a-z]+", "/[a-z]+/v[0-9]+.*", "/[a-z]+/admin", "/s.*", "/(shop|blog)/[a-z]+", "/[a-z]+"}
)

func (r *drafter) route(t *draftTier, a *draftApp) draftRoute {
	var out draftRoute
	if r.often(35) {
		out.Hosts = r.hosts(t)
	}
	if a.Hosts != nil {
		out.Hosts = nil // the app's
	}
	on := out.Hosts
	if on == nil {
		on = a.Hosts
	}
	r.path(t, &out, on)
	r.asks(&out)
	switch {
	case r.often(15) && out.plain():
		out.Redirect = fmt.Sprintf("/moved-%d", r.routes)
	case r.lacked(6) && !strings.HasPrefix(fmt.Sprint(a.Outside), "map"):
		out.Respond = map[string]any{"status": one(r, 404, 503), "body": fmt.Sprintf("of route %d", r.routes)}
	case r.often(20) && out.plain():
		out.Rewrite = fmt.Sprintf("/as-%d", r.routes)
	case r.lacked(5) && out.Regex != "":
		out.Rewrite = map[string]any{"regex": "^/([a-z]+)", "to": fmt.Sprintf(`/\1-%d`, r.routes)}
	}
	ends := out.Redirect != nil || out.Respond != nil
	if a.Versions != nil && !ends && r.often(25) {
		out.Version = one(r, a.Versions...).Version
	}
	if !ends && r.often(12) {
		out.Request = r.edits("x-in")
	}
	if out.Redirect == nil && r.often(12) {
		out.Response = r.edits("x-out")
	}
	if !ends && r.often(8) {
		out.CORS = map[string]any{"origins": r.origins()}
	}
	if r.marked && !ends {
		out.Timeout = fmt.Sprintf("%ds", 100+r.routes)
	}
	return out
}

// asks makes up what a route asks for beside its path.
func (r *drafter) asks(of *draftRoute) {
	if r.often(25) {
		of.Methods = one(r, []string{"GET"}, []string{"POST"}, []string{"GET", "PUT"})
	}
	if r.often(20) {
		of.Headers = one(r, map[string]any{"x-canary": "true"}, map[string]any{"x-canary": map[string]any{"present": true}},
			map[string]any{"x-team": map[string]any{"prefix": "a"}}, map[string]any{"x-canary": "true", "x-team": map[string]any{"regex": "a[bc]"}})
	}
	if r.lacked(6) {
		of.Headers = one(r, map[string]any{"x-canary": map[string]any{"not": "true"}}, map[string]any{"x-team": map[string]any{"not": map[string]any{"prefix": "b"}}},
			map[string]any{"x-canary": map[string]any{"present": false}})
	}
	if r.often(12) {
		of.Query = one(r, map[string]any{"v": "2"}, map[string]any{"v": "2", "lang": "de"}, map[string]any{"debug": map[string]any{"regex": "y(es)?"}})
	}
	if r.lacked(6) {
		of.Query = one(r, map[string]any{"debug": map[string]any{"present": true}}, map[string]any{"lang": map[string]any{"prefix": "d"}})
	}
	of.IgnoreCase = of.Regex == "" && of.Prefix != "/" && r.lacked(6)
}

func (r *drafter) edits(name string) map[string]any {
	return one(r, map[string]any{"set": map[string]any{name: "one"}}, map[string]any{"add": map[string]any{name: "two"}},
		map[string]any{"remove": []string{name}}, map[string]any{"set": map[string]any{name: "three"}, "remove": []string{name + "-gone"}})
}

func (r *drafter) origins() []any {
	if r.lacked(50) {
		return []any{one[any](r, "https://*.example.net", map[string]any{"regex": `https://[a-z]+\.example\.com`})}
	}
	return []any{"https://app.example.net"}
}

// path gives a route a path, mostly one that no other route of its hosts has.
func (r *drafter) path(t *draftTier, of *draftRoute, hosts []string) {
	r.routes++
	for range 8 {
		of.Exact, of.Prefix, of.Regex = "", "", ""
		switch n := r.IntN(100); {
		case n < 25:
			of.Exact = one(r, draftPaths...)
		case n < 75:
			of.Prefix = one(r, draftPaths...)
		case n < 77 || n < 81 && !r.api:
			of.Regex = one(r, draftRegex...)
		default:
			of.Prefix = "/"
		}
		if !t.has(of, hosts) || r.often(5) {
			break
		}
	}
	if !of.plain() {
		of.Redirect, of.Rewrite, of.IgnoreCase = nil, nil, false
	}
}

// hosts are some of a tier's, and of those below its wildcards; nil for all.
func (r *drafter) hosts(t *draftTier) []string {
	from := t.hosts(false)
	for _, host := range slices.Clone(from) {
		if domain, ok := strings.CutPrefix(host, "*."); ok {
			from = append(from, "grafana."+domain, "home."+domain, "far.wide."+domain)
		} else if host == "*" {
			from = append(from, "elsewhere.example.net", "home.example.org")
		}
	}
	if r.often(10) {
		for _, host := range from {
			if domain, ok := strings.CutPrefix(host, "*."); ok {
				from = append(from, "*.below."+domain)
			}
		}
	}
	slices.Sort(from)
	from = slices.Compact(from)
	r.Shuffle(len(from), func(i, j int) { from[i], from[j] = from[j], from[i] })
	if len(from) == 0 {
		return nil
	}
	return from[:1+r.IntN(min(len(from), 3))]
}
