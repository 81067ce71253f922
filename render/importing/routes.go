package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// app is what a tier's routes lead to.
type app struct {
	name      string
	to        string // the host of its destinations, "" where it only answers
	namespace string // of the VirtualService
	routes    []route
	names     mapping
	fallback  bool
	ports     []int64
	again     bool // another tier has it too, and deploys it
	bare      bool // it has connections, and no routes
	hosts     []string
	weights   map[string]int64 // of its versions, by subset
}

// virtual is a VirtualService of a tier.
type virtual struct {
	*objects.Object
	label  string // the app that it is for, where render wrote it
	hosts  []string
	routes []route // with the rule's order
}

// findRoutes finds the VirtualServices of each tier's Gateways, and the apps behind them.
func (im *importer) findRoutes() {
	seen := map[string]bool{}
	for _, t := range im.tiers {
		list := im.virtualsOf(t)
		owners := im.owners(list)
		for _, v := range list {
			im.take(t, v, list, owners)
		}
		for _, a := range t.apps {
			a.routes = join(a.routes)
			if key := serviceOf(a); a.to != "" {
				a.again, seen[key] = seen[key], true
			}
		}
	}
}

// virtualsOf are those that name a Gateway of the tier.
func (im *importer) virtualsOf(t *tier) []*virtual {
	gateways := map[string]bool{}
	for _, g := range im.gatewaysOf(t) {
		gateways[g.ID().Namespace+"/"+g.ID().Name] = true
	}
	var out []*virtual
	for v := range im.world.VirtualServices() {
		o := v.Object()
		spec := o.Members().Object("spec")
		named := slices.ContainsFunc(spec.List("gateways"), func(g any) bool {
			name, _ := g.(string)
			if !strings.Contains(name, "/") {
				name = o.ID().Namespace + "/" + name
			}
			return gateways[name]
		})
		if !named {
			continue
		}
		one := &virtual{Object: o}
		labels := objects.Labels(labelsOf(o.Members()))
		if by, _ := labels.Get("app.kubernetes.io/managed-by"); by == "render" {
			one.label, _ = labels.Get("app")
		}
		for _, h := range spec.List("hosts") {
			text, _ := h.(string)
			one.hosts = append(one.hosts, text)
		}
		for _, rule := range spec.List("http") {
			r, _ := rule.(manifest.Object)
			if except := redirected(r); except != nil {
				t.except = except
				continue
			}
			one.routes = append(one.routes, routesOf(r)...)
		}
		if one.label == "" && managed(one) && strings.HasPrefix(o.ID().Name, "closed-on-") {
			continue // what render closes follows from the rest
		}
		out = append(out, one)
	}
	return out
}

// owners are the hosts that lead to the app of a label, by label.
func (im *importer) owners(list []*virtual) map[string]string {
	owners, candidates := map[string]string{}, map[string][]string{}
	taken := map[string]bool{}
	var labels []string
	for _, v := range list {
		if v.label == "" {
			continue
		}
		if candidates[v.label] == nil {
			labels = append(labels, v.label)
		}
		for i := range v.routes {
			if to := v.routes[i].to; to != "" {
				candidates[v.label] = append(candidates[v.label], to)
				if im.isFor(to, v) {
					owners[v.label], taken[to] = to, true
				}
			}
		}
	}
	for range labels {
		for _, label := range labels {
			free := slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(candidates[label]))), func(to string) bool { return taken[to] })
			if owners[label] == "" && len(free) == 1 {
				owners[label], taken[free[0]] = free[0], true
			}
		}
	}
	return owners
}

// isFor reports whether what a destination leads to has the label of a VirtualService.
func (im *importer) isFor(to string, v *virtual) bool {
	namespace, name := objects.ServiceOfHost(to, v.ID().Namespace)
	if s, ok := im.world.Service(namespace, name); ok {
		label, _ := objects.Labels(labelsOf(s.Members())).Get("app")
		return label == v.label
	}
	for e := range im.world.ServiceEntriesOf(to) {
		label, _ := objects.Labels(labelsOf(e.Members())).Get("app")
		return label == v.label
	}
	return false
}

// take gives the routes of a VirtualService to the apps of its tier.
func (im *importer) take(t *tier, v *virtual, all []*virtual, owners map[string]string) {
	last := -1 // of its own: what others' come behind it are a wildcard's
	for i := range v.routes {
		if to := v.routes[i].to; to != "" && to == owners[v.label] {
			last = i
		}
	}
	for i := range v.routes {
		r := v.routes[i]
		r.hosts = v.hosts
		name := v.label
		switch {
		case v.label == "" && r.to != "":
			_, name = objects.ServiceOfHost(r.to, v.ID().Namespace)
		case v.label == "" && managed(v):
			t.answer(r)
			continue
		case v.label == "":
			name = v.ID().Name
		case r.to != "" && r.to != owners[v.label]:
			if last >= 0 && i > last && !t.lists(v.hosts) {
				t.app(v, v.label, owners[v.label]).fallback = true
			}
			continue // repeated from another app's
		case r.to == "" && !lastOf(v, &r, all):
			continue // repeated
		}
		a := t.app(v, name, r.to)
		a.add(r)
	}
	im.connections(t, v)
}

