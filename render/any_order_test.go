package render_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"render/render"
)

// Random small topologies: where each request has to go is found here by trying
// every route of the file, and where it goes by what istiod makes of the
// VirtualServices, whichever of them is the oldest.

type wroteRoute struct {
	kind, path string // exact, prefix, regex; a prefix "" is "/*"
	methods    []string
	headers    map[string]string // as YAML: "1", {prefix: b}
	hosts      []string
	rewrite    string
	order      int // its timeout in seconds, by which it is known again
}

type wroteApp struct {
	name, namespace string
	hosts           []string
	fallback        bool
	routes          []*wroteRoute
}

type wroteTier struct {
	hosts   []string
	apps    []*wroteApp
	gateway []string // the hosts of its rendered Gateway
}

// Hosts of tiers, some below others, and by each what apps and routes may name there.
var (
	wroteHosts = []string{"a.org", "b.org", "*.c.org", "x.c.org", "*.y.c.org", "d.c.org.net", "*"}
	wroteBelow = map[string][]string{"*.c.org": {"*.c.org", "x.c.org", "z.c.org", "*.y.c.org"}, "*.y.c.org": {"*.y.c.org", "q.y.c.org"}, "*": {"*", "*.org"}}
)

// some are some of the tier's hosts, or names below them.
func (t *wroteTier) some(random *rand.Rand) []string {
	var all []string
	for _, h := range t.hosts {
		list := wroteBelow[h]
		if list == nil {
			list = []string{h}
		}
		for _, h := range list {
			if !slices.Contains(all, h) {
				all = append(all, h)
			}
		}
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:1+random.IntN(min(3, len(all)))]
}

func pick[T any](random *rand.Rand, list ...T) T { return list[random.IntN(len(list))] }

func some[T any](random *rand.Rand, list []T) (out []T) {
	for len(out) == 0 {
		for _, item := range list {
			if random.IntN(2) == 0 {
				out = append(out, item)
			}
		}
	}
	return out
}

func randomTier(random *rand.Rand) *wroteTier {
	t := &wroteTier{}
	for len(t.hosts) == 0 {
		for _, h := range wroteHosts {
			if random.IntN(3) == 0 {
				t.hosts = append(t.hosts, h)
			}
		}
	}
	order := 0
	for i := range 2 + random.IntN(4) {
		app := &wroteApp{name: fmt.Sprintf("app%d", i), namespace: pick(random, "default", "default", "web")}
		if random.IntN(3) == 0 {
			app.hosts, app.fallback = t.some(random), random.IntN(2) == 0
		}
		for range 1 + random.IntN(3) {
			order++
			r := &wroteRoute{order: order}
			switch random.IntN(8) {
			case 0, 1:
				r.kind, r.path = "exact", pick(random, "/", "/x", "/x/y", "/x/y/z", "/xy", "/x/")
			case 2, 3, 4:
				r.kind, r.path = "prefix", pick(random, "/x", "/x/y", "/x/y/z", "/xy", "/w")
			case 5, 6:
				r.kind, r.path = "regex", pick(random, "/x/.*", ".*", "/x.*y", "/.*/y", "/x/y", "/(x|w)(/.*)?", "/x/y/z?")
			default:
				r.kind = "prefix"
			}
			if random.IntN(3) == 0 {
				r.methods = some(random, []string{"GET", "POST"})
			}
			if random.IntN(4) == 0 {
				r.headers = map[string]string{pick(random, "k", "l"): pick(random, `"1"`, `"2"`, "{present: true}", `{prefix: "1"}`, `{regex: "[12]"}`)}
			}
			if random.IntN(3) == 0 {
				r.hosts = t.some(random)
			}
			if r.kind != "regex" && random.IntN(4) == 0 {
				r.rewrite = pick(random, "/", "/v", "/v/")
			}
			app.routes = append(app.routes, r)
		}
		t.apps = append(t.apps, app)
	}
	return t
}

