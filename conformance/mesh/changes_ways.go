package mesh

import (
	"slices"
)

// ways gives a tier ports for whole connections, and hosts of which those on 443 are
// passed on. The first host stays one for requests.
func (r *drafter) ways(t *draftTier) {
	for _, p := range []draftPort{{Name: "tcp-db", Port: 5432}, {Name: "tls-mqtt", Port: 8883}, {Name: "tls-keys", Port: 6443, TLS: "passthrough"}} {
		if r.often(60) {
			t.Ports = append(t.Ports, p)
		}
	}
	for i := range t.Hosts[1:] {
		if r.often(50) {
			t.Hosts[1+i].Cert, t.Hosts[1+i].TLS = nil, "passthrough"
		}
	}
}

// joins has an app get connections; false where the tier has none that no app gets.
func (r *drafter) joins(t *draftTier, at int) bool {
	a := &t.Apps[at]
	was := *a
	passed := t.hosts(true)
	ok := len(passed) > 0 && r.often(40) && r.gets(t, a, was.Port, passed)
	if !ok {
		*a = was
		ok = r.connects(t, a, was.Port)
	}
	return ok
}

// whole reports whether an app gets whole connections.
func (a *draftApp) whole() bool { return len(a.Routes) == 0 || a.Routes[0].TCP+a.Routes[0].TLS != 0 }

// aWhole is the place of one of a tier's apps that get whole connections; false for none.
func (r *drafter) aWhole(t *draftTier) (at int, ok bool) {
	var all []int
	for i := range t.Apps {
		if t.Apps[i].whole() {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		return 0, false
	}
	return one(r, all...), true
}

// changesOfConnections are those of who gets which.
var changesOfConnections = []change{
	{"connection added", func(r *drafter, t *draftTier, at int) bool {
		t.Apps = slices.Insert(t.Apps, at, draftApp{})
		r.app(t, at)
		return r.joins(t, at)
	}},
	{"connection removed", func(r *drafter, t *draftTier, _ int) bool {
		at, ok := r.aWhole(t)
		if ok {
			t.Apps = slices.Delete(t.Apps, at, at+1)
		}
		return ok && len(t.Apps) > 0
	}},
	{"hosts of a connection changed", func(r *drafter, t *draftTier, _ int) bool {
		at, ok := r.aWhole(t)
		return ok && r.calledOtherwise(t, &t.Apps[at])
	}},
}

// calledOtherwise gives an app the connections to other hosts.
func (r *drafter) calledOtherwise(t *draftTier, a *draftApp) bool {
	if len(a.Routes) == 0 {
		word := a.Port
		ok := r.gets(t, a, 0, t.hosts(true))
		a.Port = word
		return ok
	}
	out := a.Routes[0]
	i := slices.IndexFunc(t.Ports, func(p draftPort) bool { return out.TLS == p.Port })
	if i < 0 {
		return false
	}
	a.Routes = nil // of which it is free to choose
	hosts, ok := r.apart(t, t.Ports[i])
	before := out.Hosts
	out.Hosts = hosts
	a.Routes = []draftRoute{out}
	return ok && !slices.Equal(before, hosts)
}

// handed is a connection that another app gets, at once.
const handed = "connection handed over"

// handOver has another app take the place of one that gets whole connections.
func (p *pair) handOver(r *drafter, tier int) bool {
	p.change = handed
	t := &p.new.Tiers[tier]
	at, ok := r.aWhole(t)
	if !ok {
		return false
	}
	t.Apps[at].Name = one(r, "a-", "z-") + t.Apps[at].Name // before or behind all others
	return true
}
