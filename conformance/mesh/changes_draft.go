package mesh

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// draft is a topology that is made up: what of the format decides where requests
// go, and what the format cannot do without.
type draft struct {
	Name       string         `json:"name"`
	Kubernetes string         `json:"kubernetes"`
	Metallb    string         `json:"metallb"`
	Istio      map[string]any `json:"istio"`
	Routing    string         `json:"routing,omitempty"`
	Tiers      []draftTier    `json:"tiers"`
}

type draftTier struct {
	Name  string     `json:"name"`
	IP    string     `json:"ip"`
	Hosts []string   `json:"hosts"`
	TLS   string     `json:"tls,omitempty"`
	Apps  []draftApp `json:"apps"`
}

type draftApp struct {
	Name      string         `json:"name"`
	Namespace string         `json:"namespace,omitempty"`
	Image     string         `json:"image,omitempty"`
	Service   string         `json:"service,omitempty"`
	Version   string         `json:"version,omitempty"`
	Versions  []draftVersion `json:"versions,omitempty"`
	Port      int            `json:"port"`
	Routes    []draftRoute   `json:"routes"`
}

type draftVersion struct {
	Version string `json:"version"`
	Image   string `json:"image"`
	Weight  int    `json:"weight"`
}

type draftRoute struct {
	Exact    string         `json:"exact,omitempty"`
	Prefix   string         `json:"prefix,omitempty"`
	Regex    string         `json:"regex,omitempty"`
	Hosts    []string       `json:"hosts,omitempty"`
	Methods  []string       `json:"methods,omitempty"`
	Headers  map[string]any `json:"headers,omitempty"`
	Rewrite  string         `json:"rewrite,omitempty"`
	Redirect string         `json:"redirect,omitempty"`
	Timeout  string         `json:"timeout,omitempty"`
}

// copied is a draft that shares nothing with this one.
func (d *draft) copied() *draft {
	text, err := json.Marshal(d)
	out := &draft{}
	if err == nil {
		err = json.Unmarshal(text, out)
	}
	if err != nil {
		panic(err) // a draft holds texts and numbers
	}
	return out
}

func (d *draft) text() []byte {
	text, err := yaml.Marshal(d)
	if err != nil {
		panic(err) // as above
	}
	return text
}

// drafter makes up topologies, and changes of them, by a seed.
type drafter struct {
	*rand.Rand
	apps, routes int // how many were made
	// marked gives each route a timeout of its own, by which the route that a
	// request took is known, not only the app that it came to.
	marked bool
}

func one[T any](r *drafter, from ...T) T { return from[r.IntN(len(from))] }

// often is true in so many of a hundred.
func (r *drafter) often(percent int) bool { return r.IntN(100) < percent }

// tierHosts are what tiers are for, more and less.
var tierHosts = [][]string{
	{"home.example.org"},
	{"home.example.org", "alt.example.org"},
	{"home.example.org", "alt.example.org", "third.example.org"},
	{"*.example.org", "home.example.org"},
	{"*", "home.example.org", "*.wide.example.org"},
}

// topology makes up a whole one.
func (r *drafter) topology() *draft {
	d := &draft{Name: "proof", Kubernetes: "1.36", Metallb: "0.16", Istio: map[string]any{"version": "1.31", "install": "none"}}
	if r.often(25) {
		d.Routing = gatewayAPI
	}
	r.marked = r.often(70)
	for i := range 1 + r.IntN(2) {
		t := draftTier{Name: []string{"primary", "staff"}[i], IP: fmt.Sprintf("192.168.1.%d", 10+i), Hosts: slices.Clone(one(r, tierHosts...))}
		if d.Routing == gatewayAPI || r.often(50) {
			t.TLS = "off" // else the certificates have to be there
		}
		for range 1 + r.IntN(4) {
			t.Apps = append(t.Apps, draftApp{})
			r.app(&t, len(t.Apps)-1)
		}
		d.Tiers = append(d.Tiers, t)
	}
	return d
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
		a.Service = fmt.Sprintf("api-%d.partner.example.net", r.apps)
	}
	for range 1 + r.IntN(3) {
		a.Routes = append(a.Routes, r.route(t))
	}
}

// Paths that lie below and beside each other.
var (
	draftPaths = []string{"/shop", "/shop/admin", "/shop/admin/keys", "/shop/cart", "/shopping", "/api", "/api/v1", "/api/v1/users", "/api/v2"}
	draftRegex = []string{"/shop/[a-z]+", "/api/v[0-9]+", "/api/.*", "/[a-z]+/admin", ".*", "/shop/admin/.*", "/[a-z]+"}
)

func (r *drafter) route(t *draftTier) draftRoute {
	var out draftRoute
	r.path(t, &out)
	if r.often(25) {
		out.Methods = one(r, []string{"GET"}, []string{"POST"}, []string{"GET", "PUT"})
	}
	if r.often(20) {
		out.Headers = one(r, map[string]any{"x-canary": "true"}, map[string]any{"x-canary": map[string]any{"present": true}},
			map[string]any{"x-team": map[string]any{"prefix": "a"}}, map[string]any{"x-canary": "true", "x-team": map[string]any{"regex": "a[bc]"}})
	}
	if r.often(35) {
		out.Hosts = r.hosts(t)
	}
	switch {
	case r.often(15) && out.plain():
		out.Redirect = fmt.Sprintf("/moved-%d", r.routes)
	case r.often(20) && out.plain():
		out.Rewrite = fmt.Sprintf("/as-%d", r.routes)
	}
	if r.marked && out.Redirect == "" {
		out.Timeout = fmt.Sprintf("%ds", 100+r.routes)
	}
	return out
}

// plain is false of paths that the new path of a redirect or rewrite may meet.
func (d *draftRoute) plain() bool { return d.Regex == "" && d.Prefix != "/" }

// path gives a route a path, mostly one that no other route of its tier has.
func (r *drafter) path(t *draftTier, of *draftRoute) {
	r.routes++
	for range 8 {
		of.Exact, of.Prefix, of.Regex = "", "", ""
		switch n := r.IntN(100); {
		case n < 25:
			of.Exact = one(r, draftPaths...)
		case n < 75:
			of.Prefix = one(r, draftPaths...)
		case n < 85:
			of.Regex = one(r, draftRegex...)
		default:
			of.Prefix = "/"
		}
		if !t.has(of) || r.often(5) {
			break
		}
	}
	if !of.plain() {
		of.Redirect, of.Rewrite = "", ""
	}
}

func (t *draftTier) has(path *draftRoute) bool {
	for _, a := range t.Apps {
		for _, other := range a.Routes {
			if other.Exact == path.Exact && other.Prefix == path.Prefix && other.Regex == path.Regex {
				return true
			}
		}
	}
	return false
}

// hosts are some of a tier's; none where one takes in another, which routes
// cannot tell apart.
func (r *drafter) hosts(t *draftTier) []string {
	if strings.HasPrefix(t.Hosts[0], "*") && !r.often(5) {
		return nil
	}
	out := slices.Clone(t.Hosts)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:1+r.IntN(len(out))]
}