// managed reports whether render wrote it.
func managed(v *virtual) bool {
	by, _ := objects.Labels(labelsOf(v.Members())).Get("app.kubernetes.io/managed-by")
	return by == "render"
}

// lastOf reports whether an answer is a VirtualService's own: what is repeated stands
// before what it would be hidden by, so that the last one is.
func lastOf(v *virtual, r *route, all []*virtual) bool {
	key := r.key()
	for _, other := range all {
		if other != v && !other.leads() && v.leads() && slices.ContainsFunc(other.routes, func(r route) bool { return r.key() == key }) {
			return false
		}
	}
	if v.routes[len(v.routes)-1].key() == key || !v.leads() {
		return true
	}
	for _, other := range all {
		if n := len(other.routes); n > 0 && other != v && (other.routes[n-1].key() == key || other.label == "") {
			for i := range other.routes {
				if other.routes[i].key() == key {
					return false
				}
			}
		}
	}
	return true
}

// leads reports whether a route of it leads anywhere.
func (v *virtual) leads() bool {
	return slices.ContainsFunc(v.routes, func(r route) bool { return r.to != "" })
}

// lists reports whether a tier itself lists one of some hosts.
func (t *tier) lists(hosts []string) bool {
	return slices.ContainsFunc(t.servers, func(s *server) bool {
		return slices.ContainsFunc(s.hosts, func(h string) bool { return slices.Contains(hosts, h) })
	})
}

// answer is a route of the tier's own.
func (t *tier) answer(r route) {
	if !slices.ContainsFunc(t.answers, func(o route) bool { return o.key() == r.key() && slices.Equal(o.hosts, r.hosts) }) {
		t.answers = append(t.answers, r)
	}
}

// app is the app of a name, which is there from now on.
func (t *tier) app(v *virtual, name, to string) *app {
	for _, a := range t.apps {
		if a.name == name && (a.to == to || to == "" || a.to == "") && a.namespace == v.ID().Namespace {
			if a.to == "" {
				a.to = to
			}
			return a
		}
	}
	a := &app{name: name, to: to, namespace: v.ID().Namespace}
	t.apps = append(t.apps, a)
	return a
}

// add adds a route, or its hosts to the one that says the same.
func (a *app) add(r route) {
	key := r.key()
	for i := range a.routes {
		if a.routes[i].key() == key {
			for _, h := range r.hosts {
				if !slices.Contains(a.routes[i].hosts, h) {
					a.routes[i].hosts = append(slices.Clip(a.routes[i].hosts), h)
				}
			}
			return
		}
	}
	if r.port > 0 && !slices.Contains(a.ports, r.port) {
		a.ports = append(a.ports, r.port)
	}
	a.routes = append(a.routes, r)
}

// connections are the routes of TCP and of TLS that is passed through.
func (im *importer) connections(t *tier, v *virtual) {
	for _, key := range []string{"tls", "tcp"} {
		for _, rule := range v.Members().Object("spec").List(key) {
			r, _ := rule.(manifest.Object)
			destinations := r.List("route")
			if len(destinations) == 0 {
				continue
			}
			d, _ := destinations[0].(manifest.Object)
			to := d.Object("destination")
			name := v.label
			if name == "" {
				_, name = objects.ServiceOfHost(to.Text("host"), v.ID().Namespace)
			}
			a := t.app(v, name, to.Text("host"))
			port, _ := number(to.Object("port").Get("number"))
			if !slices.Contains(a.ports, port) && port > 0 {
				a.ports = append(a.ports, port)
			}
			im.connection(t, a, v, key, r, port)
		}
	}
}

func (im *importer) connection(t *tier, a *app, v *virtual, key string, rule manifest.Object, port int64) {
	for _, m := range rule.List("match") {
		match, _ := m.(manifest.Object)
		listens, ok := number(match.Get("port"))
		if !ok {
			listens = 443
		}
		if key == "tls" && listens == 443 {
			a.bare = true
			for _, h := range v.hosts {
				if !slices.Contains(a.hosts, h) {
					a.hosts = append(a.hosts, h)
				}
			}
			continue
		}
		r := route{kind: "tcp", port: port, to: a.to, rest: mapping{{key, listens}}}
		if _, ended := find(t.ports[listens], "protocol"); key == "tcp" && ended {
			r.kind, r.rest, r.hosts = "tls", mapping{{"tls", listens}}, v.hosts
		} else if key == "tls" {
			r.kind, r.hosts = "sni", v.hosts
		}
		a.add(r)
	}
}

// covers reports whether hosts are all that a tier has.
func (t *tier) covers(hosts []string) bool {
	n := 0
	for _, s := range t.servers {
		for _, h := range s.hosts {
			if n++; !slices.Contains(hosts, h) {
				return false
			}
		}
	}
	return n == len(hosts)
}