func (t *wroteTier) yaml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "name: home\nmicrok8s: \"1.36\"\nistio: \"1.31\"\nsecrets: omit\ntiers:\n- name: primary\n  ip: 10.0.0.1\n  hosts: [%s]\n  apps:\n", quoted(t.hosts))
	for _, a := range t.apps {
		fmt.Fprintf(&b, "  - name: %s\n    namespace: %s\n    image: a:1\n    port: 80\n", a.name, a.namespace)
		if a.hosts != nil {
			fmt.Fprintf(&b, "    hosts: [%s]\n    fallback: %v\n", quoted(a.hosts), a.fallback)
		}
		b.WriteString("    routes:\n")
		for _, r := range a.routes {
			path := r.path
			if path == "" {
				path = "/"
			}
			fmt.Fprintf(&b, "    - {%s: %q, timeout: %ds", r.kind, path, r.order)
			if r.methods != nil {
				fmt.Fprintf(&b, ", methods: [%s]", strings.Join(r.methods, ", "))
			}
			for name, value := range r.headers {
				fmt.Fprintf(&b, ", headers: {%s: %s}", name, value)
			}
			if r.hosts != nil {
				fmt.Fprintf(&b, ", hosts: [%s]", quoted(r.hosts))
			}
			if r.rewrite != "" {
				fmt.Fprintf(&b, ", rewrite: %s", r.rewrite)
			}
			b.WriteString("}\n")
		}
	}
	return b.String()
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = fmt.Sprintf("%q", text)
	}
	return strings.Join(out, ", ")
}

type tried struct {
	host, path, method string
	headers            map[string]string
}

// on are the hosts that a route is for.
func (r *wroteRoute) on(t *wroteTier, a *wroteApp) []string {
	switch {
	case r.hosts != nil:
		return r.hosts
	case a.hosts != nil:
		return a.hosts
	}
	return t.hosts
}

// above are the hosts with routes whose routes answer a host, that of an own one
// first, behind it what it falls back to.
func (t *wroteTier) above(host string) (out []string) {
	all, back := map[string]bool{}, map[string]bool{}
	for _, a := range t.apps {
		for _, r := range a.routes {
			for _, h := range r.on(t, a) {
				all[h] = true
				back[h] = back[h] || a.fallback
			}
		}
	}
	at := func(within func(h string) bool) (best string) {
		for h := range all {
			if within(h) && moreSpecific(h, best) {
				best = h
			}
		}
		return best
	}
	for h := at(func(h string) bool { return takesHost(h, host) }); h != ""; {
		if out = append(out, h); !back[h] {
			break
		}
		of := h
		h = at(func(wide string) bool { return wide != of && covers(wide, of) })
	}
	return out
}

// moreSpecific is Envoy's order of hosts that take one name.
func moreSpecific(a, b string) bool {
	if wild := strings.HasPrefix(a, "*"); b == "" || wild != strings.HasPrefix(b, "*") {
		return b == "" || !wild
	}
	return len(a) > len(b)
}

// covers reports whether all names of a host are another one's.
func covers(wide, host string) bool {
	rest, wild := strings.CutPrefix(wide, "*")
	return wide == host || wild && strings.HasSuffix(strings.TrimPrefix(host, "*"), rest)
}

// takes reports whether a route of the file is for a request to one of its hosts.
func (r *wroteRoute) takes(q tried) bool {
	if r.methods != nil && !slices.Contains(r.methods, q.method) {
		return false
	}
	for name, asked := range r.headers {
		value, there := q.headers[name]
		ok := there
		switch asked {
		case `"1"`, `"2"`:
			ok = ok && asked == `"`+value+`"`
		case `{prefix: "1"}`:
			ok = ok && strings.HasPrefix(value, "1")
		case `{regex: "[12]"}`:
			ok = ok && (value == "1" || value == "2")
		}
		if !ok {
			return false
		}
	}
	switch r.kind {
	case "exact":
		return q.path == r.path
	case "regex":
		return wholly(r.path, q.path)
	}
	return q.path == r.path || strings.HasPrefix(q.path, r.path+"/")
}

