// Package access owns who is let in at the gateways of one set of objects, and by them to Services:
// what policies, addresses and certificates of clients have to do with each host, port and path, and
// which policies are for some pods.
//
// In goes what one side serves, with what is there beside it; out come gates, and the callers whom they
// let in. It must never know that there is another side but as gates to be asked, or tell anybody what it finds.
package access

import (
	"iter"
	"slices"

	"render/render/objects"
	"render/render/policies"
	"render/render/routing"
	"render/render/served"
)

// Gates are the gateways of a side, with what is beside it.
type Gates struct {
	*served.Side
	doors               *served.Doors
	passages            *served.Passages
	shown               []*served.Credential
	begin               func() *served.Handshakes
	allow, deny, custom Chosen
	hosts               map[*served.Entrance]*served.Routed
	known               map[asking]Callers
	openings            map[*served.Entrance]*openings
	ways                []served.Lead            // once asked for
	sent                map[served.Service]*sent // once asked for
	ends                map[*served.Entrance]*Ends
	needed              map[besides]*needed
	pods                *objects.SelectorIndex // those of its gateways, once asked for
}

// asking is for what a gateway is asked, and by which port of its pods.
type asking struct {
	*served.Entrance
	host, port string
}

// Ends are where connections of gateways end, as rules call it: pods, those of a namespace where which they
// are is not known, and what is outside the cluster.
type Ends struct {
	pods    policies.Parties
	outside bool
}

// besides is another side, and whether hosts count that it answers by the same gateway, or Services to which it
// leads by none.
type besides struct {
	other    *Gates
	answered bool
}

// needed is to what the gateways of a side lead, beside another: by gateway, and by selectors of pods.
type needed struct {
	ends      map[*served.Entrance]*Ends
	selectors objects.SelectorIndex
	parties   []policies.Party // the gateways, beside the selectors
}

// New are those of a side, by its doors and passages, with what is beside it; shown are its credentials, and
// begin gives what it agrees to with clients that begin TLS.
func New(s *served.Side, beside []*objects.Object, doors *served.Doors, passages *served.Passages, shown []*served.Credential, begin func() *served.Handshakes) *Gates {
	return &Gates{s, doors, passages, shown, begin, Authorized(s.World, "ALLOW", beside), Authorized(s.World, "DENY", beside), Authorized(s.World, "CUSTOM", beside), map[*served.Entrance]*served.Routed{}, map[asking]Callers{}, map[*served.Entrance]*openings{}, nil, nil, map[*served.Entrance]*Ends{}, map[besides]*needed{}, nil}
}

// Ways are those by its gateways.
func (g *Gates) Ways() []served.Lead {
	if g.ways == nil {
		g.ways = g.Leads(g.doors, g.passages)
	}
	return g.ways
}

// Routed are the hosts for which a gateway has routes.
func (g *Gates) Routed(e *served.Entrance) *served.Routed {
	if g.hosts[e] == nil {
		of := served.RoutedBy(g.doors, g.passages, e.Gateways())
		g.hosts[e] = &of
	}
	return g.hosts[e]
}

// Answers reports whether a gateway has routes for a host.
func (g *Gates) Answers(e *served.Entrance, host string) bool { return g.Routed(e).Has(host) }

// Answering are the gateways that answer a host.
func (g *Gates) Answering(host string) (list []*served.Entrance) {
	for _, e := range g.Entrances {
		if g.Answers(e, host) {
			list = append(list, e)
		}
	}
	return list
}

// Ports are those of its pods on which a gateway answers a host.
func (g *Gates) Ports(e *served.Entrance, host string) []string {
	var out []string
	add := func(number int64) {
		if port := e.PodPort(number); !slices.Contains(out, port) {
			out = append(out, port)
		}
	}
	of := g.openingsOf(e)
	for one := range of.serving(host) {
		if slices.ContainsFunc(one.door.Tried(host), func(r served.Route) bool { return r.Answers() && !r.LeadsToHTTPS() }) {
			add(one.port)
		}
	}
	for _, at := range of.passages {
		if routing.Covers(at.Host, host) {
			add(at.Port)
		}
	}
	return out
}

// openings are what the Gateways of a gateway open, of which it may have one for each host.
type openings struct {
	doors    []doorOn         // each once
	passages []served.Passage // of which the host is known
	shown    []*served.Credential
	by       map[string][]int // the places of doors, by the hosts that their servers are for
}

// serving are the doors of which a server is for a host, of hundreds of them often one: those are looked up.
func (o *openings) serving(host string) iter.Seq[doorOn] {
	if o.by == nil {
		o.by = map[string][]int{}
		for i, one := range o.doors {
			for host := range one.door.Listed() {
				o.by[host] = append(o.by[host], i)
			}
		}
	}
	var places []int
	for listed := range routing.Covering(o.by, host) {
		places = append(places, o.by[listed]...)
	}
	slices.Sort(places)
	return func(yield func(doorOn) bool) {
		for _, i := range slices.Compact(places) {
			if !yield(o.doors[i]) {
				return
			}
		}
	}
}

type doorOn struct {
	port int64
	door *served.Door
}

func (g *Gates) openingsOf(e *served.Entrance) *openings {
	if g.openings[e] != nil {
		return g.openings[e]
	}
	out := &openings{}
	g.openings[e] = out
	gateways, known := map[*objects.Object]bool{}, map[doorOn]bool{}
	for _, o := range e.Gateways() {
		gateways[o] = true
		for _, at := range g.doors.Of(o.ID()) {
			if one := (doorOn{at.Port, g.doors.By[at]}); !known[one] {
				known[one] = true
				out.doors = append(out.doors, one)
			}
		}
	}
	for _, at := range g.passages.Order {
		if at.Host != "" && gateways[g.passages.Of[at]] {
			out.passages = append(out.passages, at)
		}
	}
	for _, one := range g.shown {
		if slices.ContainsFunc(one.From, func(o *objects.Object) bool { return gateways[o] }) {
			out.shown = append(out.shown, one)
		}
	}
	return out
}

// target are the pods of a gateway as policies see them.
func (g *Gates) target(e *served.Entrance) objects.PolicyTarget {
	if e.Maker == served.Itself {
		for w := range g.World.PodsOf(e.Namespace, e.Pods) {
			return TargetOf(w)
		}
	}
	return e.Target()
}

// IsGuarded reports whether policies say whom a gateway lets in, and all others get 403.
func (g *Gates) IsGuarded(e *served.Entrance) bool {
	allowing, _ := g.allow(g.target(e))
	return len(allowing) > 0
}

// Behind are the gateways of some pods, which answer for no host without a route.
func (g *Gates) Behind(t objects.PolicyTarget) (out []*served.Entrance) {
	if g.pods == nil {
		g.pods = &objects.SelectorIndex{}
		for _, e := range g.Entrances {
			g.pods.Add(e.Namespace, e.Pods)
		}
	}
	for _, n := range g.pods.Match(t.Namespace, t.Labels) {
		if e := g.Entrances[n]; len(e.Pods) > 0 && (len(e.From) > 0 || e.Maker == served.ControlPlane) {
			out = append(out, e)
		}
	}
	return out
}
