package drawing

import (
	"slices"

	"render/render/plan"
	"render/render/routing"
)

// drawApps draws the apps with their routes, then the routes of the tier itself, in the
// order of the file.
func (t *tierDraft) drawApps(addresses []int) {
	for _, r := range t.Indexed[len(t.Routes):] { // what hosts take over from wildcards
		t.more[r.Written] = append(t.more[r.Written], t.waysOf(r)...)
	}
	for app := range t.Routers() {
		box := -1
		if app != t.Own {
			box = t.box(appBox(app, t.plan.Document.Namespace.Value))
			t.apps[app] = box
		}
		var on []int
		for _, r := range app.Routes {
			on = append(on, t.drawRoute(app, r, box))
		}
		on = append(on, t.drawConnections(app, addresses, box)...)
		if box >= 0 {
			t.Boxes[box].set = t.sets.union(append(on, 0))
		}
	}
	for _, a := range t.admissions {
		t.Boxes[a.box].set = t.sets.union(a.sets)
	}
}

// waysOf are those of requests that a route is for.
func (t *tierDraft) waysOf(r *plan.Route) []int {
	var out []int
	for _, name := range r.HostNames {
		out = append(out, t.answered[name]...)
	}
	return out
}

// setOf is the set of those, and of hosts that take the route over. Most routes are for
// all hosts, which are looked up once.
func (t *tierDraft) setOf(r *plan.Route) int {
	taken := t.more[r.Written]
	if r.Named || len(taken) > 0 {
		return t.sets.of(append(t.waysOf(r), taken...))
	}
	if t.listed == nil {
		set := t.sets.of(t.waysOf(r))
		t.listed = &set
	}
	return *t.listed
}

// drawRoute draws a route of requests, and gives the ways that it is on.
func (t *tierDraft) drawRoute(router *plan.App, r *plan.Route, app int) int {
	b := Box{Column: Route, Texts: routeTexts(r), Place: placed(r.Origin, r.Written.Origin), set: t.setOf(r)}
	if r.Named {
		b.Wholes = whole(r.HostNames, 2)
	}
	answers := r.Written.Redirect != nil || r.Written.Respond != nil
	if answers {
		b.Look = Answer
	}
	box := t.box(b)
	t.admit(router, t.enteredBy(b.set), box, b.set)
	if app >= 0 && !answers {
		t.line(box, app)
	}
	if r.Mirrored != nil {
		t.copies = append(t.copies, Line{From: box, To: len(t.mirrored)})
		t.mirrored = append(t.mirrored, r.Mirrored)
	}
	return b.set
}

// enteredBy are the Gateways by which requests of a set of ways come in.
func (t *tierDraft) enteredBy(set int) []int {
	out, ok := t.enter[set]
	if !ok {
		for _, way := range t.sets.list[set] {
			if at, ok := t.entering[way]; ok {
				out = append(out, at)
			}
		}
		slices.Sort(out)
		out = slices.Compact(out)
		t.enter[set] = out
	}
	return out
}

// wholeRoute is a route of whole connections, which may be divided over several objects.
type wholeRoute struct {
	*plan.Connection
	hosts []string // of all of them
	gates []int
	ways  []int
	ended bool // by the gateway
}

// drawConnections draws an app's routes of whole connections, and gives the ways that
// they are on.
func (t *tierDraft) drawConnections(app *plan.App, addresses []int, box int) []int {
	var list []wholeRoute
	for i := range app.Connections {
		c := &app.Connections[i]
		if !c.TLS && c.On() == nil {
			continue // of TCP, below
		}
		for _, route := range c.Routes {
			same := func(w wholeRoute) bool { return w.Number == route.Number && w.Origin.At() == route.Origin.At() }
			at := slices.IndexFunc(list, same)
			if at < 0 {
				at = len(list)
				list = append(list, wholeRoute{Connection: route})
			}
			list[at].ended = c.On() != nil && c.On().Server != nil
			list[at].hosts = append(list[at].hosts, route.Hosts...)
			t.through(&list[at], c.On(), route.Hosts)
		}
	}
	for _, route := range app.TCP {
		at := t.tcpGate(addresses)
		way := t.way()
		t.gates[at].ways = append(t.gates[at].ways, way)
		list = append(list, wholeRoute{Connection: route, gates: []int{at}, ways: []int{way}})
	}
	var on []int
	for i := range list {
		w := &list[i]
		set := t.sets.of(w.ways)
		b := Box{Column: Route, Look: Open, Texts: connectionTexts(w.Connection, w.hosts), Place: placed(w.Origin, app.Written.Name.Origin), set: set}
		if w.ended {
			b.Look = Plain
		}
		if w.Named() {
			b.Wholes = whole(w.hosts, 2)
		}
		route := t.box(b)
		slices.Sort(w.gates)
		t.admit(app, slices.Compact(w.gates), route, set)
		t.line(route, box)
		on = append(on, set)
	}
	return on
}

// through adds what of a route comes by a Gateway, by that of port 443 for none.
func (t *tierDraft) through(w *wholeRoute, by *plan.TLSGateway, hosts []string) {
	for _, name := range hosts {
		for _, way := range t.connecting(w.Number)[name] {
			w.ways = append(w.ways, way)
			at, ok := t.entering[way]
			if by != nil && !t.plan.GatewayAPI() {
				at, ok = t.gateAt[by.Name]
			}
			if ok {
				w.gates = append(w.gates, at)
			}
		}
	}
}

// connecting are, of whole connections to a port, the ways that each host of their routes
// stands for: those of a wildcard but for what another route names.
func (t *tierDraft) connecting(port int) map[string][]int {
	out, ok := t.dialled[port]
	if ok {
		return out
	}
	out = map[string][]int{}
	t.dialled[port] = out
	var named []string
	for i := range t.Apps {
		for _, c := range t.Apps[i].Connections {
			for _, route := range c.Routes {
				if route.Number == port {
					named = append(named, route.Hosts...)
				}
			}
		}
	}
	all := routing.NewSet(named)
	for i := range t.hosts {
		h := &t.hosts[i]
		if port == plan.HttpsPort && !h.server.Passthrough() {
			continue // its own server is nearer
		}
		if found, ok := all.MostSpecific(h.name); ok {
			out[found] = append(out[found], h.way)
		}
	}
	return out
}