// takesHost is Envoy's choice of a virtual host, by a host's name alone.
func takesHost(host, of string) bool {
	of, _, _ = strings.Cut(strings.ToLower(of), ":")
	rest, wild := strings.CutPrefix(host, "*")
	return host == of || wild && strings.HasSuffix(of, rest) && len(of) > len(rest)
}

// rank is the order of the README: exact paths, the longest prefix, regular
// expressions in the order of the file, "/*"; of one path the route that asks for
// more. What is the host's own comes before what it falls back to.
func (r *wroteRoute) rank(depth int) []int {
	more := -len(r.headers)
	if r.methods != nil {
		more -= 1000
	}
	switch {
	case r.kind == "exact":
		return []int{0, 0, more, depth}
	case r.kind == "regex":
		return []int{2, depth, r.order}
	case r.path == "":
		return []int{3, 0, more, depth}
	}
	return []int{1, -len(r.path), more, depth}
}

// wanted is what the file says of a request: the route, its app, and the path
// that the app sees.
func (t *wroteTier) wanted(q tried) string {
	var best *wroteRoute
	var of *wroteApp
	depth := 0
	for at, host := range t.above(q.host) {
		for _, a := range t.apps {
			for _, r := range a.routes {
				if slices.Contains(r.on(t, a), host) && r.takes(q) && (best == nil || slices.Compare(r.rank(at), best.rank(depth)) < 0) {
					best, of, depth = r, a, at
				}
			}
		}
	}
	if best == nil {
		return "404"
	}
	path := q.path
	if best.rewrite != "" {
		switch rest := strings.TrimPrefix(strings.TrimPrefix(q.path, best.path), "/"); {
		case best.kind == "exact" || q.path == best.path:
			path = best.rewrite
		default:
			path = strings.TrimSuffix(best.rewrite, "/") + "/" + rest
		}
	}
	return fmt.Sprintf("%s.%s %ds %s", of.name, of.namespace, best.order, path)
}

// requests are some that can tell the routes of random topologies apart.
func (t *wroteTier) requests() (out []tried) {
	for _, host := range []string{"a.org", "A.Org:8443", "b.org", "any.c.org", "x.any.C.org:80", "d.c.org.net", "x.c.org", "Z.c.org", "any.y.c.org", "q.Y.c.org:80", "e.net"} {
		for _, path := range []string{"/", "/x", "/x/", "/x/y", "/x/y/z", "/x/y/zz", "/x/y/z/q", "/xy", "/x/q", "/w", "/w/y", "/other"} {
			for _, method := range []string{"GET", "PUT", "POST"} {
				for _, headers := range []map[string]string{nil, {"k": "1"}, {"k": "2"}, {"l": "11"}, {"k": "1", "l": "2"}} {
					if slices.ContainsFunc(t.hosts, func(h string) bool { return takesHost(h, host) }) {
						out = append(out, tried{host, path, method, headers})
					}
				}
			}
		}
	}
	return out
}

// virtualServices are those of a rendered topology, nil where it was refused.
func (t *wroteTier) virtualServices(tb testing.TB) []map[string]any {
	tb.Helper()
	out, err := render.Render(context.Background(), render.Input{Name: "topology.yaml", Text: []byte(t.yaml()), Files: fstest.MapFS{}})
	if err != nil {
		tb.Fatalf("%v\n%s", err, t.yaml())
	}
	if out.Diagnostics.Failed() {
		return nil
	}
	var list []map[string]any
	for _, m := range out.Manifests {
		switch m.ID().Kind {
		case "VirtualService":
			list = append(list, m.Object.Map())
		case "Gateway":
			t.gateway = nil
			for _, h := range at(m.Object.Map(), "spec", "servers").([]any)[0].(map[string]any)["hosts"].([]any) {
				t.gateway = append(t.gateway, h.(string))
			}
		}
	}
	return list
}

