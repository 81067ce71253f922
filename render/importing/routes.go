package importing

import (
	"slices"
	"strings"

	"render/render/manifest"
	"render/render/objects"
)

// findRoutes finds the VirtualServices of each tier's Gateways, and the apps behind them.
func (im *importer) findRoutes() {
	seen, deployed := map[string]bool{}, map[string]bool{}
	var first []*app // that lead to a Service
	for _, t := range im.tiers {
		list := im.virtualsOf(t)
		t.virtuals = list
		for _, v := range list {
			t.below(v)
		}
		owners := im.owners(list)
		for _, v := range list {
			im.take(t, v, list, owners)
		}
		if im.fresh {
			t.inOrder()
			t.apartLast()
		}
		for _, a := range t.apps {
			a.routes = join(a.routes)
			if _, there := im.world.Service(a.namespace, a.name); a.to == "" && there {
				a.to = a.name // all its routes are answers
			}
			if key := serviceOf(a); a.to != "" {
				if a.again, seen[key] = seen[key], true; !a.again {
					first = append(first, a)
				}
			}
		}
	}
	// Of several Services that choose the same pods the one with the most versions is the app's.
	pods := map[*app][]string{}
	for _, a := range first {
		pods[a] = im.podsOf(a)
	}
	slices.SortStableFunc(first, func(a, b *app) int { return len(pods[b]) - len(pods[a]) })
	for _, a := range first {
		a.again = deploys(pods[a], deployed)
	}
	im.unrouted(seen, deployed)
	im.mirrors()
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
		if manifest.Rendered(o.Members()) {
			one.label = labelsOf(o.Members()).Text("app")
		}
		for _, h := range spec.List("hosts") {
			text, _ := h.(string)
			one.hosts = append(one.hosts, text)
		}
		for _, rule := range spec.List("http") {
			r, _ := rule.(manifest.Object)
			if redirected(r) != nil {
				continue // port 80 of a server does
			}
			if secures(r) {
				im.tellSecured(t, o)
				continue // port 80 of a server does
			}
			one.routes = append(one.routes, routesOf(im.withScheme(t, one.hosts, r))...)
		}
		if one.label == "" && manifest.Rendered(one.Members()) && strings.HasPrefix(o.ID().Name, "closed-on-") {
			continue // what render closes follows from the rest
		}
		out = append(out, one)
	}
	return out
}

// listed reports whether render wrote a VirtualService for an app that lists its hosts: the
// name of the first is behind that of the Gateway. So it is too for a host that a tier lists with
// something of its own and its Gateway does not: there it is there twice.
func (t *tier) appLists(v *virtual) bool {
	list := v.Members().Object("spec").List("gateways")
	if v.label == "" || len(list) != 1 || len(v.hosts) == 0 {
		return false
	}
	gateway, _ := list[0].(string)
	_, bare, cut := strings.Cut(gateway, "/")
	if !cut {
		bare = gateway
	}
	first := "-" + hostSlug(v.hosts[0])
	if slices.ContainsFunc(t.servers, func(s *server) bool { return s.apart && slices.Equal(s.hosts, v.hosts) }) {
		first += first
	}
	return strings.HasSuffix(v.ID().Name, "-on-"+bare+first)
}

// below adds to a tier's hosts those that its Gateway does not list since a wildcard there
// covers them: an app for all hosts has a VirtualService of its own for them.
func (t *tier) below(v *virtual) {
	if v.label == "" || !strings.HasSuffix(v.ID().Name, ".below") || len(t.servers) == 0 {
		return
	}
	s := t.servers[0]
	for _, h := range v.hosts {
		if !slices.Contains(s.hosts, h) {
			s.hosts, s.below = append(slices.Clip(s.hosts), h), append(s.below, h)
		}
	}
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
		r.hosts, r.rest = v.hosts, im.mirrored(t, v, &r)
		name, of := v.label, r.to
		switch {
		case v.label == "" && manifest.Rendered(v.Members()): // the tier's own
			if r.to == "" && r.answers() && !endsWith(all, r.key()) {
				t.answer(r)
			}
			continue
		case v.label == "":
			if of = v.besides(i); r.to == "" && !r.answers() {
				continue // nothing is known that it does
			} else if of == "" { // no app's
				t.answer(r)
				continue
			}
			name = im.calledFor(of, v.ID().Namespace)
		case r.to != "" && r.to != owners[v.label]:
			if last >= 0 && i > last && (im.standard || !t.lists(v.hosts)) {
				t.app(v, v.label, owners[v.label]).fallback = true
			}
			continue // repeated from another app's
		case r.to == "" && !lastOf(v, &r, all):
			continue // repeated
		}
		name, access, another := im.apartOf(v, of, name)
		a := t.app(v, name, of)
		if access != nil {
			a.access = access
		}
		a.apart = another
		a.listed, a.whole = a.listed || t.appLists(v), a.whole || !t.appLists(v)
		a.add(r)
	}
	im.connections(t, v)
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