// lost is the first request that goes elsewhere than the file says, in some order
// of the VirtualServices. Of all that match a request with more than "/*", the
// oldest answers; else the oldest whose "/*" does. So it is enough that each is
// once the oldest.
func (t *wroteTier) lost(list []map[string]any) string {
	requests := t.requests()
	wanted := make([]string, len(requests))
	for i, q := range requests {
		wanted[i] = t.wanted(q)
	}
	for range list {
		merged := map[string][]istioRoute{}
		for i, q := range requests {
			host := strings.ToLower(q.host)
			if merged[host] == nil {
				merged[host] = merge(list, t.gateway, q.host)
			}
			if got := answer(merged[host], q); got != wanted[i] {
				return fmt.Sprintf("%v: %s, want %s, with %s the oldest", q, got, wanted[i], at(list[0], "metadata", "name"))
			}
		}
		list = append(list[1:len(list):len(list)], list[0])
	}
	return ""
}

const anyOrderTopologies = 200

// TestAnyOrder: every VirtualService is right by itself, and no rule in it is one
// that no request reaches.
func TestAnyOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 2))
	count, refused, borrowed, onHosts := 0, 0, 0, 0
	for count < anyOrderTopologies {
		tier := randomTier(random)
		list := tier.virtualServices(t)
		if list == nil {
			if refused++; refused > 20*anyOrderTopologies {
				t.Fatal("nearly all are refused")
			}
			continue
		}
		count++
		if lost := tier.lost(list); lost != "" {
			t.Fatalf("%s\n%s", lost, tier.yaml())
		}
		for _, v := range list {
			if dead := unreached(v); dead != "" {
				t.Fatalf("%s: %s\n%s", at(v, "metadata", "name"), dead, tier.yaml())
			}
			text := fmt.Sprint(v)
			borrowed += strings.Count(text, "timeout:") - len(ownRules(v))
			onHosts += strings.Count(text, "authority:")
		}
	}
	t.Logf("%d topologies, %d refused; %d rules borrowed, %d matches by host", count, refused, borrowed, onHosts)
	if borrowed < count/2 || onHosts < count/20 {
		t.Errorf("only %d rules are borrowed, %d matches by host", borrowed, onHosts)
	}
}

// TestAnyOrderTells: TestAnyOrder finds what is left out, or for too many hosts.
func TestAnyOrderTells(t *testing.T) {
	for name, change := range map[string]func(v map[string]any){
		"nothing borrowed": func(v map[string]any) { spec(v)["http"] = ownRules(v) },
		"for all hosts": func(v map[string]any) {
			for _, m := range matchesOf(v) {
				delete(m, "authority")
			}
		},
		"for all methods": func(v map[string]any) {
			for _, m := range matchesOf(v) {
				delete(m, "method")
			}
		},
		"the other way round": func(v map[string]any) { slices.Reverse(spec(v)["http"].([]any)) },
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(9, 3))
			found := 0
			for tries := 0; found < 20; tries++ {
				if tries > 4000 {
					t.Fatalf("found %d times only", found)
				}
				tier := randomTier(random)
				list := tier.virtualServices(t)
				for _, v := range list {
					change(v)
				}
				if tier.lost(list) != "" {
					found++
				}
			}
		})
	}
}

// TestMoreApp: an app that is added changes no name of another's objects.
func TestMoreApp(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 4))
	for count := 0; count < 300; {
		tier := randomTier(random)
		after := tier.virtualServices(t)
		if after == nil {
			continue
		}
		less := *tier
		i := random.IntN(len(tier.apps))
		less.apps = slices.Delete(slices.Clone(tier.apps), i, i+1)
		before := less.virtualServices(t)
		if before == nil {
			continue
		}
		count++
		own := 0
		for _, v := range after {
			name := at(v, "metadata", "name").(string)
			if strings.HasPrefix(name, tier.apps[i].name+"-on-") {
				own++
			} else if !slices.ContainsFunc(before, func(b map[string]any) bool { return at(b, "metadata", "name") == name }) {
				t.Fatalf("%s has another name without %s\n%s", name, tier.apps[i].name, tier.yaml())
			}
		}
		if len(after) != len(before)+own || own == 0 {
			t.Fatalf("%d VirtualServices with app %s, %d without\n%s", len(after), tier.apps[i].name, len(before), tier.yaml())
		}
	}
}
